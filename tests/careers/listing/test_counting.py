"""The numbers beside the filters, against an oracle that looks at each internship."""

import random
from datetime import timedelta
from typing import Any

import pytest
from django.http import QueryDict
from django.utils import timezone

from careers import geography
from careers.enums import Duration, InternshipKind
from careers.listing import criteria, openings
from careers.listing.counting import count, total
from careers.listing.criteria import DISTANCES, Criteria
from careers.listing.trades import Trades
from careers.models import Internship, Opening, OpeningCount
from portal.search import index
from tests.careers.listing import oracle
from tests.careers.listing.factories import make_many

pytestmark = pytest.mark.django_db


def ask(dice: random.Random, trades: Trades, *, loose: bool) -> Criteria:
    """Some boxes by chance, the words and the distance by chance too."""
    pairs: list[tuple[str, str]] = []
    for name, values in (
        ("departement", list(trades.departments)),
        ("metier", list(trades.roles)),
        ("region", geography.regions()),
        ("type", InternshipKind.values),
        ("duree", Duration.values),
    ):
        if dice.random() < 0.45:
            pairs += [(name, one) for one in dice.sample(values, dice.choice([1, 1, 2]))]
    if loose and dice.random() < 0.6:
        pairs.append(("q", dice.choice(["documentaire", "série", "clip", "rien"])))
    if loose and dice.random() < 0.6:
        town = dice.choice(["Lyon", "Lille", "Paris", "Saint-Denis (974)", "Ajaccio"])
        pairs += [("pres", town), ("km", str(dice.choice(DISTANCES)))]
    asked = QueryDict(mutable=True)
    for name, value in pairs:
        asked.appendlist(name, value)
    return criteria.read(asked, trades)


@pytest.mark.parametrize("loose", [False, True])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_numbers_are_those_of_the_oracle(seed: int, loose: bool) -> None:
    everything = make_many(120, seed=seed)
    if loose:
        index.rebuild(["stage"])
    trades, today = Trades(), timezone.localdate()
    dice = random.Random(seed * 100)  # noqa: S311 - to be foreseen is the point
    seen = 0
    for _try in range(60):
        asked = ask(dice, trades, loose=loose)
        found = count(asked, today=today)
        expected = oracle.numbers(everything, asked, today=today)

        assert {name: dict(found.facets[name] or {}) for name in expected} == {
            name: dict(counts) for name, counts in expected.items()
        }, asked
        there = [one.pk for one in everything if oracle.answers(one, asked, today=today)]
        assert found.total == len(there), asked
        listed = asked.filter(Opening.objects.open(today=today)).values_list("pk", flat=True)
        assert sorted(listed) == there, asked
        seen += len(there)
    assert seen > 100


def test_numbers_stay_right_when_tick_has_not_run_for_days() -> None:
    everything = make_many(80, seed=4)
    trades = Trades()
    for days in (0, 1, 3, 30):
        today = timezone.localdate() + timedelta(days=days)
        for query in ("", "region=Auvergne-Rhône-Alpes", "departement=son&duree=courte"):
            asked = criteria.read(QueryDict(query), trades)
            found = count(asked, today=today)

            expected = oracle.numbers(everything, asked, today=today)
            assert {name: dict(found.facets[name] or {}) for name in expected} == {
                name: dict(counts) for name, counts in expected.items()
            }
    # Nothing of it was swept: the rows of the past are still there.
    assert Opening.objects.filter(apply_by__lt=today).exists()
    while openings.sweep(today=today):
        pass
    assert total(today=today) == 0
    assert not Opening.objects.exists()
    assert not openings.drift()


def test_numbers_follow_what_happens_to_an_internship() -> None:
    everything = make_many(30, seed=5)
    today = timezone.localdate()
    opened = [one for one in everything if one.is_open()]
    before = total(today=today)
    assert before == len(opened)

    opened[0].withdraw()
    assert total(today=today) == before - 1
    opened[1].kind = InternshipKind.CDDU
    opened[1].save_edit(read=opened[1].revision)  # back to review
    assert total(today=today) == before - 2
    opened[2].places_taken = opened[2].places
    opened[2].save()
    assert total(today=today) == before - 3
    opened[2].places_taken = 0
    opened[2].save()
    assert total(today=today) == before - 2
    opened[3].delete()
    assert total(today=today) == before - 3
    opened[4].city, opened[4].departement = "Brest", "29"
    opened[4].save()
    asked = criteria.read(QueryDict("region=Bretagne"), Trades())
    assert count(asked, today=today).total == 1
    assert not openings.drift()


def test_rebuild_mends_whatever_bypassed_the_lists() -> None:
    everything = make_many(30, seed=6)
    today = timezone.localdate()
    opened = [one.pk for one in everything if one.is_open()]
    Internship.objects.filter(pk=opened[0]).update(state="submitted")
    Internship.objects.filter(pk=opened[1]).update(kind="alternance", departement="29")
    OpeningCount.objects.filter(department="").update(count=1)
    assert openings.drift()

    assert openings.rebuild(today=today) > 0

    assert not openings.drift()
    assert total(today=today) == len(opened) - 1
    assert openings.rebuild(today=today) == 0


def test_beyond_some_number_words_are_counted_up_to_a_limit(monkeypatch: Any) -> None:
    everything = make_many(60, seed=7)
    trades, today = Trades(), timezone.localdate()
    near = criteria.read(QueryDict("pres=Lyon&km=100"), trades)
    exact = count(near, today=today)
    monkeypatch.setattr("careers.listing.counting.EXACT_UP_TO", 10)
    assert count(near, today=today) == exact
    assert exact.total == len([one for one in everything if oracle.answers(one, near, today=today)])

    monkeypatch.setattr("careers.listing.counting.MOST_COUNTED", 3)
    capped = count(near, today=today)
    assert (capped.total, capped.more) == (3, True)
    assert set(capped.facets.values()) == {None}
    # What is ticked alone stays exact: it is never counted.
    ticked = criteria.read(QueryDict("departement=regie"), trades)
    assert not count(ticked, today=today).more
