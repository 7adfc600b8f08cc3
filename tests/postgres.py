"""A PostgreSQL of our own for one test run: made in a temporary folder, gone at the end."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

# The shell waits for its input to close, which happens however the tests end, even by kill -9:
# no server and no folder can be left behind.
KEEPER = """
folder=$2 binaries=$1
shift 2
"$binaries/postgres" -D "$folder/data" -k "$folder" -c listen_addresses= -c max_connections=200 \
    "$@" >"$folder/log" 2>&1 &
read -r _
kill -INT $!
wait $!
rm -rf "$folder"
"""
# Tests lose their data anyway.
CARELESS = ["-cfsync=off", "-csynchronous_commit=off", "-cfull_page_writes=off"]
INITDB_OPTIONS = ["--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]


class Unavailable(Exception):
    """PostgreSQL cannot be started on this machine; the message says what to do."""


@contextmanager
def temporary_postgres(*, durable: bool = False) -> Iterator[str]:
    """Yield the DATABASE_URL of a new server, reached by a socket in a private folder.

    `durable`: what is committed reaches the disk first, as it does in production.
    """
    binaries = find_binaries()
    user = server_user()
    # In /tmp because the path of a Unix socket is limited to about 100 characters.
    folder = Path(tempfile.mkdtemp(prefix="premier-clap-pg-", dir="/tmp"))
    try:
        if user:
            shutil.chown(folder, user["user"], user["group"])
        initdb = subprocess.run(
            [f"{binaries}/initdb", f"--pgdata={folder}/data", "--username=portal", *INITDB_OPTIONS],
            cwd=folder,
            capture_output=True,
            text=True,
            **user,
        )
        if initdb.returncode:
            raise Unavailable(f"initdb a échoué :\n{initdb.stderr}")
        server = subprocess.Popen(
            [
                "sh",
                "-c",
                KEEPER,
                "postgres-keeper",
                str(binaries),
                str(folder),
                *([] if durable else CARELESS),
            ],
            cwd=folder,
            stdin=subprocess.PIPE,
            # Ctrl-C must stop the tests first, then the server.
            start_new_session=True,
            **user,
        )
        try:
            wait_until_ready(binaries, folder)
            yield f"postgresql://portal@{quote(str(folder), safe='')}/portal"
        finally:
            server.communicate()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def find_binaries() -> Path:
    """The folder of initdb and postgres, the newest version first."""
    debian = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    for initdb in sorted(debian, key=lambda path: int(path.parts[4]), reverse=True):
        return initdb.parent
    if initdb_on_path := shutil.which("initdb"):
        return Path(initdb_on_path).parent
    if pg_config := shutil.which("pg_config"):
        answer = subprocess.run([pg_config, "--bindir"], capture_output=True, text=True, check=True)
        folder = Path(answer.stdout.strip())
        if (folder / "initdb").exists():
            return folder
    raise Unavailable(
        "PostgreSQL est introuvable. Sur Debian ou Ubuntu : sudo apt-get install postgresql"
    )


def server_user() -> dict[str, Any]:
    """How subprocess must change user: PostgreSQL refuses to run as root."""
    try:
        me = pwd.getpwuid(os.getuid())
    except KeyError:
        raise Unavailable(
            f"L’utilisateur {os.getuid()} n’est pas dans /etc/passwd, et PostgreSQL l’exige."
        ) from None
    if me.pw_uid != 0:
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    other = known.get("postgres") or known.get("nobody")
    if other is None:
        raise Unavailable("PostgreSQL refuse root, et il n’y a ni « postgres » ni « nobody ».")
    return {"user": other.pw_uid, "group": other.pw_gid, "extra_groups": []}


def wait_until_ready(binaries: Path, folder: Path) -> None:
    deadline = time.monotonic() + 30
    question = [f"{binaries}/pg_isready", "--quiet", f"--host={folder}"]
    while subprocess.run(question, check=False).returncode:
        if time.monotonic() > deadline:
            raise Unavailable(f"PostgreSQL ne démarre pas :\n{(folder / 'log').read_text()}")
        time.sleep(0.05)
