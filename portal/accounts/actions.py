"""Leaving and taking one's data along: writes that touch everything a member has."""

import time
from copy import copy
from datetime import datetime
from typing import Any

import structlog
from django.db import OperationalError, connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts import ledger, privacy
from portal.accounts.models import DataExport, User
from portal.accounts.models.user import GRACE
from portal.accounts.privacy import Fate, Record
from portal.search import index
from portal.search.engines import forget_deleted_words
from portal.uploads.cleanup import delete_after_commit

log = structlog.get_logger("portal.privacy")
# How often an erasure gives way before it fails (and is taken up by the next `tick`), in seconds.
ATTEMPTS, PAUSE = 10, 0.3


class LastAdministrator(Exception):
    """Nobody would be left to administer the site."""

    message = _(
        "Ce compte est le dernier à administrer le site. Donnez d’abord ce droit à un autre compte."
    )


def _locked(member: Any) -> User | None:
    """The member's row, locked, as it is now; of an administrator, the rows of all of them.

    All in one order and before anything else: of two administrators who leave at once, the second
    waits, then sees that the first has gone.
    """
    if User.objects.filter(pk=member.pk, is_superuser=True).exists():
        list(User.objects.select_for_update().filter(is_superuser=True).order_by("pk"))
    return User.objects.select_for_update().filter(pk=member.pk).first()


def _refuse_last_administrator(member: User) -> None:
    if not member.is_superuser:
        return
    if not User.objects.present().filter(is_superuser=True).exclude(pk=member.pk).exists():
        raise LastAdministrator


@transaction.atomic
def request_erasure(*, member: Any, now: datetime | None = None) -> datetime:
    """Hide the member at once, and have everything erased in seven days; returns that moment.

    Asking twice changes nothing. Raises LastAdministrator.
    """
    from portal.notifications.inbox import notify

    now = now or timezone.now()
    current = _locked(member)
    if current is None:
        raise User.DoesNotExist
    if current.leaving_since is None:
        _refuse_last_administrator(current)
        current.leaving_since = now
        current.save(update_fields=["leaving_since"])
        notify(
            to=current,
            topic="compte",
            text=_("Vous avez demandé l’effacement de votre compte."),
            url="/compte/supprimer/",
            mail="erasure_requested",
            subject=_("Votre compte va être effacé"),
            now=now,
            day=current.leaving_since + GRACE,
        )
    return current.leaving_since + GRACE


@transaction.atomic
def cancel_erasure(*, member: Any) -> bool:
    """Change one's mind, as long as the account is there; returns whether it was leaving."""
    found = User.objects.filter(pk=member.pk, leaving_since__isnull=False)
    stays = bool(found.update(leaving_since=None))
    if stays:
        index.refresh_dependants(member)
    return stays


def erase_member(
    *,
    member: Any,
    now: datetime | None = None,
    among: models.QuerySet[User] | None = None,
    one_of_many: bool = False,
) -> bool:
    """Erase a member: what every app says, then the account, then files and the journal.

    Returns False when somebody else just did it, or when the member is no longer `among` those to
    erase. Raises LastAdministrator. Files are deleted after the transaction is kept. Whoever erases
    `one_of_many` calls `leave_no_bytes` after the last.
    """
    erased = _erase_in_turn(member, now=now or timezone.now(), among=among)
    if erased and not one_of_many:
        transaction.on_commit(leave_no_bytes)
    return erased


def _erase_in_turn(member: Any, *, now: datetime, among: models.QuerySet[User] | None) -> bool:
    """Erase as soon as nobody is in the way.

    Everything a member shares is locked on the way, in an order that somebody who writes to them
    at this moment may take the other way round: erasure gives way, and begins again.
    """
    for _attempt in range(ATTEMPTS - 1):
        try:
            return _erase(member, now=now, among=among)
        except OperationalError:
            if connection.in_atomic_block:
                raise  # Only whoever opened the transaction can begin it again.
            log.info("erasure gave way")
            time.sleep(PAUSE)
    return _erase(member, now=now, among=among)


@transaction.atomic
def _erase(member: Any, *, now: datetime, among: models.QuerySet[User] | None) -> bool:
    """One attempt, all of it or nothing."""
    _give_way()
    current = _locked(member)
    if current is None or (among is not None and not among.filter(pk=current.pk).exists()):
        return False
    _refuse_last_administrator(current)
    records = privacy.records()
    for record in records:
        for file in record.files(current) if record.files else ():
            delete_after_commit(file)
    for record in reversed(records):
        if record.erase is Fate.WITH_ACCOUNT:
            privacy.forget_in_admin_log(record.of(current))
        elif not isinstance(record.erase, Fate):
            record.erase(current, now=now)
    number, gone = current.pk, copy(current)
    current.delete()
    # Last: whatever fails before leaves no line.
    ledger.write(gone, ledger.BEGUN, now=now)
    transaction.on_commit(lambda: ledger.write(gone, ledger.DONE, now=now))
    transaction.on_commit(lambda: log.info("member erased", member=number))
    return True


def _give_way() -> None:
    """Fail rather than wait long for somebody else's lock, before PostgreSQL sees a deadlock and
    ends one of the two at random (after a second). SQLite has one writer at a time."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '400ms'")


def leave_no_bytes() -> None:
    """Take what was erased out of SQLite's files, the words of the search included."""
    forget_deleted_words()
    empty_journal()


def empty_journal() -> None:
    """Write SQLite's journal into the database and empty it: erased text is still in there.

    Of what the search finds, the words stay: `leave_no_bytes` takes them out.
    """
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        busy, *_rest = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        log.warning("journal not emptied")


def rows_held(member: Any) -> list[tuple[Record, int]]:
    """How many rows each record leads to, for whoever wants to see before erasing."""
    return [(record, record.of(member).count()) for record in privacy.records()]


@transaction.atomic
def request_export(*, member: Any, now: datetime | None = None) -> DataExport:
    """Have a copy of the member's data written; one is under way at a time."""
    from portal.accounts.tasks import write_export

    now = now or timezone.now()
    export, made = DataExport.objects.select_for_update().get_or_create(
        member=member, defaults={"requested_at": now}
    )
    if not made:
        if export.is_under_way(now=now):
            return export
        delete_after_commit(export.file)
        export.requested_at, export.ready_at, export.file = now, None, ""
        export.save()
    write_export.enqueue(export.pk, now.isoformat())
    return export


@transaction.atomic
def forget_exports(exports: models.QuerySet[DataExport]) -> int:
    """Delete copies and their files; returns how many."""
    found = list(exports.select_for_update())
    for export in found:
        delete_after_commit(export.file)
        export.delete()
    return len(found)
