import re
import time
from typing import Any
from unittest import mock

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from portal.accounts.forms import opened_now
from portal.accounts.models import User
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db

VALUES = {
    "display_name": "Lina Martin",
    "email": "lina@example.org",
    "password1": PASSWORD,
    "age_band": "adult",
    "accept_terms": "on",
}


def opened_a_minute_ago() -> str:
    with mock.patch("time.time", return_value=time.time() - 60):
        return opened_now()


def sign_up(client: Client, **changes: Any) -> Any:
    values = {**VALUES, "opened": opened_a_minute_ago(), **changes}
    data = {key: value for key, value in values.items() if value is not None}
    return client.post("/compte/signup/", data)


def code_in(message: Any) -> str:
    found = re.search(r"^\s*([0-9A-Z]{3,}(?:-[0-9A-Z]{3,})?)\s*$", message.body, re.MULTILINE)
    assert found, message.body
    return found.group(1)


def test_signup_is_confirmed_by_the_code_of_the_mail(client: Client) -> None:
    answer = sign_up(client)
    assert answer["Location"] == "/compte/confirm-email/"
    assert client.get("/mon-espace/bienvenue/1/").status_code == 302
    answer = client.post("/compte/confirm-email/", {"code": code_in(mail.outbox[0])}, follow=True)

    assert answer.request["PATH_INFO"] == "/mon-espace/bienvenue/1/"
    user = User.objects.get()
    assert user.display_name == "Lina Martin"
    assert EmailAddress.objects.get(user=user).verified
    assert user.consents.count() == 3
    assert user.password.startswith("md5$") or user.password.startswith("argon2$")


def test_wrong_code_is_said_and_the_right_one_still_works(client: Client) -> None:
    sign_up(client)
    wrong = client.post("/compte/confirm-email/", {"code": "ZZZZZZ"})
    assert wrong.status_code == 200
    assert wrong.context["form"].errors["code"]

    client.post("/compte/confirm-email/", {"code": code_in(mail.outbox[0])})
    assert client.get("/mon-espace/").status_code == 200


def test_code_stops_after_five_wrong_tries(client: Client) -> None:
    sign_up(client)
    for _ in range(5):
        client.post("/compte/confirm-email/", {"code": "ZZZZZZ"})
    client.post("/compte/confirm-email/", {"code": code_in(mail.outbox[0])})

    assert client.get("/mon-espace/").status_code == 302


def test_code_is_too_late_after_ten_minutes(client: Client) -> None:
    sign_up(client)
    code = code_in(mail.outbox[0])
    later = time.time() + 601
    with mock.patch("time.time", return_value=later):
        client.post("/compte/confirm-email/", {"code": code})

    assert client.get("/mon-espace/").status_code == 302


def test_code_serves_once(client: Client) -> None:
    sign_up(client)
    code = code_in(mail.outbox[0])
    client.post("/compte/confirm-email/", {"code": code})
    other = Client()
    other.post("/compte/confirm-email/", {"code": code})

    assert other.get("/mon-espace/").status_code == 302


def test_under_fifteen_is_refused_kindly_and_nothing_is_kept(client: Client) -> None:
    answer = sign_up(client, age_band="under-15")

    assert answer["Location"] == "/compte/trop-tot/"
    assert client.get(answer["Location"]).status_code == 200
    assert not User.objects.exists()
    assert not mail.outbox


def test_fifteen_to_seventeen_is_welcome(client: Client) -> None:
    sign_up(client, age_band="15-17")

    assert User.objects.get().is_minor


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"password1": "x"}, "password1"),
        ({"password1": "x" * 4096}, "password1"),
        ({"password1": "password1234"}, "password1"),
        ({"password1": "a\x00" * 12}, "password1"),
        ({"email": "pas une adresse"}, "email"),
        ({"email": "a\x00@example.org"}, "email"),
        ({"email": "a" * 10_000 + "@example.org"}, "email"),
        ({"display_name": ""}, "display_name"),
        ({"display_name": "x" * 10_000}, "display_name"),
        ({"display_name": "a\x00"}, "display_name"),
        ({"accept_terms": None}, "accept_terms"),
        ({"age_band": None}, "age_band"),
        ({"age_band": "12"}, "age_band"),
    ],
)
def test_bad_input_is_answered_beside_its_field(
    client: Client, changes: dict[str, Any], field: str
) -> None:
    answer = sign_up(client, **changes)

    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == {field}
    if field != "display_name":
        assert "Lina Martin" in answer.text
    assert not User.objects.exists()


def test_known_address_gets_the_same_answer_and_one_mail(client: Client) -> None:
    make_user(email="lina@example.org")
    known = sign_up(client)
    fresh = sign_up(Client(), email="nina@example.org")

    assert (known.status_code, known["Location"]) == (fresh.status_code, fresh["Location"])
    assert [message.to for message in mail.outbox] == [["lina@example.org"], ["nina@example.org"]]
    assert User.objects.count() == 2


def test_known_and_new_addresses_read_the_same_page() -> None:
    make_user(email="lina@example.org")
    pages = []
    for email in ("lina@example.org", "nina@example.org"):
        client = Client()
        sign_up(client, email=email)
        text = client.get("/compte/confirm-email/").text.replace(email, "ADRESSE")
        pages.append(re.sub(r'value="[A-Za-z0-9]{64}"', "", text))

    assert pages[0] == pages[1]


def test_two_signups_of_one_address_at_once_make_one_member(client: Client, settings: Any) -> None:
    """The second one finds the row after it has checked that there is none."""
    settings.ACCOUNT_RATE_LIMITS = False
    with mock.patch("allauth.account.forms.flows.manage_email.email_already_exists") as check:
        check.side_effect = lambda email, *args, **kwargs: (email, False)
        sign_up(client)
        second = sign_up(Client())

    assert second["Location"] == "/compte/confirm-email/"
    assert User.objects.count() == 1
    assert len(mail.outbox) == 2


def test_member_of_the_site_is_led_away_from_signup(client: Client) -> None:
    client.force_login(make_user())

    assert client.get("/compte/signup/").status_code == 302


def test_signing_up_again_at_once_is_slowed_down_alike_for_known_and_new(client: Client) -> None:
    make_user(email="lina@example.org")
    for email in ("lina@example.org", "nina@example.org"):
        first, second = sign_up(Client(), email=email), sign_up(Client(), email=email)
        assert (first.status_code, second.status_code) == (302, 429)
        assert "/compte/confirm-email/" in second.text


@pytest.mark.parametrize(
    "changes", [{"website": "https://spam.example"}, {"website": "x" * 300}, {"opened": None},
                {"opened": "1:inventé"}, {"opened": "x" * 4000}, {"opened": "a:b:c"}],
)  # fmt: skip
def test_a_machine_is_sent_back_and_a_person_taken_for_one_sends_again(
    client: Client, changes: dict[str, Any]
) -> None:
    answer = sign_up(client, **changes)
    assert answer.status_code == 200
    assert "plus vite qu’on ne peut le lire" in answer.text
    assert "Lina Martin" in answer.text
    assert not User.objects.exists()
    assert not mail.outbox

    form = answer.context["form"]
    again = {"website": form["website"].value(), "opened": form["opened"].value()}
    assert again["website"] == ""
    later = time.time() + 4
    with mock.patch("time.time", return_value=later):
        assert sign_up(client, **again)["Location"] == "/compte/confirm-email/"


@pytest.mark.parametrize(("seconds", "passes"), [(2, False), (4, True), (86_000, True)])
def test_the_form_is_open_long_enough_to_be_read(
    client: Client, seconds: int, passes: bool
) -> None:
    began = time.time()
    with mock.patch("time.time", return_value=began):
        opened = client.get("/compte/signup/").context["form"]["opened"].value()
    later = began + seconds
    with mock.patch("time.time", return_value=later):
        assert (sign_up(client, opened=opened).status_code == 302) == passes


def test_being_slowed_down_says_nothing_of_an_address(client: Client) -> None:
    make_user(email="lina@example.org")
    known = sign_up(client, website="x")
    new = sign_up(Client(), website="x", email="nina@example.org")
    assert known.context["form"].errors == new.context["form"].errors
