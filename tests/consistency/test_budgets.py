"""How heavy a page may be, and how many questions it may ask the database."""

import dataclasses
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from careers import terms
from careers.models import Role
from portal.moderation.enums import State
from tests.consistency import world
from tests.consistency.report import assert_none
from tests.factories import make_internship, make_organisation, make_user

HTML_LIMIT = 60_000
QUERY_LIMIT = 12
# One's own page gathers what every floor has for one: it counts in one question, then reads what
# there is. This member has some of everything. A case gathers on one screen what was said, what was
# decided before, and the content as its readers see it. Writing to somebody asks who may write to
# whom, and how much is left today; applying, what one's page says and where one is expected.
GATHERING = {
    "mon espace": 10,
    "mon espace, modération": 10,
    "dossier": 14,
    "dossier clos": 14,
    "contacts": 13,
    "écrire": 14,
    "candidater": 13,
}


def client_of(who: str, made: world.World) -> Client:
    client = Client()
    if who != "visitor":
        client.force_login(getattr(made, who))
    return client


def weigh(client: Client, address: str, status: int = 200) -> tuple[int, int]:
    """The bytes of a page before compression, and its queries."""
    # Content types and words of the trade are remembered: count as after a restart.
    ContentType.objects.clear_cache()
    terms.finder_of.cache_clear()
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    assert response.status_code == status, f"{address} : {response.status_code}"
    return len(response.content), len(queries)


def over(name: Any, size: int, queries: int) -> list[str]:
    faults = [f"{name} : {size} octets"] if size >= HTML_LIMIT else []
    limit = GATHERING.get(str(name), QUERY_LIMIT)
    return faults + ([f"{name} : {queries} requêtes"] if queries > limit else [])


@pytest.mark.django_db
def test_pages_are_light_and_ask_little():
    made = world.build()
    clients = {who: client_of(who, made) for who in ("visitor", "member", "moderator")}

    assert_none(
        fault
        for page in world.PAGES
        for fault in over(page, *weigh(clients[page.who], page.address(made), page.status))
    )


@pytest.mark.django_db
def test_every_guide_is_light_and_asks_little():
    """Guides differ in length: the longest counts."""
    world.load_reference()
    client = Client()

    assert_none(
        fault
        for role in Role.objects.all()
        for fault in over(role.slug, *weigh(client, role.get_absolute_url()))
    )


LISTS = [
    page
    for page in world.PAGES
    if page.name
    in {
        "fiche métier",
        "stages",
        "structure",
        "mon espace",
        "mon espace, modération",
        "file de relecture",
    }
]


@pytest.mark.django_db
def test_list_asks_as_much_for_three_as_for_one(subtests):
    made = world.build(listings=1)
    # A guide shows the first five: of a role that has one, so that three more are seen.
    role = Role.objects.get(slug="scripte")
    made = dataclasses.replace(made, role=role)
    make_internship(
        author=made.member, organisation=made.organisation, role=role, state=State.APPROVED
    )

    def weighed(page):
        return weigh(client_of(page.who, made), page.address(made))

    for_one = {page.name: weighed(page) for page in LISTS}

    for state in (State.APPROVED, State.APPROVED, State.SUBMITTED, State.SUBMITTED):
        author = make_user()
        own = {"organisation": made.organisation, "role": made.role}
        other = {"organisation": make_organisation(owner=author), "role": made.role}
        make_internship(author=author, state=state, **own)
        make_internship(author=author, state=state, **other)

    for page in LISTS:
        with subtests.test(page.name):
            size, queries = weighed(page)
            assert size > for_one[page.name][0], "Rien de plus n’est montré : rien de prouvé."
            assert queries == for_one[page.name][1]
