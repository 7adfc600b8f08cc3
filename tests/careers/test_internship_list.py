from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from careers.listing import openings
from careers.listing.paging import PAGE_SIZE
from careers.models import Internship
from portal.moderation.enums import State
from tests.factories import make_department, make_internship, make_role, make_user

pytestmark = pytest.mark.django_db


def titles(answer: Any) -> list[str]:
    return [internship.title for internship in answer.context["internships"]]


@pytest.mark.parametrize("item_count", [1, 3])
def test_list_costs_the_same_for_one_listing_or_three(
    client: Client, item_count: int, django_assert_num_queries: Any
) -> None:
    for _ in range(item_count):
        make_internship()
    with django_assert_num_queries(4):
        client.get("/stages/")


def test_list_shows_the_open_ones_only(client: Client) -> None:
    author = make_user()
    make_internship(author=author, title="Ouvert")
    for state in set(State) - {State.APPROVED}:
        make_internship(author=author, title=state.label, state=state)
    closed = make_internship(title="Clos")
    Internship.objects.filter(pk=closed.pk).update(
        apply_by=timezone.localdate() - timedelta(days=1)
    )
    openings.refresh([closed.pk])
    client.force_login(author)

    answer = client.get("/stages/")

    assert titles(answer) == ["Ouvert"]
    assert "1 annonce ouverte" in answer.text


def test_filters_combine(client: Client) -> None:
    image = make_role(department=make_department(slug="image", label="Image"), title="Cadreur·euse")
    make_internship(title="Régie à Lyon")
    make_internship(title="Image à Lyon", role=image)
    make_internship(title="Image à Sète", role=image, city="Sète", departement="34")

    assert titles(client.get("/stages/?departement=image&region=Occitanie")) == ["Image à Sète"]
    assert titles(client.get("/stages/?departement=image&departement=regie&q=lyon")) == [
        "Image à Lyon",
        "Régie à Lyon",
    ]
    assert titles(client.get("/stages/?q=SETE")) == ["Image à Sète"]


def test_duration_filter_parts_at_two_months(client: Client) -> None:
    start = timezone.localdate() + timedelta(days=60)
    make_internship(title="62 jours", starts_on=start, ends_on=start + timedelta(days=61))
    make_internship(title="63 jours", starts_on=start, ends_on=start + timedelta(days=62))

    assert titles(client.get("/stages/?duree=courte")) == ["62 jours"]
    assert titles(client.get("/stages/?duree=longue")) == ["63 jours"]
    assert len(titles(client.get("/stages/?duree=longue&duree=courte"))) == 2


@pytest.mark.parametrize(
    "query",
    ["departement=nope", "region=Atlantide", "duree=x", "page=-1", "page=x", "page=99999999999",
     "page=000001999999999999999999999", "page=0",
     "page=²", "q=" + "x" * 10_000, "q=🎬", "tri=zzz", "type=zzz"],
)  # fmt: skip
def test_unknown_filters_never_break_the_list(client: Client, query: str) -> None:
    assert client.get(f"/stages/?{query}").status_code == 200


def test_pages_go_on_and_back_with_the_filters(client: Client) -> None:
    author, role = make_user(), make_role()
    for number in range(PAGE_SIZE + 1):
        make_internship(author=author, role=role, title=f"Stage {number}")

    first = client.get("/stages/?q=stage")
    second = client.get(first.context["next_url"])

    assert len(titles(first)) == PAGE_SIZE
    assert titles(second) == ["Stage 0"]
    assert second.context["previous_url"].startswith("/stages/?q=stage&page=p")
    assert not second.context["next_url"]


def test_empty_list_says_what_to_do(client: Client) -> None:
    assert "Lire les fiches métiers" in client.get("/stages/").text
    assert "Voir tous les stages ouverts" in client.get("/stages/?q=rien").text
