from itertools import groupby

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from portal.operations import measures, probes, readings
from portal.operations.enums import Health


def board(request: HttpRequest) -> HttpResponse:
    """How the site is doing, for administrators: what works, waits, came round and is slow."""
    if not request.user.is_superuser:
        raise PermissionDenied
    found = readings.read()
    tried = probes.run()
    late = [one for one in found if one.health != Health.GOOD]
    context = {
        **admin.site.each_context(request),
        "title": _("État du site"),
        "probes": tried,
        "broken": [one for one in tried if not one.works],
        "late": late,
        "groups": [
            {"title": title, "readings": list(rows)}
            for title, rows in groupby(found, key=lambda one: one.group)
        ],
        "measured": bool(settings.METRICS_TOKEN),
        "slowest": measures.slowest() if settings.METRICS_TOKEN else [],
        "slow_query_ms": settings.SLOW_QUERY_MS,
        "release": settings.RELEASE,
    }
    return TemplateResponse(request, "admin/operations/board.html", context)
