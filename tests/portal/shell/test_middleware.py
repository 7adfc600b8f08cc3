from typing import Any
from unittest import mock

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/?q=%00", "/metiers/?%00=1", "/metiers/a%00b/"])
def test_nul_byte_in_the_address_is_a_bad_request(client: Client, address: str) -> None:
    answer = client.get(address)

    assert answer.status_code == 400
    assert 'lang="fr"' in answer.text


def test_nul_byte_in_a_cookie_is_a_bad_request(client: Client) -> None:
    client.cookies["sessionid"] = "abcdefgh\x00ijkl"

    assert client.get("/").status_code == 400


def test_nul_byte_in_a_form_is_answered_beside_the_field(client: Client) -> None:
    answer = client.post(
        reverse("account_login"), {"login": "a\x00@example.org", "password": "x\x00"}
    )

    assert answer.status_code == 200
    assert "caractère" in answer.text


def test_oversized_body_is_answered_413() -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(
        reverse("account_login"),
        "login=" + "x" * (3 * 1024 * 1024),
        content_type="application/x-www-form-urlencoded",
    )

    assert answer.status_code == 413


def test_lost_database_is_answered_503_with_retry_after(client: Client) -> None:
    client.raise_request_exception = False
    with mock.patch("portal.shell.views.pages.home_context", side_effect=OperationalError("gone")):
        answer = client.get("/")

    assert answer.status_code == 503
    assert answer["Retry-After"] == "30"
    assert "gone" not in answer.text


def test_unexpected_error_shows_nothing_of_the_inside(client: Client) -> None:
    client.raise_request_exception = False
    with mock.patch("portal.shell.views.pages.home_context", side_effect=KeyError("secret-name")):
        answer = client.get("/")

    assert answer.status_code == 500
    assert "secret-name" not in answer.text
    assert 'lang="fr"' in answer.text


def test_htmx_request_without_session_is_sent_to_sign_in_as_a_page(client: Client) -> None:
    answer = client.get(
        reverse("shell:dashboard"),
        headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/metiers/?q=son"},
    )

    assert answer.status_code == 204
    assert answer["HX-Redirect"] == "/compte/login/?next=/metiers/%3Fq%3Dson"


def test_pages_of_a_member_are_kept_out_of_caches(client: Client) -> None:
    client.force_login(make_user())

    for address in ("/", reverse("shell:dashboard"), "/metiers/"):
        assert "no-store" in client.get(address)["Cache-Control"], address


def test_requests_are_logged_without_personal_data(client: Client, caplog: Any) -> None:
    with mock.patch("portal.shell.middleware.log") as log:
        client.get("/metiers/?q=canari-prive", REMOTE_ADDR="198.51.100.7")

    (event,), values = log.info.call_args
    assert event == "request"
    assert values["route"] == "careers:roles"
    written = repr(values)
    assert "canari" not in written
    assert "198.51" not in written


def test_errors_are_logged_without_their_message(client: Client) -> None:
    client.raise_request_exception = False
    with (
        mock.patch("portal.shell.views.pages.home_context", side_effect=KeyError("canari-prive")),
        mock.patch("portal.shell.views.errors.log") as log,
    ):
        client.get("/")

    (event,), values = log.error.call_args
    assert event == "exception"
    assert values["kind"] == "KeyError"
    assert any("home" in place for place in values["where"])
    assert "canari" not in repr(values)


@pytest.mark.parametrize("address", ["/", "/mon-espace/", "/aide/"])
def test_database_lost_while_reading_the_session_is_answered_503(
    client: Client, address: str
) -> None:
    client.force_login(make_user())
    client.raise_request_exception = False
    lost = mock.patch(
        "django.contrib.sessions.backends.db.SessionStore.load",
        side_effect=OperationalError("gone"),
    )
    with lost:
        answer = client.get(address)

    assert answer.status_code == 503
    assert answer["Retry-After"] == "30"
