"""Many kept searches: what finds nothing costs next to nothing, and keeps nobody waiting."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from careers import tick
from careers.enums import AlertRhythm
from careers.listing import alerts
from careers.listing.criteria import Criteria
from careers.models import Opening, OpeningQuerySet, SavedSearch, ToldInternship
from careers.tasks import tell_published
from portal.accounts.models import User
from portal.operations import turns
from tests.factories import make_department, make_internship, make_role, make_user

pytestmark = pytest.mark.django_db
# Kept the day before, as all that is told here was approved since.
BEFORE = timedelta(days=1)
ELSEWHERE = "metier=cadreur&region=Bretagne"


@pytest.fixture
def image() -> Any:
    return make_role(slug="cadreur", department=make_department(slug="image", label="Image"))


def keep(*queries: str, rhythm: str = AlertRhythm.INSTANT) -> list[User]:
    """A member for each of these searches."""
    ago = timezone.now() - BEFORE
    members = [make_user() for _query in queries]
    SavedSearch.objects.bulk_create(
        SavedSearch(
            member=member, place=1, query=query, rhythm=rhythm, created_at=ago, looked_at=ago
        )
        for member, query in zip(members, queries, strict=True)
    )
    return members


def told() -> set[tuple[int, int]]:
    return set(ToldInternship.objects.values_list("member", "internship"))


def statements(run: Any) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        run()
    return len(captured)


def test_searches_that_cannot_find_it_add_no_statement(image: Any) -> None:
    listing = make_internship(role=image, title="Clip")
    [finder] = keep("metier=cadreur")
    tell_published.func(listing.pk)
    assert told() == {(finder.pk, listing.pk)}
    alone = statements(lambda: tell_published.func(listing.pk))

    others = [f"q=mot{number}xyz" for number in range(20)]
    others += [ELSEWHERE, "duree=longue&q=clip", "pres=Brest+%2829%29&km=10", "departement=son"]
    make_department(slug="son", label="Son")
    make_role(slug="perchman", department=make_department(slug="son"))
    keep(*others)

    assert statements(lambda: tell_published.func(listing.pk)) == alone


def test_a_listing_that_is_gone_is_told_to_nobody(image: Any) -> None:
    listing = make_internship(role=image)
    keep("metier=cadreur")
    listing.withdraw()

    assert tell_published.func(listing.pk) == 0


def test_at_night_a_search_that_many_keep_is_asked_once(image: Any) -> None:
    make_internship(role=image)
    keep(ELSEWHERE)
    now = timezone.now()
    alone = statements(lambda: alerts.tell_due(now=now))

    keep(*[ELSEWHERE] * 10)

    assert statements(lambda: alerts.tell_due(now=now)) == alone
    assert not told()


def test_a_night_tells_whoever_finds_and_each_has_looked(image: Any) -> None:
    listing = make_internship(role=image)
    finders = keep("metier=cadreur", "metier=cadreur", rhythm=AlertRhythm.DAILY)
    keep(ELSEWHERE, "q=ancien", rhythm=AlertRhythm.DAILY)
    # One that has not looked for long: what is news to it alone is looked for.
    [late] = keep("q=ancien", rhythm=AlertRhythm.WEEKLY)
    long_ago = timezone.now() - timedelta(days=20)
    SavedSearch.objects.filter(member=late).update(looked_at=long_ago, created_at=long_ago)
    old = make_internship(title="Documentaire ancien")
    Opening.objects.filter(pk=old.pk).update(approved_at=timezone.now() - BEFORE * 3)
    now = timezone.now()

    assert alerts.tell_due(now=now) == 3

    assert told() == {(one.pk, listing.pk) for one in finders} | {(late.pk, old.pk)}
    assert set(SavedSearch.objects.values_list("looked_at", flat=True)) == {now}


def test_a_search_just_looked_at_by_another_is_not_put_back(image: Any) -> None:
    keep(ELSEWHERE)
    later = timezone.now() + timedelta(minutes=5)
    SavedSearch.objects.update(looked_at=later)

    alerts.tell_due(now=timezone.now())

    assert SavedSearch.objects.get().looked_at == later


def test_a_search_that_fails_keeps_no_other_waiting(
    image: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    listing = make_internship(role=image)
    failing, finder = keep("departement=image", "metier=cadreur")
    plain = Criteria.filter

    def fails(self: Criteria, openings: OpeningQuerySet, **options: Any) -> OpeningQuerySet:
        if "departement" in self.ticked:
            raise RuntimeError
        return plain(self, openings, **options)

    with monkeypatch.context() as patch:
        patch.setattr(Criteria, "filter", fails)
        tell_published.func(listing.pk)
        tick.run(now=timezone.now())
    assert told() == {(finder.pk, listing.pk)}

    # What failed has not looked: it is told once it can be.
    tick.run(now=timezone.now())
    assert told() == {(finder.pk, listing.pk), (failing.pk, listing.pk)}


def test_whoever_waits_has_a_turn_between_two_alerts(
    image: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_internship(role=image)
    keep(*["metier=cadreur"] * 4, ELSEWHERE)
    given: list[None] = []
    monkeypatch.setattr(turns, "give_way", lambda: given.append(None))
    monkeypatch.setattr(turns, "HELD", -1)

    alerts.tell_due(now=timezone.now())
    assert len(given) == 5

    alerts.forget(now=timezone.now() + timedelta(days=200))
    assert len(given) == 6
    assert not told()
