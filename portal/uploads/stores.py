"""Where stored files go, from STORAGE_URL: a folder, or a bucket that speaks S3.

    s3://BUCKET?endpoint=https://s3.example&region=fr-par

The keys come from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY. Whatever the store, nobody gets a
file but through a view that checks who asks: no address of the bucket is ever given, and no file in
it is public.
"""

from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.core.exceptions import ImproperlyConfigured


def configuration(url: str) -> dict[str, Any]:
    """The entry of Django's STORAGES for a STORAGE_URL."""
    if not url.startswith("s3:"):
        return {
            "BACKEND": "portal.uploads.disk.DurableStorage",
            "OPTIONS": {"location": url},
        }
    # It takes a tenth of a second to import.
    from botocore.config import Config

    parts = urlsplit(url)
    asked = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    if not parts.netloc or parts.path.strip("/") or set(asked) - {"endpoint", "region"}:
        raise ImproperlyConfigured(
            "STORAGE_URL is a folder, or s3://bucket?endpoint=https://…&region=…"
        )
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": parts.netloc,
            "endpoint_url": asked.get("endpoint"),
            "region_name": asked.get("region"),
            # Neither public nor anything else: the bucket's own rule, which is private.
            "default_acl": None,
            "querystring_auth": True,
            "file_overwrite": False,
            "max_memory_size": 1024 * 1024,
            "client_config": Config(
                signature_version="s3v4",
                s3={"addressing_style": "path"},
                connect_timeout=3,
                read_timeout=15,
                retries={"max_attempts": 3},
                # Other makers of S3 do not know Amazon's newer checksums.
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
        },
    }
