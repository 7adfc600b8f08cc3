"""The title of a film kept hidden: its organisation and the moderators read it, nobody else."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from careers.models import Internship
from portal.accounts.models import User
from portal.search.models import SearchEntry, SearchText, SearchWord
from tests.consistency import world
from tests.factories import make_internship, make_moderator, make_user

pytestmark = pytest.mark.django_db

TITLE = "Canari sur le toit"


@pytest.fixture
def listing() -> Callable[..., Internship]:
    def make(**fields: Any) -> Internship:
        return make_internship(
            production_title=TITLE, production_phase="preparation", missions="Voir.", **fields
        )

    return make


def pages(internship: Internship) -> list[str]:
    """Where a reader may meet a listing."""
    role = internship.role
    assert role is not None
    return [
        internship.get_absolute_url(),
        f"/en{internship.get_absolute_url()}",
        internship.organisation.get_absolute_url(),
        role.get_absolute_url(),
        "/",
        "/stages/",
        "/stages/?q=canari",
        "/recherche/?q=canari",
        "/recherche/?q=stage",
        "/sitemap.xml",
    ]


@pytest.mark.parametrize("who", ["visitor", "member"])
def test_hidden_title_is_on_no_page_of_a_reader(
    client: Client, listing: Callable[..., Internship], who: str
) -> None:
    internship = listing(production_title_hidden=True)
    if who == "member":
        client.force_login(make_user())

    for path in pages(internship):
        assert TITLE not in client.get(path).text.replace("?q=canari", ""), path
    # The phase is not hidden: one finds the stages « en prépa ».
    assert "préparation" in client.get(internship.get_absolute_url()).text


def test_shown_title_is_read_by_everybody(
    client: Client, listing: Callable[..., Internship]
) -> None:
    internship = listing()

    assert TITLE in client.get(internship.get_absolute_url()).text


def test_hidden_title_is_read_by_its_organisation_and_by_moderators(
    client: Client, listing: Callable[..., Internship]
) -> None:
    author: User = make_user()
    internship = listing(author=author, production_title_hidden=True)
    moderator = make_moderator()
    world.secure(moderator)

    for user in (author, moderator):
        client.force_login(user)
        page = client.get(internship.get_absolute_url()).text
        assert TITLE in page
        assert "titre caché" in page
    desk = client.get(f"/admin/careers/internship/{internship.pk}/change/").text
    assert TITLE in desk


def test_hidden_title_is_in_no_index(listing: Callable[..., Internship]) -> None:
    internship = listing(production_title_hidden=True)

    assert "canari" not in internship.search_text
    assert "prepa" in internship.search_text
    for model in (SearchEntry, SearchText, SearchWord):
        assert model.objects.exists()
        for row in model.objects.all():
            assert "canari" not in str(vars(row)).lower()
    assert Internship.objects.visible_to(AnonymousUser()).filter(pk=internship.pk).exists()
