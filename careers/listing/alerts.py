"""Searches kept, and what is told of the internships that answer to them.

What decides is the filter of the list itself (`Criteria.filter`), read in the rows of the openings.
A member hears of an internship once, whatever finds it and however often this runs: the rows of
ToldInternship remember, written under the lock of the member. What was missed (a worker that was
down, a day without `tick`) is found the next time: a search knows until when it has looked.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from careers.enums import AlertRhythm
from careers.listing import criteria, rows
from careers.listing.criteria import Criteria
from careers.listing.trades import Trades
from careers.models import (
    Internship,
    Opening,
    OpeningQuerySet,
    OrganisationMember,
    SavedSearch,
)
from careers.models.saved_search import ToldInternship
from careers.notifications import tell_found
from portal.accounts.models import User
from portal.accounts.models.user import present
from portal.operations.turns import in_turns
from portal.search.reach import Reach

log = structlog.get_logger("careers.alerts")
# A decision carries the moment at which it began: it may be seen a little later.
MARGIN = timedelta(hours=1)
LONGEST_QUERY = 500
# What one mail lists; beyond, it says how many more and leads to the list.
LISTED = 10
# After its deadline, nothing finds an internship any more.
FORGET_AFTER = timedelta(days=60)
BATCH = 500


def asked_by(search: SavedSearch, trades: Trades) -> Criteria:
    return criteria.read(QueryDict(search.query), trades)


@transaction.atomic
def save_search(*, by: Any, asked: Criteria, rhythm: str) -> SavedSearch:
    """Keep a search; the same one asked for again is the one kept already, with its new rhythm.

    Raises ValidationError without any criterion, and beyond SavedSearch.MOST.
    """
    query = asked.spelling()
    if not query:
        raise ValidationError(_("Choisissez au moins un critère\u00a0: un métier, une région…"))
    if len(query) > LONGEST_QUERY:
        raise ValidationError(_("Il y a trop de critères pour les garder\u00a0: retirez-en."))
    # Of two sent at once, the second waits here and finds the first.
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    there = {one.query: one for one in SavedSearch.objects.of(by)}
    if known := there.get(query):
        known.rhythm = rhythm
        known.save(update_fields=["rhythm"])
        return known
    taken = {one.place for one in there.values()}
    free = [place for place in range(1, SavedSearch.MOST + 1) if place not in taken]
    if not free:
        raise ValidationError(
            _("Vous gardez déjà %(n)s recherches, le maximum\u00a0: supprimez-en une d’abord.")
            % {"n": SavedSearch.MOST}
        )
    return SavedSearch.objects.create(member=by, place=free[0], query=query, rhythm=rhythm)


def found_by(search: SavedSearch, asked: Criteria, *, now: datetime) -> OpeningQuerySet:
    """The open internships approved since the search last looked, that this member was not told.

    Those of the member's own organisations are no news.
    """
    since = max(search.looked_at - MARGIN, search.created_at)
    told = ToldInternship.objects.filter(member=search.member, internship=OuterRef("pk"))
    own = OrganisationMember.objects.filter(
        user=search.member, organisation=OuterRef("internship__organisation")
    )
    openings = Opening.objects.open(today=timezone.localdate(now))
    fresh = openings.filter(~Exists(told), ~Exists(own), approved_at__gt=since)
    return asked.filter(fresh).order_by("-approved_at", "-pk")


def due(*, now: datetime) -> Any:
    """The searches of present members whose hour has come: each day, each Monday, each time."""
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    monday = midnight - timedelta(days=midnight.weekday())
    return (
        SavedSearch.objects.filter(present("member", now=now))
        .filter(
            Q(rhythm=AlertRhythm.INSTANT)
            | Q(rhythm=AlertRhythm.DAILY, looked_at__lt=midnight)
            | Q(rhythm=AlertRhythm.WEEKLY, looked_at__lt=monday)
        )
        .order_by("pk")
    )


@transaction.atomic
def tell(number: int, *, trades: Trades, now: datetime) -> int:
    """Tell a member what one of their searches has found since; returns how many internships."""
    owner = SavedSearch.objects.filter(pk=number).values("member")
    member = User.objects.select_for_update(no_key=True).filter(pk__in=owner).first()
    search = SavedSearch.objects.filter(pk=number).first()
    if member is None or search is None or not member.is_present:
        return 0
    search.member = member
    asked = asked_by(search, trades)
    numbers = list(found_by(search, asked, now=now).values_list("pk", flat=True))
    if numbers:
        ToldInternship.objects.bulk_create(
            ToldInternship(member=member, internship_id=one, told_at=now) for one in numbers
        )
        with translation.override(member.language):
            _tell(member, search, numbers, now=now)
    search.looked_at = max(search.looked_at, now)
    search.save(update_fields=["looked_at"])
    return len(numbers)


def _tell(member: Any, search: SavedSearch, numbers: list[int], *, now: datetime) -> None:
    spoken = Trades()
    asked = asked_by(search, spoken)
    shown = rows.rows(numbers[:LISTED], today=timezone.localdate(now), town=asked.town)
    tell_found(
        member,
        label=label(asked, spoken),
        rows=shown,
        others=len(numbers) - len(shown),
        list_url=f"{search.get_absolute_url()}&tri=recent",
        now=now,
    )


def label(asked: Criteria, trades: Trades) -> str:
    """Régie · Occitanie · 2 mois ou moins."""
    return " · ".join(words for _name, _value, words in asked.parts(trades))


def tell_all(numbers: Iterable[int], *, now: datetime) -> int:
    """Tell what these searches have found, each in a transaction of its own."""
    trades, told = Trades(), 0
    for number in in_turns(numbers):
        try:
            told += tell(number, trades=trades, now=now)
        except Exception as failure:
            # One search that cannot be told does not keep the others waiting.
            log.error("alert failed", search=number, error=type(failure).__name__)
    return told


def tell_due(*, now: datetime) -> int:
    """Tell what the searches whose hour has come have found; returns how many internships.

    Many keep the same search, and most find nothing: each is asked once, of all that is new to
    one of them, and `tell` sees only to those that find something.
    """
    numbers: dict[str, list[int]] = defaultdict(list)
    since: dict[str, datetime] = {}
    for number, query, looked_at in due(now=now).values_list("pk", "query", "looked_at"):
        numbers[query].append(number)
        since[query] = min(since.get(query, looked_at), looked_at)
    trades = Trades()
    openings = Opening.objects.open(today=timezone.localdate(now))
    finding: list[int] = []
    silent: list[int] = []
    for query, same in numbers.items():
        fresh = openings.filter(approved_at__gt=since[query] - MARGIN)
        found = _finds(query, trades, fresh)
        (finding if found else silent).extend(same)
    told = tell_all(sorted(finding), now=now)
    for start in in_turns(range(0, len(silent), BATCH)):
        some = SavedSearch.objects.filter(pk__in=silent[start : start + BATCH])
        some.filter(looked_at__lt=now).update(looked_at=now)
    return told


def tell_of(internship: int, *, now: datetime) -> int:
    """Tell at once those whose search finds this internship, just published."""
    this = Opening.objects.filter(pk=internship)
    opening = this.first()
    if opening is None:
        return 0
    trades, reach = Trades(), Reach(Internship, internship)
    instant = SavedSearch.objects.filter(rhythm=AlertRhythm.INSTANT).order_by()
    found = []
    # Many keep the same search: it is asked once.
    for query in instant.values_list("query", flat=True).distinct():
        if _finds(query, trades, this, may=lambda asked: not asked.leaves_out(opening, reach)):
            found.append(query)
    waiting = instant.filter(present("member", now=now))
    numbers: list[int] = []
    for start in range(0, len(found), BATCH):
        some = waiting.filter(query__in=found[start : start + BATCH])
        numbers += some.values_list("pk", flat=True)
    return tell_all(sorted(numbers), now=now)


def _finds(
    query: str,
    trades: Trades,
    openings: OpeningQuerySet,
    *,
    may: Callable[[Criteria], bool] = lambda _asked: True,
) -> bool:
    """Whether this query, where it may, finds any of these openings."""
    try:
        asked = criteria.read(QueryDict(query), trades)
        return may(asked) and asked.filter(openings).exists()
    except Exception:
        # Those who keep it are told one by one: what fails again is said there, of each.
        return True


def forget(*, now: datetime) -> int:
    """Forget who was told of internships over for long; returns how many rows."""
    over = timezone.localdate(now) - FORGET_AFTER
    told = ToldInternship.objects.filter(internship__apply_by__lt=over).order_by()
    gone = 0
    for internship in in_turns(list(told.values_list("internship", flat=True).distinct())):
        gone += ToldInternship.objects.filter(internship=internship).delete()[0]
    return gone
