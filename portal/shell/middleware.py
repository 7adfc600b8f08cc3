"""What every request goes through, outermost first as listed in the settings."""

import re
import time
import uuid
from collections.abc import Callable
from typing import Any

import structlog
from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.cache import add_never_cache_headers

from portal.operations import measures
from portal.shell import interrupted, languages
from portal.shell.views import errors

GetResponse = Callable[[HttpRequest], HttpResponse]
log = structlog.get_logger("portal.request")
REQUEST_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")


def request_id_of(request: HttpRequest) -> str:
    """The id that our proxy gave, so that its log and ours speak of the same request, or a new one.

    Only our own proxy is believed: anybody else could write what they like into the log.
    """
    given = request.headers.get("X-Request-ID", "") if settings.ALLAUTH_TRUSTED_PROXY_COUNT else ""
    return given if REQUEST_ID.fullmatch(given) else uuid.uuid4().hex[:16]


class RequestLogMiddleware:
    """Log and count each request by route, without path, address or query, under a request id."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request_id = request_id_of(request)
        structlog.contextvars.bind_contextvars(request_id=request_id)
        started = time.perf_counter()
        try:
            response = self.get_response(request)
        finally:
            structlog.contextvars.clear_contextvars()
        response["X-Request-ID"] = request_id
        match = request.resolver_match
        # Only if somebody asked for it: reading `request.user` here could fail once more.
        user = getattr(request, "_cached_user", None)
        seconds = time.perf_counter() - started
        route = match.view_name if match else None
        measures.request(
            route=route, method=request.method, status=response.status_code, seconds=seconds
        )
        write = log.warning if response.status_code >= 400 else log.info
        write(
            "request",
            request_id=request_id,
            method=request.method,
            route=route,
            status=response.status_code,
            milliseconds=round(seconds * 1000, 1),
            member=user.pk if user is not None and user.is_authenticated else None,
        )
        return response


class LanguageMiddleware:
    """Speak the language of the address, whatever the browser or a cookie prefers.

    Django's LocaleMiddleware would let `Accept-Language` choose where the address has no prefix,
    and have caches keep a French page once for each browser's preferences.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = languages.of(request.path_info)
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class RefusedInputMiddleware:
    """Refuse what no page can read: a NUL byte (PostgreSQL cannot store it), an oversized body.

    NUL bytes in the body are left to the forms, which answer beside the field. The size is looked
    at here because reading the body for the CSRF token would fail first, less clearly. A form with
    files may weigh more; its text is held to the same size while Django reads it.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = [request.path, *request.COOKIES.values()]
        for key, values in request.GET.lists():
            given += [key, *values]
        if any("\x00" in value for value in given):
            return errors.bad_request(request)
        length = request.headers.get("Content-Length", "")
        with_files = request.content_type == "multipart/form-data"
        most = settings.UPLOAD_MAX_BYTES if with_files else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if length.isdigit() and int(length) > most:
            return errors.too_large(request)
        return self.get_response(request)


class HtmxLoginMiddleware:
    """Send an htmx request that meets the sign-in page there as a whole page.

    Without it the sign-in form would be swapped into a corner of the page.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        htmx: Any = getattr(request, "htmx", None)
        target = redirect_to_login("").url.split("?")[0]
        if htmx and response.status_code == 302 and response["Location"].startswith(target):
            back = htmx.current_url_abs_path or "/"
            redirect = HttpResponse(status=204)
            redirect["HX-Redirect"] = redirect_to_login(back).url
            return redirect
        return response


class SignInMiddleware(LoginRequiredMiddleware):
    """Ask for a session, and keep what was being written when it has run out.

    The form's text waits in the visitor's new session and is put back by `interrupted.resume`
    once they have signed in. Only a form of ours comes this far: its token was checked before.
    """

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponseRedirect:
        if request.method != "POST":
            return super().handle_no_permission(request, view_func)
        # allauth's forms are left out: they hold passwords and codes.
        if hasattr(view_func, "policy") and not interrupted.is_never_kept(view_func):
            interrupted.keep(request)
        return redirect_to_login(interrupted.way_back(request))


class HousePagesMiddleware:
    """Show our own 404 in development too, where Django would show its list of addresses."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if settings.DEBUG and response.status_code == 404 and request.resolver_match is None:
            return errors.not_found(request)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return errors.not_found(request) if isinstance(exception, Http404) else None


class PrivatePagesMiddleware:
    """Keep the pages of a signed-in member out of every cache."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response
