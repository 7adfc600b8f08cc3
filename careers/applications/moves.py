"""What every move of an application shares: the locks, the refusals, the places.

Rows are taken in one order by everybody: members, then internships, each kind by number; then
organisations, at the very end, when their figures are counted again. Whoever moves an application
holds the row of its internship (`locked`): its applications and its places agree at the end of
every transaction, and the constraints are only the last guard.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils.translation import gettext as _

from careers.applications.enums import ApplicationState
from careers.models import Application, Internship
from portal.accounts.models import User
from portal.search import index

# An application, and what is written of it.
Move = tuple[Application, dict[str, Any]]


class Refused(ValidationError):
    """Nothing moves; the message says why to the person who asked."""


class NoLongerOpen(Refused):
    """It was answered, withdrawn or has run out meanwhile."""

    def __init__(self) -> None:
        super().__init__(_("Cette candidature n’attend plus de réponse."))


class AlreadySent(Refused):
    """There is one already: `application` is the one to show."""

    def __init__(self, application: Application) -> None:
        super().__init__(_("Vous avez déjà candidaté à cette annonce."))
        self.application = application


def lock_member(member: Any) -> User | None:
    """The member's row, held until the end of the transaction, as it is now."""
    return User.objects.select_for_update(no_key=True).filter(pk=member.pk).first()


def locked(numbers: Iterable[int], *, reading: Iterable[str] = ()) -> dict[int, Internship]:
    """The internships as they are now, their rows held, the smallest number first.

    Whole, with their organisations; or only what the caller will read of them (`reading`).
    """
    rows = Internship.objects.select_for_update(no_key=True, of=("self",)).filter(
        pk__in=set(numbers)
    )
    if reading:
        found = rows.select_related("organisation", "role").only(*reading).order_by("pk")
    else:
        found = rows.select_related("organisation").order_by("pk")
    return {one.pk: one for one in found}


def settle(application: Application, *, to: ApplicationState, now: datetime, **values: Any) -> None:
    """Write a new state with what goes with it; an end is the end of the links in mails as well.

    The caller holds the internship's row and has checked that the move is allowed.
    """
    values = _settled(application, to=to, now=now, values=values)
    for name, value in values.items():
        setattr(application, name, value)
    application.save(update_fields=list(values))


def settle_all(moves: Iterable[Move], *, to: ApplicationState, now: datetime) -> list[Application]:
    """`settle` of many, each with its own values, in as few statements as `write_all`."""
    return write_all(
        (application, _settled(application, to=to, now=now, values=values))
        for application, values in moves
    )


def write_all(moves: Iterable[Move]) -> list[Application]:
    """Write what changes of many applications: a statement for each set of values, not each row."""
    written = []
    alike: dict[tuple[tuple[str, Any], ...], list[int]] = defaultdict(list)
    for application, values in moves:
        for name, value in values.items():
            setattr(application, name, value)
        alike[tuple(values.items())].append(application.pk)
        written.append(application)
    # In one order by everybody: an update takes them as they lie in the table.
    rows = Application.objects.filter(pk__in=[one.pk for one in written]).order_by("pk")
    list(rows.select_for_update(no_key=True).values_list("pk", flat=True))
    for same, numbers in alike.items():
        Application.objects.filter(pk__in=numbers).update(**dict(same))
    return written


def _settled(
    application: Application, *, to: ApplicationState, now: datetime, values: dict[str, Any]
) -> dict[str, Any]:
    if to in ApplicationState.closed():
        values.setdefault("closed_at", now)
    if values.get("note", application.note) != application.note:
        # Another word than the one that moderators may have hidden.
        values["note_hidden_at"] = None
    if to not in ApplicationState.open():
        values["revision"] = application.revision + 1
    return {**values, "state": to}


def move_places(internship: Internship, by: int) -> None:
    """Take a place of a locked internship, or give one back; the search follows."""
    was_full = internship.is_full
    Internship.objects.filter(pk=internship.pk).update(places_taken=F("places_taken") + by)
    internship.places_taken += by
    if internship.is_full != was_full:
        index.refresh(internship)


def exposure_changed(internship: Internship | None) -> None:
    """Tell the listing how many applications it has had, for its rank among the others."""
    refresh = getattr(internship, "refresh_exposure", None)
    if refresh is not None:
        refresh()
