"""Pages that are the same for every stranger, kept ready in the memory of the process.

A view says so with `@route(Policy.PUBLIC, shared=True)`. Its page is kept under the mark of the
content (`portal.shell.version`), the day and its address, one minute at most: what a page computes
from the hour is never older. Whoever has a session cookie, or is to be told something once, never
gets, nor leaves, a kept page.
"""

import dataclasses
import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from portal.operations import replica
from portal.shell import discretion, flash, version

GetResponse = Callable[[HttpRequest], HttpResponse]
SECONDS = 60
MOST_BYTES = 32 * 1024 * 1024
LONGEST_QUERY = 200

Key = tuple[Any, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Kept:
    """A page as it left the view; `match` tells the log which one it was."""

    body: bytes
    headers: tuple[tuple[str, str], ...]
    match: Any
    until: float


class Shelf:
    """The pages last asked for, MOST_BYTES in all; safe among threads.

    Under one mark and one day: those of before would never be asked for again.
    """

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.stamp: Key = ()
        self.pages: OrderedDict[Key, Kept] = OrderedDict()
        self.bytes = 0

    def take(self, key: Key) -> Kept | None:
        with self.lock:
            kept = self.pages.get(key)
            if kept is None:
                return None
            if kept.until < time.monotonic():
                self._drop(key)
                return None
            self.pages.move_to_end(key)
            return kept

    def put(self, key: Key, kept: Kept) -> None:
        with self.lock:
            if key[:2] != self.stamp:
                self._empty()
                self.stamp = key[:2]
            self._drop(key)
            self.pages[key] = kept
            self.bytes += len(kept.body)
            while self.bytes > MOST_BYTES:
                self._drop(next(iter(self.pages)))

    def clear(self) -> None:
        with self.lock:
            self._empty()

    def _empty(self) -> None:
        self.pages.clear()
        self.bytes = 0

    def _drop(self, key: Key) -> None:
        dropped = self.pages.pop(key, None)
        if dropped is not None:
            self.bytes -= len(dropped.body)


shelf = Shelf()


@lru_cache(maxsize=1024)
def _is_shared(path: str) -> bool:
    """Whether an address leads to a shared page; the language spoken is that of the address."""
    try:
        return bool(getattr(resolve(path).func, "shared", False))
    except Resolver404:
        return False


class SharedPagesMiddleware:
    """Answer a stranger from the shelf, before the session is read."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = self._key(request)
        if key is None:
            return self.get_response(request)
        kept = shelf.take(key)
        if kept is None:
            with replica.reading():
                response = self.get_response(request)
            if not self._may_be_kept(response):
                return response
            etag = quote_etag(hashlib.blake2b(response.content, digest_size=12).hexdigest())
            response.headers["ETag"] = etag
            # A browser asks each time: once signed in, the page is another one.
            response.headers.setdefault("Cache-Control", "no-cache")
            if request.method == "GET":
                shelf.put(
                    key,
                    Kept(
                        body=response.content,
                        headers=tuple(response.headers.items()),
                        match=request.resolver_match,
                        until=time.monotonic() + SECONDS,
                    ),
                )
        else:
            request.resolver_match = kept.match
            response = HttpResponse(kept.body, headers=dict(kept.headers))
        etag = response.headers["ETag"]
        return get_conditional_response(request, etag=etag, response=response) or response

    def _key(self, request: HttpRequest) -> Key | None:
        """What a stranger's page depends on; None for whoever is none."""
        strangers = (
            request.method in {"GET", "HEAD"}
            and settings.SESSION_COOKIE_NAME not in request.COOKIES
            # A page that says something once is nobody else's.
            and flash.COOKIE not in request.COOKIES
            and "HX-Request" not in request.headers
            and not discretion.has_left(request)
        )
        query = request.META.get("QUERY_STRING", "")
        if not strangers or len(query) > LONGEST_QUERY or not _is_shared(request.path_info):
            return None
        # The mark comes from where the page will: what it is kept under is never ahead of it.
        with replica.reading():
            marks = version.current()
        if marks is None:
            return None
        # What a view prepares for longer than a page asks for them again.
        request.marks = marks  # type: ignore[attr-defined]
        return marks.pages, timezone.localdate(), request.get_host(), request.path_info, query

    def _may_be_kept(self, response: HttpResponse) -> bool:
        return response.status_code == 200 and not response.streaming and not response.cookies
