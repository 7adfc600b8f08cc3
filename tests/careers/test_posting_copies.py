"""A listing copied or renewed, and how many of its places are left."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from careers.actions import DATES, NOT_COPIED, a_year_later
from careers.models import Internship
from portal.accounts.models import User
from portal.moderation.enums import State
from tests.factories import make_internship, make_user

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture
def author() -> User:
    return make_user()


@pytest.fixture
def writing(client: Client, author: User) -> Client:
    client.force_login(author)
    return client


@pytest.fixture
def source(author: User) -> Callable[[], Internship]:
    def make() -> Internship:
        internship = make_internship(
            author=author,
            places=2,
            interns_present=1,
            tutor_interns=1,
            first_on_post=True,
            previous_starts_on=TODAY - timedelta(days=400),
            previous_ends_on=TODAY - timedelta(days=300),
            team_complete="Cheffe de poste.",
            team_complete_by="Camille Martin",
            production_title="La Marée",
            production_title_hidden=True,
            vhss_contact="Sacha Référent",
        )
        internship.legality = {"findings": []}
        Internship.objects.filter(pk=internship.pk).update(
            places_taken=1, legality=internship.legality
        )
        internship.refresh_from_db()
        return internship

    return make


def copied(internship: Internship) -> dict[str, Any]:
    """What is in the text, without what belongs to a day."""
    return {
        field.attname: getattr(internship, field.attname)
        for field in Internship._meta.concrete_fields
        if field.editable and not field.primary_key and field.name not in NOT_COPIED
    }


def test_copy_has_the_text_and_nothing_of_that_day(
    writing: Client, author: User, source: Callable[[], Internship]
) -> None:
    original = source()
    answer = writing.post(f"/stages/{original.pk}/copier/", {"dates": ""}, follow=True)

    copy = Internship.objects.exclude(pk=original.pk).get()
    assert copied(copy) == copied(original)
    assert copy.production_title == "La Marée"
    assert [getattr(copy, name) for name in DATES] == [None, None, None]
    assert copy.state == State.DRAFT
    assert copy.author == author
    assert copy.legality is copy.submitted_at is copy.decided_at is copy.published_at is None
    assert copy.places_taken == 0
    assert copy.interns_present is copy.tutor_interns is copy.previous_starts_on is None
    assert not copy.first_on_post
    assert copy.team_complete == "Cheffe de poste."
    assert copy.team_complete_by == ""
    assert "Donnez-lui ses dates" in answer.text
    original.refresh_from_db()
    assert original.state == State.APPROVED


def test_listing_is_renewed_and_sent_in_two_presses(
    writing: Client, source: Callable[[], Internship]
) -> None:
    original = source()
    Internship.objects.filter(pk=original.pk).update(team_complete="", team_complete_by="")
    original.refresh_from_db()
    page = writing.get(original.get_absolute_url())
    assert f'action="/stages/{original.pk}/copier/"' in page.text
    answer = writing.post(f"/stages/{original.pk}/copier/", {"dates": "un-an"}, follow=True)
    copy = Internship.objects.exclude(pk=original.pk).get()
    assert [getattr(copy, name) for name in DATES] == [
        a_year_later(getattr(original, name)) for name in DATES
    ]
    assert "Rien ne manque" in answer.text
    writing.post(f"/stages/{copy.pk}/envoyer/")

    copy.refresh_from_db()
    assert copy.state == State.SUBMITTED


def test_same_press_twice_makes_one_copy(writing: Client, source: Callable[[], Internship]) -> None:
    original = source()
    data = {"dates": "", "creation_key": str(uuid4())}
    first = writing.post(f"/stages/{original.pk}/copier/", data)
    second = writing.post(f"/stages/{original.pk}/copier/", data)

    assert Internship.objects.count() == 2
    assert first["Location"] == second["Location"]


def test_a_year_after_a_leap_day() -> None:
    assert a_year_later(date(2028, 2, 29)) == date(2029, 2, 28)
    assert a_year_later(date(2027, 2, 28)) == date(2028, 2, 28)


@pytest.mark.parametrize(
    ("places", "taken", "said"),
    [
        (1, 0, "1 place, encore libre"),
        (2, 0, "2 places sur 2 encore libres"),
        (2, 1, "1 place sur 2 encore libre"),
        (2, 2, "complet"),
    ],
)
def test_page_says_how_many_places_are_left(
    client: Client, places: int, taken: int, said: str
) -> None:
    internship = make_internship(places=places)
    Internship.objects.filter(pk=internship.pk).update(places_taken=taken)
    page = client.get(internship.get_absolute_url())

    assert f"<dd>{said}</dd>" in page.text
    assert ("Cette place est prise" in page.text) == (taken == places)
