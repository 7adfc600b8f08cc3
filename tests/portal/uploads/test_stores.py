"""Files in a bucket: private, and given only through the view that checks."""

import threading
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.http import Http404
from django.utils.module_loading import import_string

from portal.uploads import responses, stores


class Bucket(BaseHTTPRequestHandler):
    """As much of S3 as the site uses, in memory; remembers the headers it was sent."""

    files: dict[str, bytes] = {}
    headers_seen: list[dict[str, str]] = []

    def log_message(self, *_arguments: Any) -> None:
        pass

    def _answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        length = headers.pop("length", str(len(body)))
        for name, value in {"Content-Length": length, **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    @property
    def name(self) -> str:
        return unquote(urlsplit(self.path).path.removeprefix("/bucket/"))

    def do_PUT(self) -> None:
        self.headers_seen.append({key.lower(): value for key, value in self.headers.items()})
        self.files[self.name] = self.rfile.read(int(self.headers["Content-Length"]))
        self._answer(200, ETag='"x"')

    def do_HEAD(self) -> None:
        body = self.files.get(self.name)
        if body is None:
            self._answer(404)
        else:
            date = "Sat, 28 Nov 2026 10:00:00 GMT"
            self._answer(200, b"", length=str(len(body)), ETag='"x"', Last_Modified=date)

    def do_GET(self) -> None:
        body = self.files.get(self.name)
        if body is None:
            self._answer(404, b"<Error><Code>NoSuchKey</Code></Error>")
        else:
            self._answer(200, body, ETag='"x"')

    def do_DELETE(self) -> None:
        self.files.pop(self.name, None)
        self._answer(204)


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A storage in a bucket of its own, as STORAGE_URL configures it."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Bucket)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "key")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    Bucket.files.clear()
    Bucket.headers_seen.clear()
    port = server.server_address[1]
    chosen = stores.configuration(f"s3://bucket?endpoint=http://127.0.0.1:{port}&region=fr-par")
    try:
        yield import_string(chosen["BACKEND"])(**chosen["OPTIONS"])
    finally:
        server.shutdown()
        server.server_close()


def test_a_file_goes_to_the_bucket_and_comes_back(bucket: Any) -> None:
    name = bucket.save("portfolio/3f/3fa9.pdf", ContentFile(b"%PDF-1.7 hello"))

    assert name == "portfolio/3f/3fa9.pdf"
    assert Bucket.files == {name: b"%PDF-1.7 hello"}
    assert bucket.exists(name)
    assert bucket.size(name) == 14
    assert not bucket.exists("portfolio/3f/other.pdf")
    bucket.delete(name)
    assert Bucket.files == {}


def test_nothing_in_the_bucket_is_public(bucket: Any) -> None:
    bucket.save("portfolio/3f/3fa9.pdf", ContentFile(b"%PDF-1.7 hello"))

    [headers] = Bucket.headers_seen
    assert "x-amz-acl" not in headers
    assert not [name for name in headers if name.startswith("x-amz-grant")]


# An answer that is closed ends a request, after which Django looks at its connections.
@pytest.mark.django_db
def test_a_view_serves_it_as_it_serves_a_file_of_a_folder(bucket: Any) -> None:
    class Field:
        storage, name = bucket, bucket.save("portfolio/3f/3fa9.pdf", ContentFile(b"%PDF-1.7 hello"))

    with closing(responses.serve(Field())) as response:  # type: ignore[arg-type]
        assert b"".join(response) == b"%PDF-1.7 hello"
    assert response["Content-Disposition"] == 'attachment; filename="fichier.pdf"'
    assert response["Cache-Control"] == "no-store, private"
    bucket.delete(Field.name)
    with pytest.raises(Http404):
        responses.serve(Field())  # type: ignore[arg-type]


def test_a_folder_is_a_folder() -> None:
    chosen = stores.configuration("/srv/media")

    assert chosen["BACKEND"] == "portal.uploads.disk.DurableStorage"
    assert chosen["OPTIONS"] == {"location": "/srv/media"}


@pytest.mark.parametrize("url", ["s3://", "s3://bucket/folder", "s3://bucket?acl=public-read"])
def test_an_address_that_means_something_else_is_refused(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="STORAGE_URL"):
        stores.configuration(url)
