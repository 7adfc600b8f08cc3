"""A reader points out an error of a reference page; the editors read it, the moderators do not."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.moderation import reference, tick
from portal.moderation.enums import Team
from portal.moderation.models import Case, Correction, Report
from tests.careers.directory_factories import make_aid, make_association, make_school
from tests.events.festival_factories import make_festival
from tests.factories import form_data, make_internship, make_role, make_user

pytestmark = pytest.mark.django_db

MAKERS: dict[str, Any] = {
    "métier": make_role,
    "école": make_school,
    "aide": make_aid,
    "association": make_association,
    "festival": make_festival,
}


def address(page: str) -> str:
    return reverse("moderation:correct", args=[page.removeprefix("/")])


def send(client: Client, page: str, **changes: str) -> Any:
    form = client.get(address(page)).context["form"]
    data = {**form_data(form), "text": "L’école a déménagé à Lille.", **changes}
    return client.post(address(page), data)


@pytest.mark.parametrize("kind", MAKERS)
def test_each_reference_page_leads_there_and_a_word_arrives(client: Client, kind: str) -> None:
    page = MAKERS[kind]().get_absolute_url()
    assert f'href="{address(page)}"' in client.get(page).content.decode()

    answer = send(client, page)

    assert answer["Location"] == page
    found = Correction.objects.get()
    assert (found.page, found.text) == (page, "L’école a déménagé à Lille.")
    assert "va vérifier" in client.get(page).content.decode()
    # Nothing of it reaches the moderators.
    assert not Report.objects.exists()
    assert not Case.objects.exists()


@pytest.mark.parametrize("page", ["/faq/", "/ressources/lexique/", "/ressources/chiffres/"])
def test_the_pages_without_a_number_lead_there_too(client: Client, page: str) -> None:
    assert f'href="{address(page)}"' in client.get(page).content.decode()
    assert client.get(address(page)).status_code == 200


def test_an_english_page_is_kept_under_its_one_address(client: Client) -> None:
    page = make_role().get_absolute_url()
    assert send(client, f"/en{page}").status_code == 302
    assert Correction.objects.get().page == page


def test_what_is_no_reference_page_or_does_not_exist_has_no_form(client: Client) -> None:
    wrong = [
        "/", "/metiers/astronaute/", "/compte/login/", "/nulle-part/",
        make_internship().get_absolute_url(), "//evil.example.org/", "/faq/%00",
    ]  # fmt: skip
    for page in wrong:
        assert client.get(f"/corriger{page}").status_code in {400, 404}, page
    assert client.get("/corriger//faq/").status_code == 404


def test_bad_input_says_so_and_keeps_what_was_typed(client: Client) -> None:
    answer = send(client, "/faq/", text="", source="Légifrance")
    assert answer.status_code == 200
    assert "obligatoire" in answer.content.decode()
    assert "Légifrance" in answer.content.decode()
    assert not Correction.objects.exists()


def test_the_same_form_sent_twice_makes_one(client: Client) -> None:
    form = client.get(address("/faq/")).context["form"]
    data = {**form_data(form), "text": "Une date est fausse."}
    for _twice in range(2):
        assert client.post(address("/faq/"), data).status_code == 302
    assert Correction.objects.count() == 1


@pytest.fixture(autouse=True)
def _no_second_factor(settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR_REQUIRED = False


def editor(*, team: Team = Team.EDITOR) -> Client:
    reference.load()
    user = make_user(is_staff=True)
    user.groups.add(Group.objects.get(name=team))
    client = Client()
    client.force_login(user)
    return client


def test_editors_read_it_on_their_board_and_settle_it() -> None:
    made = Correction.objects.create(page="/faq/", text="Une date est fausse.")
    client = editor()
    change = reverse("admin:moderation_correction_change", args=[made.pk])

    board = client.get("/admin/dette/").content.decode()
    assert "Une date est fausse." in board
    assert change in board

    form = client.get(change)
    assert form.status_code == 200
    now = timezone.localtime()
    client.post(
        change,
        {"settled_at_0": now.strftime("%d/%m/%Y"), "settled_at_1": now.strftime("%H:%M:%S")},
    )
    made.refresh_from_db()
    assert made.settled_at
    assert "Une date est fausse." not in client.get("/admin/dette/").content.decode()


def test_moderators_do_not_read_them() -> None:
    made = Correction.objects.create(page="/faq/", text="Une date est fausse.")
    change = reverse("admin:moderation_correction_change", args=[made.pk])
    assert editor(team=Team.MODERATOR).get(change).status_code == 403


def test_a_settled_one_is_forgotten_after_a_year() -> None:
    now = timezone.now()
    for days in (364, 366):
        Correction.objects.create(
            page="/faq/", text=f"{days}", settled_at=now - timedelta(days=days)
        )
    Correction.objects.create(page="/faq/", text="attend")
    tick.run(now=now)
    assert {one.text for one in Correction.objects.all()} == {"364", "attend"}
