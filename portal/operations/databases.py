"""The two databases as a backup sees them: copied as they are at one instant, loaded beside.

What lasts a moment is left out: sessions (whoever holds one is signed in), the cache, the copies
that members asked for of their data.
"""

import hashlib
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import psycopg
from django.apps import apps
from django.db import connection, models
from psycopg import sql

TEMPORARY = ("accounts_dataexport", "django_session", "site_cache", "usersessions_usersession")
WHOLE = 2**256
IN_USE = "La base sert encore\u00a0: arrêtez le site, le worker et les minuteries."


class Unusable(Exception):
    """This cannot be done here; the sentence says what to do."""


class Table(NamedTuple):
    """What a table holds: how many rows, and a sum of their digests, whatever their order."""

    rows: int
    digest: str


class Snapshot(NamedTuple):
    """What the copy holds, and the stored files its rows name."""

    tables: dict[str, Table]
    files: set[str]


def _sum(rows: Iterable[Any]) -> Table:
    count = total = 0
    for row in rows:
        count += 1
        total += int.from_bytes(hashlib.sha256(repr(row).encode()).digest(), "big")
    return Table(count, f"{total % WHOLE:064x}")


def file_columns() -> Iterator[tuple[str, str]]:
    """Every column that names a stored file."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            if isinstance(field, models.FileField) and model._meta.db_table not in TEMPORARY:
                yield model._meta.db_table, str(field.column)


class Engine(Protocol):
    kind: str
    file: str

    def living(self) -> bool: ...
    def dump(self, into: Path) -> Snapshot: ...
    def load(self, dump: Path) -> dict[str, Table]: ...
    def take_place(self, stamp: str) -> str: ...
    def give_up(self) -> None: ...


class Sqlite:
    kind, file = "sqlite", "database.sqlite3"

    def __init__(self) -> None:
        self.path = Path(connection.settings_dict["NAME"])
        self.beside = self.path.with_name(self.path.name + ".restoring")

    def living(self) -> bool:
        return self.path.exists() and bool(connection.introspection.table_names())

    def dump(self, into: Path) -> Snapshot:
        """A read of one instant: writers go on meanwhile."""
        into.unlink(missing_ok=True)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(into)])
        with closing(sqlite3.connect(into)) as link, link:
            # What is deleted here must not stay in the file.
            link.execute("PRAGMA secure_delete=ON")
            for table in set(TEMPORARY) & self._tables(link):
                link.execute(f'DELETE FROM "{table}"')  # noqa: S608
        with closing(sqlite3.connect(into)) as link:
            files = {
                name
                for table, column in file_columns()
                for (name,) in link.execute(f'SELECT "{column}" FROM "{table}"')  # noqa: S608
                if name
            }
            return Snapshot(self._sums(link), files)

    def _tables(self, link: sqlite3.Connection) -> set[str]:
        found = link.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table'"
            " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        )
        return {name for (name,) in found}

    def _sums(self, link: sqlite3.Connection) -> dict[str, Table]:
        return {
            table: _sum(link.execute(f'SELECT * FROM "{table}"'))  # noqa: S608
            for table in sorted(self._tables(link) - set(TEMPORARY))
        }

    def load(self, dump: Path) -> dict[str, Table]:
        self.give_up()
        shutil.copyfile(dump, self.beside)
        self.beside.chmod(0o600)
        with closing(sqlite3.connect(self.beside)) as link:
            if link.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise Unusable("La base de la sauvegarde est abîmée (integrity_check).")
            sums = self._sums(link)
        connection.close()
        connection.settings_dict["NAME"] = str(self.beside)
        return sums

    def take_place(self, stamp: str) -> str:
        connection.close()
        connection.settings_dict["NAME"] = str(self.path)
        kept = ""
        if self.path.exists():
            # Its journal is written into it first, or it would be taken for that of the new one.
            # Nobody leaves that mode while somebody else has the file open.
            with closing(sqlite3.connect(self.path, timeout=2)) as link:
                try:
                    link.execute("PRAGMA journal_mode=DELETE")
                except sqlite3.OperationalError:
                    raise Unusable(IN_USE) from None
            former = self.path.with_name(f"{self.path.name}.before-{stamp}")
            self.path.rename(former)
            kept = str(former)
        for ending in ("-wal", "-shm"):
            self.path.with_name(self.path.name + ending).unlink(missing_ok=True)
        self.beside.rename(self.path)
        return kept

    def give_up(self) -> None:
        connection.close()
        connection.settings_dict["NAME"] = str(self.path)
        for ending in ("", "-wal", "-shm", "-journal"):
            self.beside.with_name(self.beside.name + ending).unlink(missing_ok=True)


class Postgres:
    kind, file = "postgresql", "database.dump"

    def __init__(self) -> None:
        self.name = str(connection.settings_dict["NAME"])
        self.beside = f"{self.name}_restoring"

    def living(self) -> bool:
        if not self._exists(self.name):
            return False
        with self._link(self.name) as link:
            asked = link.execute("SELECT 1 FROM pg_tables WHERE schemaname = 'public' LIMIT 1")
            return asked.fetchone() is not None

    def dump(self, into: Path) -> Snapshot:
        """pg_dump and our own sums read the same exported snapshot."""
        with self._link(self.name) as link:
            link.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            link.read_only = True
            exported = link.execute("SELECT pg_export_snapshot()").fetchone()
            assert exported
            self._run(
                "pg_dump", f"--snapshot={exported[0]}", "--format=custom", "--no-owner",
                "--no-privileges", f"--file={into}",
                *(f"--exclude-table-data={table}" for table in TEMPORARY),
                database=self.name,
            )  # fmt: skip
            names = set[str]()
            for table, column in file_columns():
                names |= {name for (name,) in link.execute(self._column(table, column)) if name}
            return Snapshot(self._sums(link), names)

    def _column(self, table: str, column: str) -> sql.Composed:
        return sql.SQL("SELECT {} FROM {}").format(sql.Identifier(column), sql.Identifier(table))

    def _sums(self, link: "psycopg.Connection[Any]") -> dict[str, Table]:
        link.execute("SET TIME ZONE 'UTC'")
        found = link.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        sums = {}
        for table in sorted({name for (name,) in found} - set(TEMPORARY)):
            with link.cursor(name="rows") as cursor:
                cursor.itersize = 5000
                cursor.execute(
                    sql.SQL("SELECT kept::text FROM {} AS kept").format(sql.Identifier(table))
                )
                sums[table] = _sum(cursor)
        return sums

    def load(self, dump: Path) -> dict[str, Table]:
        self.give_up()
        with self._maintenance() as link:
            link.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(self.beside)))
        self._run(
            "pg_restore", "--no-owner", "--no-privileges", "--exit-on-error",
            f"--dbname={self.beside}", str(dump), database=self.beside,
        )  # fmt: skip
        with self._link(self.beside) as link:
            sums = self._sums(link)
        self._aim_at(self.beside)
        return sums

    def take_place(self, stamp: str) -> str:
        self._aim_at(self.name)
        kept, rename = "", sql.SQL("ALTER DATABASE {} RENAME TO {}")
        with self._maintenance() as link:
            if self._exists(self.name):
                kept = f"{self.name}_before_{stamp.lower().replace('-', '_')}"
                link.execute(rename.format(sql.Identifier(self.name), sql.Identifier(kept)))
            link.execute(rename.format(sql.Identifier(self.beside), sql.Identifier(self.name)))
        return kept

    def give_up(self) -> None:
        self._aim_at(self.name)
        with self._maintenance() as link:
            link.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(self.beside)))

    def _aim_at(self, name: str) -> None:
        """Have Django speak to that database from now on."""
        connection.close()
        connection.close_pool()  # type: ignore[attr-defined]
        connection.settings_dict["NAME"] = name

    def _exists(self, name: str) -> bool:
        with self._maintenance() as link:
            asked = link.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            return asked.fetchone() is not None

    def _place(self, database: str) -> dict[str, str]:
        given = connection.settings_dict
        place = {
            "dbname": database, "user": given["USER"], "password": given["PASSWORD"],
            "host": given["HOST"], "port": str(given["PORT"]),
            "sslmode": str(given.get("OPTIONS", {}).get("sslmode", "")),
        }  # fmt: skip
        return {key: value for key, value in place.items() if value}

    def _link(self, database: str) -> "psycopg.Connection[Any]":
        return psycopg.connect(**self._place(database))  # type: ignore[arg-type]

    @contextmanager
    def _maintenance(self) -> "Iterator[psycopg.Connection[Any]]":
        """Speak to the server about its databases."""
        place = self._place("postgres")
        with psycopg.connect(**place, autocommit=True) as link:  # type: ignore[arg-type]
            try:
                yield link
            except psycopg.errors.InsufficientPrivilege:
                raise Unusable(
                    "Ce compte PostgreSQL ne peut pas créer de base\u00a0: ALTER ROLE … CREATEDB."
                ) from None
            except psycopg.errors.ObjectInUse:
                raise Unusable(IN_USE) from None

    def _run(self, program: str, *arguments: str, database: str) -> None:
        if not shutil.which(program):
            raise Unusable(f"{program} est introuvable\u00a0: installez postgresql-client.")
        place = self._place(database)
        names = {"dbname": "PGDATABASE", "user": "PGUSER", "password": "PGPASSWORD",
                 "host": "PGHOST", "port": "PGPORT", "sslmode": "PGSSLMODE"}  # fmt: skip
        done = subprocess.run(
            [program, *arguments],
            env=os.environ | {names[key]: value for key, value in place.items()},
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise Unusable(f"{program} a échoué\u00a0: {done.stderr.strip()[-500:]}")


def engine() -> Engine:
    """The database of the site."""
    return Sqlite() if connection.vendor == "sqlite" else Postgres()
