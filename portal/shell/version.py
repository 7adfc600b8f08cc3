"""Which state of the content the public pages show: a mark that changes with every write.

Each connection looks at the statements that go through it. One that writes to a table not named in
QUIET gives the content another mark as soon as it is committed, whoever wrote it: a page, the
admin, a command, `update()`. So what was prepared under the present mark is never out of date,
except for what follows from the clock alone.
"""

import re
import secrets
from collections.abc import Callable
from typing import Any

import structlog
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection

log = structlog.get_logger("portal.version")

# What no page shows to a stranger. A table that is not here is taken as shown: forgetting one costs
# some speed, and never an old page.
QUIET = frozenset(
    {
        "account_emailaddress",
        "account_emailconfirmation",
        "accounts_consent",
        "accounts_dataexport",
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
        "careers_placement",
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
        "moderation_report",
        "moderation_reportreading",
        "notifications_mailchoice",
        "notifications_notification",
        "notifications_outgoingmail",
        "shell_contentversion",
        "site_cache",
        "usersessions_usersession",
    }
)
WRITE = re.compile(
    r'\s*(?:INSERT\s+(?:OR \w+ )?INTO|UPDATE|DELETE\s+FROM)\s+"?(\w+)', re.IGNORECASE
)
HARMLESS = re.compile(
    r"[\s(]*(?:SELECT|SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT|PRAGMA|SET|SHOW|EXPLAIN|ANALYZE"
    r"|CREATE|ALTER|DROP|REINDEX|VACUUM)\b",
    re.IGNORECASE,
)


def is_shown(sql: str) -> bool:
    """Whether a statement may change what a stranger reads."""
    if HARMLESS.match(sql):
        return False
    written = WRITE.match(sql)
    return written is None or written[1] not in QUIET


def watch(*, connection: Any, **_kwargs: Any) -> None:
    """Look at what goes through a connection that has just opened."""
    if _look not in connection.execute_wrappers:
        connection.execute_wrappers.append(_look)


def _look(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    result = execute(sql, params, many, context)
    using = context["connection"]
    booked = any(function is _renew for _ids, function, *_robust in using.run_on_commit)
    if using.alias == DEFAULT_DB_ALIAS and not booked and is_shown(sql):
        using.on_commit(_renew)
    return result


def _renew() -> None:
    # By chance rather than by counting: a restored backup never meets a mark it has had before.
    mark = secrets.randbelow(2**62)
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO shell_contentversion (id, mark) VALUES (1, %s)"
                " ON CONFLICT (id) DO UPDATE SET mark = excluded.mark",
                [mark],
            )
    except DatabaseError as error:
        # What was written stays, and a page may be old for a minute. While a base is being made,
        # there is no table yet.
        if "shell_contentversion" in connection.introspection.table_names():
            log.warning("content_mark_kept", kind=type(error).__name__)


def current() -> int | None:
    """The present mark; None as long as nothing was written, without a database (the page of help
    opens all the same), and inside a transaction, whose own writes have no mark yet.
    """
    if connection.in_atomic_block:
        return None
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT mark FROM shell_contentversion WHERE id = 1")
            row = cursor.fetchone()
    except DatabaseError:
        return None
    return row[0] if row else None
