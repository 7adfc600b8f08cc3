"""Which state of the content the public pages show: a mark that changes with every write.

Each connection looks at the statements that go through it. One that writes to a table not named in
QUIET gives the content another mark as soon as it is committed, whoever wrote it: a page, the
admin, a command, `update()`. So what was prepared under the present mark is never out of date,
except for what follows from the clock alone.

The library (roles, skills, terms, schools, associations) has a mark of its own, which what members
write does not change: a guide prepared under it lasts from one edit to the next.
"""

import enum
import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import structlog
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections

from portal.operations import replica

log = structlog.get_logger("portal.version")

# What no page shows to a stranger. A table that is not here is taken as shown: forgetting one costs
# some speed, and never an old page.
QUIET = frozenset(
    {
        "account_emailaddress",
        "account_emailconfirmation",
        "accounts_consent",
        "accounts_dailycount",
        "accounts_dataexport",
        "audit_entry",
        "audit_head",
        "audit_subject",
        "audit_words",
        "careers_agreement",
        "careers_agreementsignature",
        "careers_applicationnote",
        "careers_attestation",
        "careers_calltick",
        "careers_favourite",
        "careers_filereading",
        "careers_glance",
        "careers_historyrefusal",
        "careers_hoursentry",
        "careers_journalentry",
        "careers_journalstep",
        "careers_learningentry",
        "careers_learningentry_skills",
        "careers_notebook",
        "careers_notebookpage",
        "careers_placement",
        "careers_poolplace",
        "careers_savedsearch",
        "careers_toldinternship",
        "careers_workperiod",
        "careers_application",
        "careers_organisationinvitation",
        "contact_block",
        "contact_contactrequest",
        "contact_message",
        "contact_participation",
        "contact_thread",
        "django_admin_log",
        "django_migrations",
        "django_session",
        "django_tasks_database_dbtaskresult",
        "mfa_authenticator",
        "moderation_appeal",
        "moderation_autohide",
        "moderation_case",
        "moderation_casenote",
        "moderation_casereading",
        "moderation_correction",
        "moderation_measure",
        "moderation_replytemplate",
        "moderation_report",
        "moderation_reportreading",
        "moderation_savedview",
        "notifications_mailchoice",
        "notifications_notification",
        "notifications_outgoingmail",
        "operations_beat",
        "shell_contentversion",
        "site_cache",
        "usersessions_usersession",
    }
)
# What members write, and what is computed from it: the library shows none of it. Forgetting a table
# costs some speed here too.
OF_MEMBERS = re.compile(
    r"accounts_|auth_|events_|mentoring_|moderation_|search_"
    r"|careers_(?:answerfigures|internship|openfigures|opening|organisation|rolefollow|skillmark"
    r"|tastemark|usefulness|verification)"
)
WRITE = re.compile(
    r'\s*(?:INSERT\s+(?:OR \w+ )?INTO|UPDATE|DELETE\s+FROM)\s+"?(\w+)', re.IGNORECASE
)
HARMLESS = re.compile(
    r"[\s(]*(?:SELECT|SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT|PRAGMA|SET|SHOW|EXPLAIN|ANALYZE"
    r"|CREATE|ALTER|DROP|REINDEX|VACUUM)\b",
    re.IGNORECASE,
)


class Touched(enum.IntEnum):
    """How much of what strangers read a statement may change."""

    NOTHING = 0
    PAGES = 1
    LIBRARY = 2


def touched(sql: str) -> Touched:
    if HARMLESS.match(sql):
        return Touched.NOTHING
    written = WRITE.match(sql)
    if written is None:
        return Touched.LIBRARY
    if written[1] in QUIET:
        return Touched.NOTHING
    return Touched.PAGES if OF_MEMBERS.match(written[1]) else Touched.LIBRARY


def watch(*, connection: Any, **_kwargs: Any) -> None:
    """Look at what goes through a connection that has just opened."""
    if _look not in connection.execute_wrappers:
        # Around what asks again: it writes, once the statement has.
        connection.execute_wrappers.insert(0, _look)


def _look(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    result = execute(sql, params, many, context)
    using = context["connection"]
    if using.alias != DEFAULT_DB_ALIAS:
        return result
    booked = {function for _ids, function, *_robust in using.run_on_commit}
    if _renew_library in booked:
        return result
    found = touched(sql)
    if found == Touched.LIBRARY:
        using.on_commit(_renew_library)
    elif found == Touched.PAGES and _renew not in booked:
        using.on_commit(_renew)
    return result


# All writers change this one row, so nobody waits for the disk while holding it. After a crash of
# the database the mark may be an earlier one, and a page that a process still holds old, a minute.
# The library's mark, which lasts longer and changes seldom, waits.
UNHURRIED = {
    "postgresql": "set_config('synchronous_commit', 'off', true) = 'off'",
    "sqlite": "true",
}
RENEW = (
    "INSERT INTO shell_contentversion (id, mark, library) SELECT 1, %s, %s WHERE {unhurried}"
    " ON CONFLICT (id) DO UPDATE SET mark = excluded.mark"
)
RENEW_LIBRARY = RENEW + ", library = excluded.library"


def _renew() -> None:
    _write(RENEW)


def _renew_library() -> None:
    _write(RENEW_LIBRARY, hurried=True)


@contextmanager
def _unhurried() -> Iterator[Any]:
    """A cursor whose next write need not be on the disk when it ends."""
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            yield cursor
            return
        cursor.execute("PRAGMA synchronous = NORMAL")
        try:
            yield cursor
        finally:
            cursor.execute("PRAGMA synchronous = FULL")


def _write(statement: str, *, hurried: bool = False) -> None:
    # By chance rather than by counting: a restored backup never meets a mark it has had before.
    mark = secrets.randbelow(2**62)
    try:
        condition = "true" if hurried else UNHURRIED[connection.vendor]
        with connection.cursor() if hurried else _unhurried() as cursor:
            cursor.execute(statement.format(unhurried=condition), [mark, mark])
    except DatabaseError as error:
        # What was written stays, and a page may be old for a minute. While a base is being made,
        # there is no table yet.
        if "shell_contentversion" in connection.introspection.table_names():
            log.warning("content_mark_kept", kind=type(error).__name__)


class Marks(NamedTuple):
    """`pages`: of all that strangers read; `library`: of the reference content alone."""

    pages: int
    library: int


def current() -> Marks | None:
    """The present marks; None as long as nothing was written, without a database (the page of help
    opens all the same), and inside a transaction, whose own writes have no mark yet.
    """
    if connection.in_atomic_block:
        return None
    try:
        with connections[replica.for_reading()].cursor() as cursor:
            cursor.execute("SELECT mark, library FROM shell_contentversion WHERE id = 1")
            row = cursor.fetchone()
    except DatabaseError:
        return None
    return Marks(*row) if row else None
