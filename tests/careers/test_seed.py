from typing import Any

import pytest
from django.test import Client

from careers import seed
from careers.applications.enums import ApplicationState
from careers.models import AnswerFigures, Application, Internship, Organisation
from portal.accounts import seed as accounts
from portal.shell import seeding
from tests.factories import make_role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _roles() -> None:
    for number in range(3):
        make_role(slug=f"metier-semis-{number}", title=f"Métier {number}")


def build(*, members: int = 5, listings: int = 45, number: int = 7) -> None:
    for floor in (accounts, seed):
        floor.build(members=members, listings=listings, meetups=0, seed=number)


def world() -> list[Any]:
    """Everything but the primary keys, which depend on what was there before."""
    hosts = Organisation.objects.order_by("slug").values_list(
        "slug", "name", "kind", "city", "departement", "created_at", "members__email"
    )
    listings = Internship.objects.order_by("creation_key").values_list(
        "organisation__slug", "author__email", "role__slug", "title", "city", "departement",
        "starts_on", "ends_on", "apply_by", "weekly_hours", "hourly_pay", "places", "missions",
        "tutor_name", "published_at", "search_text",
    )  # fmt: skip
    return [*hosts, *listings]


def test_listings_are_the_same_for_the_same_seed() -> None:
    build()
    first = world()
    Internship.objects.all().delete()
    Organisation.objects.all().delete()
    build()
    assert world() == first
    assert len(first) == 3 + 45

    Internship.objects.all().delete()
    Organisation.objects.all().delete()
    build(number=8)
    assert world() != first


def test_listings_receive_applications_that_keep_the_rules() -> None:
    build(members=12, listings=90)
    assert set(Application.objects.values_list("state", flat=True)) == set(ApplicationState)
    for listing in Internship.objects.all():
        taken = listing.applications.filter(state=ApplicationState.ACCEPTED).count()
        assert listing.places_taken == taken <= listing.places
    assert AnswerFigures.objects.filter(received__gte=5).exists()
    before = Application.objects.count()
    build(members=12, listings=90)
    assert Application.objects.count() == before


def test_world_grows_without_changing(monkeypatch: pytest.MonkeyPatch) -> None:
    build(listings=30)
    first = world()
    monkeypatch.setattr(seeding, "BATCH", 8)
    for _ in range(2):
        build()

    assert set(first) <= set(world())
    assert Internship.objects.count() == 45


def test_listings_are_valid_and_open_to_everybody(client: Client) -> None:
    build()
    for host in Organisation.objects.all():
        host.full_clean()
        assert host.members.count() == 1
    for one in Internship.objects.select_related("organisation", "role"):
        one.full_clean()
        # What a batch writes without save() is what save() would have written.
        written = one.search_text
        one.save()
        assert one.search_text == written
        assert all(getattr(one, name) not in (None, "") for name in one.required)
        assert one.author in one.organisation.members.all()
    assert 0 < Internship.objects.open().count() < 45

    shown = client.get("/stages/")
    assert shown.status_code == 200
    first = Internship.objects.open()[0]
    assert client.get(first.get_absolute_url()).status_code == 200


def test_listings_without_members_have_no_author() -> None:
    build(members=0, listings=3)

    assert not Internship.objects.filter(author__isnull=False).exists()
    assert Internship.objects.count() == 3
