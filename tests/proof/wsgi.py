"""The site as gunicorn serves it for these tests: production, but for static files, which are read
from their sources instead of being collected first."""

from django.conf import settings

settings.STORAGES["staticfiles"] = {
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = True

from portal.wsgi import application  # noqa: E402

__all__ = ["application"]
