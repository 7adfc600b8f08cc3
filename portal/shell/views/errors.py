"""The error pages. The last two must hold without a database or a context."""

import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from urllib.parse import urlsplit

import structlog
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from portal.operations import reporting

log = structlog.get_logger("portal.errors")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return too_large(request)
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The same page for what is not there and for what one may not see, whatever was asked."""
    request.nowhere = True  # type: ignore[attr-defined]
    return render(request, "404.html", {"told": _from_the_inbox(request)}, status=404)


def _from_the_inbox(request: HttpRequest) -> bool:
    """Whether a notification led here: what it told of is gone, often with who wrote it."""
    with suppress(ValueError):  # an address that no browser writes
        came = urlsplit(request.headers.get("Referer", ""))
        return came.netloc == request.get_host() and came.path == reverse("notifications:inbox")
    return False


def not_allowed(request: HttpRequest, allowed: Sequence[str]) -> HttpResponse:
    """A verb that the route does not know: an address of a form, typed in the bar."""
    if request.method not in {"GET", "HEAD"}:
        return HttpResponseNotAllowed(allowed)
    response = render(request, "405.html", status=405)
    response["Allow"] = ", ".join(allowed)
    return response


def too_large(request: HttpRequest) -> HttpResponse:
    return render(request, "413.html", status=413)


def too_many(request: HttpRequest) -> HttpResponse:
    """Answer somebody over a limit, which allauth keeps; five minutes, as the page says."""
    response = render(request, "429.html", status=429)
    response["Retry-After"] = "300"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer an unforeseen error, wherever it arose: 503 for a lost database, else 500.

    Logs and reports where, never the message: it may quote what somebody typed.
    """
    error = sys.exc_info()[1]
    log.error(
        "exception",
        kind=type(error).__name__,
        where=[
            f"{frame.filename}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(error.__traceback__ if error else None)[-8:]
        ],
    )
    if error is not None:
        match = request.resolver_match
        reporting.report(error, route=match.view_name if match else None)
    if isinstance(error, (OperationalError, InterfaceError)):
        response = HttpResponse(render_to_string("503.html"), status=503)
        response["Retry-After"] = "30"
        return response
    return HttpResponse(render_to_string("500.html"), status=500)
