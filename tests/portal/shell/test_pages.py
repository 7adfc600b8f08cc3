from unittest import mock

import pytest
from django.db import DatabaseError
from django.test import Client

from portal.moderation.enums import State
from tests.factories import make_internship, make_user

pytestmark = pytest.mark.django_db


def test_healthz_answers_when_the_database_does(client: Client) -> None:
    assert client.get("/healthz").status_code == 200


def test_healthz_is_503_when_the_database_is_lost(client: Client) -> None:
    with mock.patch("portal.shell.views.machines.connection.cursor", side_effect=DatabaseError):
        assert client.get("/healthz").status_code == 503


def test_home_counts_what_is_really_open(client: Client) -> None:
    make_internship(title="Ouvert")
    make_internship(title="Caché", state=State.SUBMITTED)

    answer = client.get("/")

    assert answer.context["counts"]["open_internships"] == 1
    assert answer.context["counts"]["new_internships"] == 1
    assert "Ouvert" in answer.text
    assert "Caché" not in answer.text


def test_home_without_any_content_still_welcomes(client: Client) -> None:
    assert client.get("/").status_code == 200


def test_dashboard_shows_ones_own_listings_only(client: Client) -> None:
    author = make_user()
    make_internship(author=author, title="La mienne", state=State.DRAFT)
    make_internship(title="Celle d’une autre", state=State.DRAFT)
    client.force_login(author)

    answer = client.get("/mon-espace/")

    assert "La mienne" in answer.text
    assert "Celle d’une autre" not in answer.text


@pytest.mark.parametrize(
    "address",
    ["/aide/", "/conditions/", "/confidentialite/", "/robots.txt", "/.well-known/security.txt",
     "/composants/"],
)  # fmt: skip
def test_static_pages_answer(client: Client, address: str) -> None:
    assert client.get(address).status_code == 200


def test_help_page_sets_no_cookie(client: Client) -> None:
    assert not client.get("/aide/").cookies


def test_mailbox_does_not_exist_outside_debug(client: Client) -> None:
    assert client.get("/courriels/").status_code == 404


def test_privacy_page_names_every_history_in_the_language_of_the_page(client: Client) -> None:
    french, english = (client.get(f"{one}/confidentialite/").text for one in ("", "/en"))

    assert "Historique\u00a0: fiches métiers" in french
    assert "fiches métiers" not in english


@pytest.mark.parametrize("address", ["/utile/", "/en/utile/"])
def test_address_of_a_form_opened_as_a_page_says_so(client: Client, address: str) -> None:
    """GET where only forms are sent: the page of the house, and a way back."""
    answer = client.get(address)

    assert answer.status_code == 405
    assert answer.headers["Allow"] == "POST"
    assert 'class="screenplay"' in answer.text
    home = "/en/" if address.startswith("/en/") else "/"
    assert f'class="button button-solid" href="{home}"' in answer.text
    assert "data-clap-language" in answer.text


def test_other_verbs_are_refused_in_a_word(client: Client) -> None:
    answer = client.post("/aide/")

    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD"
    assert answer.content == b""
