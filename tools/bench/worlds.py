"""Sites to measure: each a database of some size, filled by `manage.py seed`, and its server."""

import dataclasses
import json
import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.postgres import temporary_postgres

ROOT = Path(__file__).resolve().parents[2]
HOST = "clap.example"
HEADERS = {"Host": HOST, "X-Forwarded-Proto": "https"}
WORKERS = 2
# Whoever posts, and the meetups: enough of them for what is measured, whatever the listings.
MOST_MEMBERS, MOST_MEETUPS = 100_000, 50_000


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class World:
    """So many listings on one database; `environment` is what its processes are told."""

    database: str
    size: int
    environment: Mapping[str, str]

    def __str__(self) -> str:
        return f"{self.database}, {self.size}"

    def run(self, *arguments: str) -> str:
        """The output of a command inside this world."""
        ran = subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=os.environ | self.environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        if ran.returncode:
            raise SystemExit(f"{self} : {' '.join(arguments)} a échoué ({ran.returncode}).")
        return ran.stdout

    def ask(self, question: str) -> Any:
        """What `tools.bench.inside` answers."""
        return json.loads(self.run("-m", "tools.bench.inside", question).splitlines()[-1])


def environment(url: str, folder: Path) -> dict[str, str]:
    """A production site on this database."""
    return {
        "DATABASE_URL": url,
        "DEBUG": "0",
        "SECRET_KEY": secrets.token_urlsafe(60),
        "SITE_URL": f"https://{HOST}",
        "ALLOWED_HOSTS": HOST,
        "TRUSTED_PROXIES": "1",
        "CACHE_URL": "db://site_cache",
        "STORAGE_URL": f"file://{folder}/media/",
        # No worker runs: mails wait in the base.
        "EMAIL_URL": "smtp://127.0.0.1:9",
        "PYTHONWARNINGS": "ignore",
    }


def fill(world: World) -> float:
    """Make its tables and its content; returns the seconds it took."""
    started = time.monotonic()
    world.run("manage.py", "migrate", "--verbosity=0")
    world.run("manage.py", "createcachetable")
    members = max(1000, min(world.size, MOST_MEMBERS))
    meetups = max(500, min(world.size // 2, MOST_MEETUPS))
    world.run(
        "manage.py", "seed", "--members", str(members), "--listings", str(world.size),
        "--meetups", str(meetups), "--seed", "1", "--verbosity=0",
    )  # fmt: skip
    return time.monotonic() - started


@contextmanager
def postgres() -> Iterator[str]:
    """A server of our own that writes to the disk as a real one does; the folder of its socket."""
    with temporary_postgres(durable=True) as url:
        yield url.rpartition("/")[0]


def new_database(server: str, name: str) -> str:
    """An empty database on this server, and its address."""
    import psycopg

    with psycopg.connect(f"{server}/postgres", autocommit=True) as link:
        link.execute(f"CREATE DATABASE {name}")
    return f"{server}/{name}"


@contextmanager
def served(application: str, environment: Mapping[str, str]) -> Iterator[int]:
    """A WSGI application under gunicorn with processes alone; yields its port."""
    port = free_port()
    command = [
        "gunicorn", application, f"--workers={WORKERS}", f"--bind=127.0.0.1:{port}",
        "--timeout=120", "--log-level=error",
    ]  # fmt: skip
    with running(command, port, environment):
        yield port


@contextmanager
def running(command: list[str], port: int, environment: Mapping[str, str]) -> Iterator[None]:
    """A server of ours, given as a module of Python and its options, once its port is open."""
    process = subprocess.Popen(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        env=os.environ | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_until_open(port)
        yield
    finally:
        process.terminate()
        process.wait(timeout=30)


def free_port() -> int:
    with socket.socket() as link:
        link.bind(("127.0.0.1", 0))
        port: int = link.getsockname()[1]
        return port


def wait_until_open(port: int) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            if time.monotonic() > deadline:
                raise SystemExit("Le serveur mesuré ne répond pas.") from None
            time.sleep(0.1)
