"""The site as several processes on the database of the test: web servers, a worker, a proxy."""

import http.client
import os
import secrets
import shutil
import signal
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from itertools import cycle
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests.portal.uploads.samples import pdf
from tests.proof.relay import free_port

CSRF, TOKEN = secrets.token_hex(16), "token-of-the-proofs"
CADDY = shutil.which("caddy")


def database_url(*, host: str = "", options: str = "") -> str:
    """The address of the test's own database, for other processes."""
    given = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{given['NAME']}"
    place = (host or str(given["HOST"])).replace("/", "%2F")
    return f"postgresql://{given['USER']}@{place}/{given['NAME']}{options}"


class Answer(NamedTuple):
    """What came back, and in how many seconds; status 0 when nothing did."""

    status: int
    headers: dict[str, str]
    body: bytes
    seconds: float


def ask(
    port: int,
    verb: str,
    path: str,
    *,
    session: str = "",
    data: Any = None,
    files: Any = None,
    **headers: str,
) -> Answer:
    """One request on a connection of its own, as from one more phone."""
    fields = {"csrfmiddlewaretoken": CSRF, **(data or {})}
    body: str | bytes | None = urlencode(fields) if verb == "POST" else None
    kind = "application/x-www-form-urlencoded"
    if files:
        body, kind = encode_multipart(BOUNDARY, fields | files), MULTIPART_CONTENT
    sent = {
        "Host": "localhost",
        "Cookie": f"csrftoken={CSRF}" + (f"; sessionid={session}" if session else ""),
        **({"Content-Type": kind} if body else {}),
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    started = time.monotonic()
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        link.request(verb, path, body, sent)
        answer = link.getresponse()
        content = answer.read()
        found = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, found, content, time.monotonic() - started)
    except (OSError, http.client.HTTPException):
        return Answer(0, {}, b"", time.monotonic() - started)
    finally:
        link.close()


def send_piece(port: int, session: str, key: Any = None) -> Answer:
    """A PDF for one's portfolio; the same `key` is the same form sent again."""
    file = BytesIO(pdf(text=b"plan de travail"))
    file.name = "plan.pdf"
    fields = {"title": "Plan de travail", "my_role": "Régie", "visibility": "members",
              "creation_key": key or uuid.uuid4()}  # fmt: skip
    path = "/membres/moi/portfolio/ajouter/pdf/"
    return ask(port, "POST", path, session=session, data=fields, files={"file": file})


def paced(
    calls: Iterable[Callable[[], Answer]], *, a_second: float, threads: int = 64
) -> list[Answer]:
    """Begin so many a second, whether or not those before were answered: as visitors come.

    The seconds of an answer count from when it should have begun: a site that is late is late
    for those who come after as well.
    """

    def one(call: Callable[[], Answer], due: float) -> Answer:
        answer = call()
        return answer._replace(seconds=time.monotonic() - due)

    started, sent = time.monotonic(), []
    with ThreadPoolExecutor(threads) as pool:
        for number, call in enumerate(calls):
            due = started + number / a_second
            time.sleep(max(0.0, due - time.monotonic()))
            sent.append(pool.submit(one, call, due))
        return [one.result() for one in sent]


def together(calls: Iterable[Callable[[], Answer]], *, threads: int = 12) -> list[Answer]:
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(lambda call: call(), calls))


def failed(answers: list[Answer]) -> list[int]:
    return [one.status for one in answers if one.status == 0 or one.status >= 500]


class Process:
    """One of our processes, in a group of its own; what it says goes to `log`."""

    def __init__(self, folder: Path, name: str, *command: str, **environment: str) -> None:
        self.command, self.environment = command, os.environ | environment
        self.log = folder / f"{name}.log"
        self.running: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.running = subprocess.Popen(
                self.command, cwd=settings.BASE_DIR, env=self.environment, start_new_session=True,
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip

    def signal(self, number: signal.Signals) -> None:
        """To the process itself: it tells its own."""
        assert self.running
        self.running.send_signal(number)

    def kill(self) -> None:
        """kill -9 of the whole group: nobody has the time to say goodbye."""
        assert self.running
        os.killpg(self.running.pid, signal.SIGKILL)
        self.running.wait()

    def stop(self) -> None:
        if self.running is None or self.running.poll() is not None:
            return
        self.signal(signal.SIGTERM)
        try:
            self.running.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.kill()


class Web(Process):
    """gunicorn with the settings of production, on a port of its own."""

    def __init__(self, folder: Path, **given: str) -> None:
        self.port = free_port()
        var = folder / "var"
        var.mkdir(exist_ok=True)
        environment = {
            "DATABASE_URL": database_url(),
            "VAR_DIR": str(var),
            "STORAGE_URL": str(folder / "media"),
            "TRUSTED_PROXIES": "1",
            "METRICS_TOKEN": TOKEN,
            "BIND": f"127.0.0.1:{self.port}",
            "WEB_CONCURRENCY": "2",
            "DATABASE_POOL": "4",
            **given,
        }
        super().__init__(
            folder, f"web-{self.port}", sys.executable, "-m", "gunicorn",
            "-c", "deploy/gunicorn.conf.py", "tests.proof.wsgi", **environment,
        )  # fmt: skip

    def start(self) -> None:
        super().start()
        self.wait()

    def wait(self, *, path: str = "/healthz", seconds: float = 60) -> float:
        """Until it answers; returns how long that took."""
        started = time.monotonic()
        while ask(self.port, "GET", path).status != 200:
            if time.monotonic() - started > seconds:
                raise AssertionError(self.log.read_text()[-3000:])
            time.sleep(0.05)
        return time.monotonic() - started

    def processes(self) -> list[int]:
        """gunicorn's own and those that answer."""
        assert self.running
        pid = self.running.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return [pid, *map(int, children)]

    def memory(self) -> float:
        """Megabytes that its processes hold."""
        pages = sum(int(Path(f"/proc/{pid}/statm").read_text().split()[1])
                    for pid in self.processes())  # fmt: skip
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

    def said(self) -> str:
        return self.log.read_text()


class _TinyProxy(BaseHTTPRequestHandler):
    """What deploy/Caddyfile does and these tests look at, where Caddy is not installed."""

    ports: list[int]
    turns: Any
    protocol_version = "HTTP/1.1"

    def log_message(self, *_arguments: Any) -> None:
        pass

    def do_GET(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        body = self.rfile.read(length) if length else None
        own = {"x-request-id", "x-forwarded-for", "x-forwarded-proto", "connection"}
        headers = {key: value for key, value in self.headers.items() if key.lower() not in own}
        headers |= {
            "X-Request-ID": str(uuid.uuid4()),
            "X-Forwarded-For": str(self.client_address[0]),
            "X-Forwarded-Proto": "http",
        }
        first = next(self.turns)
        for port in sorted(self.ports, key=lambda port: port != first):
            link = http.client.HTTPConnection("127.0.0.1", port, timeout=40)
            try:
                link.request(self.command, self.path, body, headers)
                answer = link.getresponse()
                content = answer.read()
            except (OSError, http.client.HTTPException):
                continue
            finally:
                link.close()
            self.send_response_only(answer.status)
            for key, value in answer.getheaders():
                if key.lower() not in {"transfer-encoding", "content-length", "connection"}:
                    self.send_header(key, value)
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(content)
            return
        self.send_error(502)

    do_POST = do_GET


class Site:
    """Two web servers, a worker and a proxy; `port` is the one that visitors know."""

    def __init__(self, folder: Path, *, mail_port: int) -> None:
        self.folder = folder
        self.port = free_port()
        read_only = "?options=-c%20default_transaction_read_only%3Don"
        replica = {"DATABASE_REPLICA_URL": database_url(options=read_only)}
        self.given = {
            "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
            **(replica if connection.vendor == "postgresql" else {}),
        }
        self.webs = [Web(folder, **self.given) for _ in range(2)]
        self.worker = Process(
            folder, "worker", sys.executable, "manage.py", "db_worker", "--no-reload",
            "--interval", "0.2", **{key: self.webs[0].environment[key] for key in (
                "DATABASE_URL", "VAR_DIR", "STORAGE_URL", "EMAIL_URL")},
        )  # fmt: skip
        self.proxy: Process | ThreadingHTTPServer

    def start(self) -> None:
        # Together: each takes some seconds to read the code.
        self.worker.start()
        for web in self.webs:
            Process.start(web)
        for web in self.webs:
            web.wait()
        if CADDY is None:
            ports = [web.port for web in self.webs]
            turns = {"ports": ports, "turns": cycle(ports)}
            handler = type("Proxy", (_TinyProxy,), turns)
            self.proxy = ThreadingHTTPServer(("127.0.0.1", self.port), handler)
            threading.Thread(target=self.proxy.serve_forever, daemon=True).start()
            return
        self.proxy = Process(
            self.folder, "caddy", CADDY, "run", "--adapter", "caddyfile",
            "--config", "deploy/Caddyfile",
            SITE_ADDRESS=f"http://localhost:{self.port}", STATIC_FILES=str(self.folder),
            UPSTREAMS=" ".join(f"127.0.0.1:{web.port}" for web in self.webs),
            HOME=str(self.folder), XDG_DATA_HOME=str(self.folder), XDG_CONFIG_HOME=str(self.folder),
        )  # fmt: skip
        self.proxy.start()
        deadline = time.monotonic() + 20
        while ask(self.port, "GET", "/healthz").status != 200:
            assert time.monotonic() < deadline, self.proxy.log.read_text()[-2000:]
            time.sleep(0.1)

    def stop(self) -> None:
        if isinstance(self.proxy, Process):
            self.proxy.stop()
        else:
            self.proxy.shutdown()
            self.proxy.server_close()
        for process in (*self.webs, self.worker):
            process.kill()
