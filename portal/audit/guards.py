"""What makes the database itself refuse to change the journal, in its own language.

An entry is neither changed nor deleted; its words are emptied once and never otherwise changed. A
migration raises the guards. `manage.py flush` is refused by them, as it should be: the tests lower
them for the time of it (tests/conftest.py). Whoever owns the database can lower them as well: that
is why rows are chained, and why the head leaves the machine with the logs (`tick`).
"""

from typing import Any

SAID = "Le journal ne se modifie pas."

SQLITE = (
    *(
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_{verb.lower()} BEFORE {verb} ON {table}"
        f" BEGIN SELECT RAISE(ABORT, '{SAID}'); END"
        for table, verb in (
            ("audit_entry", "UPDATE"),
            ("audit_entry", "DELETE"),
            ("audit_words", "DELETE"),
            ("audit_head", "DELETE"),
        )
    ),
    "CREATE TRIGGER IF NOT EXISTS audit_words_no_update BEFORE UPDATE ON audit_words"
    " WHEN NOT (NEW.entry_id = OLD.entry_id AND NEW.text = '' AND NEW.salt = ''"
    " AND OLD.emptied_in IS NULL AND NEW.emptied_in IS NOT NULL)"
    f" BEGIN SELECT RAISE(ABORT, '{SAID}'); END",
)
SQLITE_DOWN = tuple(
    f"DROP TRIGGER IF EXISTS {name}"
    for name in (
        "audit_entry_no_update",
        "audit_entry_no_delete",
        "audit_words_no_delete",
        "audit_head_no_delete",
        "audit_words_no_update",
    )
)
POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$"
    f" BEGIN RAISE EXCEPTION '{SAID}' USING ERRCODE = 'restrict_violation'; END $$",
    *(
        f"CREATE OR REPLACE TRIGGER {table}_guard BEFORE {verbs} ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION audit_refuse()"
        for table, verbs in (
            ("audit_entry", "UPDATE OR DELETE"),
            ("audit_words", "DELETE"),
            ("audit_head", "DELETE"),
        )
    ),
    "CREATE OR REPLACE TRIGGER audit_words_emptied BEFORE UPDATE ON audit_words FOR EACH ROW"
    " WHEN (NOT (NEW.entry_id = OLD.entry_id AND NEW.text = '' AND NEW.salt = ''"
    " AND OLD.emptied_in IS NULL AND NEW.emptied_in IS NOT NULL))"
    " EXECUTE FUNCTION audit_refuse()",
    *(
        f"CREATE OR REPLACE TRIGGER {table}_whole BEFORE TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()"
        for table in ("audit_entry", "audit_words", "audit_head")
    ),
)
POSTGRESQL_DOWN = tuple(
    f"DROP TRIGGER IF EXISTS {name} ON {table}"
    for name, table in (
        ("audit_entry_guard", "audit_entry"),
        ("audit_words_guard", "audit_words"),
        ("audit_head_guard", "audit_head"),
        ("audit_words_emptied", "audit_words"),
        ("audit_entry_whole", "audit_entry"),
        ("audit_words_whole", "audit_words"),
        ("audit_head_whole", "audit_head"),
    )
)


def raise_guards(connection: Any) -> None:
    _run(connection, SQLITE if connection.vendor == "sqlite" else POSTGRESQL)


def lower_guards(connection: Any) -> None:
    _run(connection, SQLITE_DOWN if connection.vendor == "sqlite" else POSTGRESQL_DOWN)


def missing(connection: Any) -> list[str]:
    """The guards that somebody has lowered, by name."""
    if connection.vendor == "sqlite":
        names = {line.rsplit(" ", 1)[1] for line in SQLITE_DOWN}
        question = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    else:
        names = {line.split(" ")[4] for line in POSTGRESQL_DOWN}
        question = "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'"
    with connection.cursor() as cursor:
        cursor.execute(question)
        return sorted(names - {row[0] for row in cursor.fetchall()})


def _run(connection: Any, statements: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
