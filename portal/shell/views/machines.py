"""The addresses that machines read."""

from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from portal.shell import operator
from portal.shell.routes import Policy, route


@route(Policy.PUBLIC)
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 when the database answers, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("database unavailable\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")


@route(Policy.PUBLIC)
def robots(request: HttpRequest) -> HttpResponse:
    context = {"sitemap": settings.SITE_URL + reverse("open:sitemap_index")}
    return render(request, "shell/robots.txt", context, content_type="text/plain")


@route(Policy.PUBLIC)
def security_txt(request: HttpRequest) -> HttpResponse:
    """Where to tell of a weakness (RFC 9116)."""
    expires = (timezone.now() + timedelta(days=180)).strftime("%Y-%m-%dT00:00:00Z")
    context = {
        "contact": operator.address("SECURITY"),
        "expires": expires,
        "policy": f"{reverse('shell:contact_points')}#securite",
    }
    return render(request, "shell/security.txt", context, content_type="text/plain; charset=utf-8")
