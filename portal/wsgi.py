"""The WSGI entry point: `gunicorn portal.wsgi`."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

# What is loaded stays: looking through it for garbage takes a fifth of the time to start.
gc.disable()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
application = get_wsgi_application()
# A process that says it is ready knows every address: no visitor waits for them to be read.
assert get_resolver().url_patterns
gc.freeze()
# A look through all that is kept stops a process for forty milliseconds: by default one request in
# a hundred, so now in many thousands. What a page throws away in circles waits, some megabytes.
gc.set_threshold(10_000, 20, 50)
gc.enable()
