"""Pages that follow each other: everything once, in order, both ways."""

import random
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from careers.listing import openings, paging
from careers.listing.paging import SORTS, mark_of
from careers.models import Internship, Opening
from tests.careers.listing.factories import make_many

pytestmark = pytest.mark.django_db


def walk(sort: str, *, query: str = "") -> tuple[list[list[int]], list[list[int]]]:
    """The pages on to the last one, and back from there to the first."""
    client, there, back = Client(), [], []
    address = f"/stages/?tri={sort}{query}"
    last = address
    while address:
        answer = client.get(address)
        there.append([row.number for row in answer.context["internships"]])
        last, address = address, answer.context["next_url"]
    address = last
    while address:
        answer = client.get(address)
        back.append([row.number for row in answer.context["internships"]])
        address = answer.context["previous_url"]
    return there, back


@pytest.mark.parametrize("sort", list(SORTS))
@pytest.mark.parametrize("query", ["", "&departement=regie&departement=image"])
def test_pages_have_neither_gap_nor_repeat(sort: str, query: str, monkeypatch: Any) -> None:
    everything = make_many(150, seed=8)
    # Many at the same moment, on the same day: the number decides.
    same = [one.pk for one in everything][:60]
    Internship.objects.filter(pk__in=same).update(published_at=timezone.now())
    openings.refresh(same)
    kept = [
        one.pk
        for one in everything
        if one.is_open() and (not query or one.role.department.slug in {"regie", "image"})
    ]

    there, back = walk(sort, query=query)

    flat = [number for page in there for number in page]
    assert sorted(flat) == sorted(kept)
    assert all(len(page) == paging.PAGE_SIZE for page in there[:-1])
    assert back == there[::-1]
    rows = {one.pk: one for one in Opening.objects.filter(pk__in=flat)}
    order = SORTS[sort]
    keys = [getattr(rows[number], order.column) for number in flat]
    assert keys == sorted(keys, reverse=order.descending)


def test_what_is_published_meanwhile_repeats_nothing() -> None:
    everything = make_many(60, seed=9)
    client = Client()
    first = client.get("/stages/?tri=recent")
    seen = [row.number for row in first.context["internships"]]
    later = [one.pk for one in everything if not one.is_open()][:5]
    soon = timezone.localdate() + timedelta(days=3)
    Internship.objects.filter(pk__in=later).update(
        state="approved", published_at=timezone.now(), apply_by=soon, places_taken=0,
        starts_on=soon, ends_on=soon + timedelta(days=5),
    )  # fmt: skip
    openings.refresh(later)

    second = client.get(first.context["next_url"])
    assert not set(seen) & {row.number for row in second.context["internships"]}


@pytest.mark.parametrize(
    "text",
    ["", "1", "2", "s", "s1", "s1.", "s1.x", "z1.1", "s9999999999999999999999.1",
     "s1.99999999999999999999",
     "s-999999999999999999.1", "s٣.1", "s1.1 ", "p" * 300, "s1e5.1"],
)  # fmt: skip
@pytest.mark.parametrize("sort", list(SORTS))
def test_unreadable_marks_are_the_first_page(text: str, sort: str) -> None:
    make_many(5, seed=10)
    answer = Client().get("/stages/", {"page": text, "tri": sort})

    assert answer.status_code == 200
    assert answer.context["internships"]


def test_marks_are_read_as_they_are_written() -> None:
    dice = random.Random(11)  # noqa: S311 - to be foreseen is the point
    moment = timezone.now()
    values = {
        "exposure": dice.randrange(-(10**10), 10**10),
        "published_at": moment,
        "apply_by": moment.date(),
        "starts_on": moment.date(),
    }
    for sort in SORTS.values():
        value = values[sort.column]
        mark = mark_of(f"p{sort.write(value)}.7", sort)
        assert mark is not None
        assert (mark.back, mark.value, mark.number) == (True, value, 7)
