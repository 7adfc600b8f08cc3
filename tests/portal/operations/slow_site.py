"""A site that takes its time, for test_gunicorn.py; it needs nothing of ours."""

import time
from collections.abc import Iterator
from typing import Any

PIECES, PAUSE = 10, 0.5
# gunicorn waits for as many before it gives any.
PIECE = b"x" * 1024


def application(environ: Any, start_response: Any) -> Iterator[bytes]:
    if environ["PATH_INFO"] == "/coince":
        time.sleep(3 * PIECES * PAUSE)
    read = environ["wsgi.input"].read
    pieces = int(environ.get("CONTENT_LENGTH") or 0) // len(PIECE)
    length = sum(len(read(len(PIECE))) for _piece in range(pieces))
    start_response("200 OK", [("Content-Type", "text/plain"), ("X-Read", str(length))])
    yield b"x"
    if environ["PATH_INFO"] == "/long":
        for _piece in range(PIECES):
            time.sleep(PAUSE)
            yield b"x"
