"""The limit: a Django view that answers bytes held in memory, and nothing else.

`BARE_PAGES` is a folder; `/<name>` answers the file of that name in it, once it is there.
"""

import os
from functools import lru_cache
from pathlib import Path

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

settings.configure(
    DEBUG=False,
    SECRET_KEY="it signs nothing",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=[],
    LOGGING_CONFIG=None,
)
django.setup()


@lru_cache(maxsize=1000)
def body(name: str) -> bytes:
    return (Path(os.environ["BARE_PAGES"]) / name).read_bytes()


def page(request: HttpRequest, name: str) -> HttpResponse:
    return HttpResponse(body(name))


urlpatterns = [path("<slug:name>", page)]
wsgi = get_wsgi_application()
