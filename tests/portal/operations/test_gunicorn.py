"""deploy/gunicorn.conf.py, run: what is slow is waited for, what is stuck is not."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.conf import settings

from tests.portal.operations.slow_site import PAUSE, PIECE, PIECES
from tests.proof.relay import free_port

# Seconds without a sign of life; in production thirty.
TIMEOUT = 2


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    found, log = free_port(), tmp_path_factory.mktemp("gunicorn") / "log"
    with log.open("wb") as said:
        server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py",
             f"--timeout={TIMEOUT}", "tests.portal.operations.slow_site"],
            cwd=settings.BASE_DIR, stdout=said, stderr=said,
            env=os.environ | {"BIND": f"127.0.0.1:{found}", "WEB_CONCURRENCY": "3"},
        )  # fmt: skip
    try:
        wait(found, log)
        yield found
    finally:
        server.terminate()
        server.wait(timeout=20)


def wait(port: int, log: Path) -> None:
    deadline = time.monotonic() + 20
    while True:
        try:
            return ask(port, "/").close()
        except OSError:
            assert time.monotonic() < deadline, log.read_text()[-2000:]
            time.sleep(0.1)


def ask(port: int, path: str) -> http.client.HTTPConnection:
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    link.request("GET", path)
    return link


def read(port: int, path: str) -> bytes:
    link = ask(port, path)
    try:
        return link.getresponse().read()
    finally:
        link.close()


def send_slowly(port: int) -> str | None:
    """What the site says that it read of ten pieces, half a second between two."""
    length = PIECES * len(PIECE)
    with socket.create_connection(("127.0.0.1", port), timeout=20) as phone:
        phone.sendall(f"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: {length}\r\n\r\n".encode())
        for _piece in range(PIECES):
            phone.sendall(PIECE)
            time.sleep(PAUSE)
        answer = http.client.HTTPResponse(phone)
        answer.begin()
        return answer.getheader("X-Read")


def get_stuck(port: int) -> bool:
    try:
        return read(port, "/coince") != b"x"
    except (OSError, http.client.HTTPException):
        return True


def test_what_is_slow_is_waited_for_and_what_is_stuck_is_not(port: int) -> None:
    assert PIECES * PAUSE > 2 * TIMEOUT
    with ThreadPoolExecutor(3) as phones:
        long = phones.submit(read, port, "/long")
        slow = phones.submit(send_slowly, port)
        stuck = phones.submit(get_stuck, port)

        assert long.result() == b"x" * (PIECES + 1)
        assert slow.result() == str(PIECES * len(PIECE))
        assert stuck.result()
    assert read(port, "/") == b"x"
