"""How much a request may weigh, with files and without; and a session lost while sending one."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import PASSWORD, make_organisation, make_user
from tests.portal.uploads import samples
from tests.portal.uploads.samples import MEGABYTE, sent

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"


def post(data: Any, **kind: Any) -> int:
    return Client().post(reverse("account_login"), data, **kind).status_code


def test_form_with_a_file_of_ten_megabytes_is_read():
    assert post({"login": "a", "photo": sent(b"x" * 10 * MEGABYTE)}) == 200


def test_form_with_files_beyond_eleven_megabytes_is_answered_413():
    assert post({"login": "a", "photo": sent(b"x" * 12 * MEGABYTE)}) == 413


def test_text_beyond_two_megabytes_is_answered_413_even_beside_a_file():
    assert post({"login": "x" * 3 * MEGABYTE, "photo": sent(b"x")}) == 413


def test_form_without_files_stays_at_two_megabytes():
    assert post(b"login=" + b"x" * 3 * MEGABYTE, content_type=FORM) == 413
    assert post(b"login=" + b"x" * MEGABYTE, content_type=FORM) == 200


@pytest.mark.parametrize(
    "kind", ["multipart/form-data", "multipart/form-data; boundary=", "image/png"]
)
def test_body_that_is_no_form_does_no_harm(kind):
    assert post(b"x" * 1000, content_type=kind) in {200, 400}


def test_too_many_files_are_a_bad_request():
    files = {f"file{number}": sent(b"x") for number in range(11)}

    assert post(files) == 400


def test_session_lost_while_sending_a_file_keeps_the_text():
    member = make_user()
    make_organisation(owner=member)
    address = reverse("careers:organisation_create")
    client = Client()

    answer = client.post(
        address,
        {"name": "Structure tapée", "photo": sent(samples.phone_photo())},
        headers={"Referer": f"http://testserver{address}"},
    )
    assert answer.status_code == 302
    client.post(answer["Location"], {"login": member.email, "password": PASSWORD})
    page = client.get(address).content.decode()

    assert 'value="Structure tapée"' in page
    assert "Votre session avait expiré." in page
    assert "Le fichier n’a pas été gardé" in page
