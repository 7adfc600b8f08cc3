from typing import Any

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.test import Client

from careers.models import Usefulness
from careers.views.useful import SHOWN_FROM
from tests.careers.reading.samples import make_question
from tests.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sheet_folder")]
HERE = {"Sec-Fetch-Site": "same-origin"}
PERMIS = "faq:permis"


def press(client: Client, value: str, **headers: str) -> Any:
    return client.post("/utile/", {"reponse": value}, headers={**HERE, **headers})


def rows() -> list[tuple[str, bool]]:
    return list(Usefulness.objects.order_by("pk").values_list("key", "useful"))


@pytest.fixture(autouse=True)
def question() -> None:
    make_question("permis")
    cache.clear()


def test_stranger_answers_without_script(client: Client) -> None:
    response = press(client, f"{PERMIS}:oui")

    assert response.status_code == 302
    assert response["Location"] == "/faq/?theme=debuter#permis"
    assert rows() == [(PERMIS, True)]
    assert "Merci, votre réponse est notée." in client.get("/faq/").content.decode()


def test_stranger_changes_the_same_answer(client: Client) -> None:
    press(client, f"{PERMIS}:oui")
    press(client, f"{PERMIS}:non")

    assert rows() == [(PERMIS, False)]
    assert 'value="faq:permis:non" aria-pressed="true"' in client.get("/faq/").content.decode()


def test_each_browser_counts_once(client: Client) -> None:
    press(client, f"{PERMIS}:oui")
    press(Client(), f"{PERMIS}:non")

    assert rows() == [(PERMIS, True), (PERMIS, False)]


def test_nothing_of_a_stranger_is_kept(client: Client) -> None:
    press(client, f"{PERMIS}:oui")

    assert Usefulness.objects.get().member_id is None


def test_member_answers_once_whatever_the_browser() -> None:
    member = make_user()
    for answer in ("oui", "non"):
        client = Client()
        client.force_login(member)
        press(client, f"{PERMIS}:{answer}")

    assert list(Usefulness.objects.values_list("member", "useful")) == [(member.pk, False)]


def test_stranger_s_row_is_not_a_member_s(client: Client) -> None:
    press(client, f"{PERMIS}:oui")
    client.force_login(make_user())
    press(client, f"{PERMIS}:non")

    assert rows() == [(PERMIS, True), (PERMIS, False)]


def test_database_refuses_a_second_answer_of_a_member() -> None:
    member = make_user()
    Usefulness.objects.create(key=PERMIS, member=member, useful=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Usefulness.objects.create(key=PERMIS, member=member, useful=False)
    Usefulness.objects.create(key=PERMIS, useful=True)
    Usefulness.objects.create(key=PERMIS, useful=True)


def test_sheet_is_judged_as_well(client: Client) -> None:
    response = press(client, "fiche:autre-fiche:oui")

    assert response["Location"] == "/ressources/fiches/autre-fiche/"
    assert rows() == [("fiche:autre-fiche", True)]


@pytest.mark.parametrize(
    "value",
    ["", "oui", "faq:inconnue:oui", "fiche:inconnue:oui", "faq:permis:bof", "autre:permis:oui",
     "faq:permis:oui:oui", "faq:" + "x" * 200 + ":oui"],
)  # fmt: skip
def test_anything_else_is_not_found(client: Client, value: str) -> None:
    assert press(client, value).status_code == 404
    assert rows() == []


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Sec-Fetch-Site": "none"},
     {"Origin": "https://ailleurs.example.org"}, {"Origin": "null"}, {}],
)  # fmt: skip
def test_form_of_another_site_is_refused(client: Client, headers: dict[str, str]) -> None:
    response = client.post("/utile/", {"reponse": f"{PERMIS}:oui"}, headers=headers)

    assert response.status_code == 403
    assert rows() == []


def test_browser_that_only_sends_its_origin_is_heard(client: Client) -> None:
    client.post("/utile/", {"reponse": f"{PERMIS}:oui"}, headers={"Origin": "http://testserver"})

    assert rows() == [(PERMIS, True)]


def test_thirty_answers_an_hour_from_one_address() -> None:
    statuses = [press(Client(), f"{PERMIS}:oui").status_code for _ in range(31)]

    assert statuses == [302] * 30 + [429]


def test_press_with_htmx_brings_the_line_back_in_its_place(client: Client) -> None:
    response = press(client, f"{PERMIS}:oui", **{"HX-Request": "true"})
    html = response.content.decode()

    assert response["HX-Retarget"] == "#utile-permis"
    assert '<p class="useful no-print" id="utile-permis">' in html
    assert 'aria-pressed="true" autofocus' in html
    assert 'id="utile-permis"' in client.get("/faq/").content.decode()


def test_counts_are_shown_once_there_are_enough(client: Client) -> None:
    for number in range(SHOWN_FROM - 1):
        Usefulness.objects.create(key=PERMIS, useful=number > 0)
    assert "oui sur" not in client.get("/faq/").content.decode()

    Usefulness.objects.create(key=PERMIS, useful=True)

    assert "4 oui sur 5" in client.get("/faq/").content.decode()


def test_answers_leave_with_their_member() -> None:
    member = make_user()
    Usefulness.objects.create(key=PERMIS, member=member, useful=True)
    Usefulness.objects.create(key=PERMIS, useful=False)
    member.delete()

    assert rows() == [(PERMIS, False)]
