"""The proxy as deploy/Caddyfile makes it: what it closes, serves itself and passes on."""

import contextlib
import gzip
import http.client
import os
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from django.conf import settings

from tests.proof.relay import free_port

CADDY = shutil.which("caddy")
pytestmark = pytest.mark.skipif(CADDY is None, reason="caddy est absent de cette machine.")
SHEET = b"body { margin: 0 }" * 50


class Site(BaseHTTPRequestHandler):
    """Stands for the site: remembers what it was asked, and with which headers."""

    asked: list[tuple[str, dict[str, str]]]

    def log_message(self, *_arguments: object) -> None:
        pass

    def do_GET(self) -> None:
        self.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.send_response(503 if self.path == "/panne" else 200)
        self.end_headers()
        with contextlib.suppress(OSError):
            self.wfile.write(f"the site read {len(body)}".encode())

    do_POST = do_GET


class Proxy:
    def __init__(self, port: int, asked: list[tuple[str, dict[str, str]]]) -> None:
        self.port, self.asked = port, asked

    def ask(
        self, path: str, *, verb: str = "GET", body: bytes | None = None, **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        link = http.client.HTTPConnection("localhost", self.port, timeout=10)
        try:
            sent = {name.replace("_", "-"): value for name, value in headers.items()}
            link.request(verb, path, body, sent)
            answer = link.getresponse()
            found = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, found, answer.read()
        finally:
            link.close()

    def asked_for(self, path: str) -> list[dict[str, str]]:
        return [headers for asked, headers in self.asked if asked == path]


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    folder = tmp_path_factory.mktemp("proxy")
    sheets = folder / "static" / "css"
    sheets.mkdir(parents=True)
    (sheets / "site.0.css").write_bytes(SHEET)
    (sheets / "site.0.css.gz").write_bytes(gzip.compress(SHEET, mtime=0))
    (sheets / "site.0.css.br").write_bytes(b"as brotli")
    (folder / "secret").write_text("beside the static files")

    asked: list[tuple[str, dict[str, str]]] = []
    site = ThreadingHTTPServer(("127.0.0.1", 0), type("Asked", (Site,), {"asked": asked}))
    threading.Thread(target=site.serve_forever, daemon=True).start()
    port = free_port()
    environment = os.environ | {
        "SITE_ADDRESS": f"http://localhost:{port}", "STATIC_FILES": str(folder),
        # The first one is away.
        "UPSTREAMS": f"127.0.0.1:{free_port()} 127.0.0.1:{site.server_address[1]}",
        "HOME": str(folder),
        "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder),
    }  # fmt: skip
    with (folder / "log").open("wb") as log:
        caddy = subprocess.Popen(
            [str(CADDY), "run", "--adapter", "caddyfile", "--config", "deploy/Caddyfile"],
            cwd=settings.BASE_DIR, env=environment, stdout=log, stderr=log,
        )  # fmt: skip
    made = Proxy(port, asked)
    try:
        wait(made, folder / "log")
        yield made
    finally:
        caddy.terminate()
        caddy.wait(timeout=20)
        site.shutdown()
        site.server_close()


def wait(proxy: Proxy, log: Path) -> None:
    deadline = time.monotonic() + 20
    while True:
        try:
            # Not before the proxy knows that the first one is away: a form is not sent twice.
            if all(proxy.ask("/", verb="POST", body=b"x")[0] == 200 for _turn in range(4)):
                return
        except OSError:
            pass
        assert time.monotonic() < deadline, log.read_text()[-2000:]
        time.sleep(0.1)


@pytest.mark.parametrize("path", ["/metrics", "/readyz", "/%6detrics", "/READYZ", "/metrics?a=1"])
def test_figures_and_readiness_are_not_told_outside(proxy: Proxy, path: str) -> None:
    status, _headers, body = proxy.ask(path, Authorization="Bearer anything")

    assert (status, body) == (404, b"")
    assert proxy.asked_for(path) == []


@pytest.mark.parametrize(
    ("accepted", "encoding", "body"),
    [
        ("gzip, br", "br", b"as brotli"),
        ("gzip", "gzip", gzip.compress(SHEET, mtime=0)),
        ("", None, SHEET),
    ],
)
def test_static_files_leave_as_they_were_compressed(
    proxy: Proxy, accepted: str, encoding: str | None, body: bytes
) -> None:
    status, headers, found = proxy.ask("/static/css/site.0.css", Accept_Encoding=accepted)

    assert status == 200
    assert headers.get("content-encoding") == encoding
    assert headers["cache-control"] == "public, max-age=31536000, immutable"
    assert headers["content-type"].startswith("text/css")
    assert headers["x-content-type-options"] == "nosniff"
    if encoding == "gzip":
        found, body = gzip.decompress(found), SHEET
    assert found == body


def test_a_file_of_the_release_before_is_asked_of_the_site(proxy: Proxy) -> None:
    assert proxy.ask("/static/css/site.former.css")[2] == b"the site read 0"


@pytest.mark.parametrize("path", ["/static/../secret", "/static/..%2fsecret", "/secret"])
def test_nothing_beside_the_static_files_is_served(proxy: Proxy, path: str) -> None:
    assert b"beside" not in proxy.ask(path)[2]


def test_a_file_of_ten_megabytes_passes_and_thirteen_do_not(proxy: Proxy) -> None:
    accepted = proxy.ask("/envoi", verb="POST", body=b"x" * 11_000_000)
    assert (accepted[0], accepted[2]) == (200, b"the site read 11000000")
    # Debian 12’s Caddy says 502; the site itself answers 413 before that, from the length alone.
    assert proxy.ask("/envoi", verb="POST", body=b"x" * 13_000_000)[0] in {413, 502}
    # It was the fault of who sent it, not of the site, which is asked again at once.
    assert proxy.ask("/envoi", verb="POST", body=b"x")[2] == b"the site read 1"


def test_a_page_of_a_process_that_is_away_is_asked_of_the_next(proxy: Proxy) -> None:
    for number in range(6):
        assert proxy.ask(f"/tour/{number}")[0] == 200


def test_the_site_says_itself_what_is_wrong_with_it(proxy: Proxy) -> None:
    """Without its database the site has pages of help and a kind word: it is not given up on."""
    status, _headers, body = proxy.ask("/panne")

    assert (status, body) == (503, b"the site read 0")
    # Whether it lives is asked of a page that needs no database, as if by HTTPS: no redirection.
    assert proxy.asked_for("/healthz") == []
    assert {headers["x-forwarded-proto"] for headers in proxy.asked_for("/robots.txt")} == {"https"}


def test_what_a_visitor_says_of_itself_is_replaced(proxy: Proxy) -> None:
    proxy.ask(
        "/menteur", X_Forwarded_For="203.0.113.9", X_Forwarded_Proto="https", X_Request_ID="mine"
    )
    [headers] = proxy.asked_for("/menteur")

    assert headers["x-forwarded-for"] in {"127.0.0.1", "::1"}
    assert headers["x-forwarded-proto"] == "http"
    assert len(headers["x-request-id"]) == 36
