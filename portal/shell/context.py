from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from portal.shell.navigation import sections


def site(request: HttpRequest) -> dict[str, Any]:
    """What every page needs: its name, and the sections with the one we are in."""
    found = [(section, reverse(section.view)) for section in sections()]
    inside = [
        (len(start), url)
        for section, url in found
        for start in (url, *section.also)
        if request.path.startswith(start)
    ]
    here = max(inside, default=(0, None))[1]
    return {
        # Not `site`: allauth's views put their own there.
        "portal": {
            "url": settings.SITE_URL,
            "sections": [
                {
                    "label": section.label,
                    "icon": section.icon,
                    "url": url,
                    "current": url == here,
                }
                for section, url in found
            ],
        }
    }
