"""The sentence that the next page shows once: where it waits until then.

In a signed cookie that the next page takes away, so that saying « c’est noté » writes no session,
neither here nor there. What a discreet page has to say stays in the session, on our side: it is
nobody else's who opens that browser's files. So does what is too long for a cookie.
"""

from typing import Any

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage

from portal.shell.discretion import is_discreet

COOKIE = "__Host-messages" if settings.SESSION_COOKIE_SECURE else "messages"


class _Cookie(CookieStorage):
    cookie_name = COOKIE


class FlashStorage(FallbackStorage):
    storage_classes = (_Cookie, SessionStorage)
    _used_storages: set[Any]

    def _get(self, *args: Any, **kwargs: Any) -> Any:
        """From both: Django's own looks no further than an empty cookie."""
        found: list[Any] = []
        for storage in self.storages:
            kept, _all = storage._get()
            # Also a cookie that cannot be read any more: it is taken away with the others.
            if kept or (storage is self.storages[0] and COOKIE in self.request.COOKIES):
                self._used_storages.add(storage)
            found += kept or []
        return found, True

    def _store(self, messages: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        # What waits in the session goes back there, with what has come since.
        discreet = is_discreet(getattr(self.request, "resolver_match", None))
        if discreet or self.storages[1] in self._used_storages:
            self.storages = self.storages[::-1]
        return super()._store(messages, response, *args, **kwargs)  # type: ignore[misc]
