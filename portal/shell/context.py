from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from portal.shell.navigation import sections


def site(request: HttpRequest) -> dict[str, Any]:
    """What every page needs: its name, and the sections with the one we are in."""
    return {
        "site": {
            "name": settings.SITE_NAME,
            "url": settings.SITE_URL,
            "sections": [
                {
                    "label": section.label,
                    "icon": section.icon,
                    "url": (url := reverse(section.view)),
                    "current": request.path.startswith(url),
                }
                for section in sections()
            ],
        }
    }
