from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from tests.factories import make_moderator, make_user

pytestmark = pytest.mark.django_db


def test_second_factor_is_required_of_staff_in_production(settings: Any) -> None:
    assert settings.STAFF_SECOND_FACTOR_REQUIRED is True


@pytest.mark.parametrize("address", ["/admin/", "/admin/careers/internship/", "/", "/mon-espace/"])
def test_staff_without_a_second_factor_are_led_to_add_one(client: Client, address: str) -> None:
    client.force_login(make_moderator())
    answer = client.get(address)

    assert answer["Location"] == "/compte/2fa/"
    assert "la double vérification pour continuer" in client.get("/compte/2fa/").text
    assert client.post(address).status_code == 302


def test_staff_with_a_second_factor_work(client: Client) -> None:
    moderator = make_moderator()
    TOTP.activate(moderator, generate_totp_secret())
    client.force_login(moderator)

    assert client.get("/admin/").status_code == 200


def test_staff_can_always_sign_out(client: Client) -> None:
    client.force_login(make_moderator())

    assert client.get("/compte/logout/").status_code == 200


def test_other_members_are_left_alone(client: Client) -> None:
    client.force_login(make_user())

    assert client.get("/mon-espace/").status_code == 200
