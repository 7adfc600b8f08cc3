"""The questions before saying yes: ticked without an account, kept with one."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from careers import call_kit
from careers.models import CallTick
from careers.placements import progress_actions
from tests.factories import make_internship, make_user

pytestmark = pytest.mark.django_db
PAGE = "/stages/questions-avant-de-dire-oui/"
KEEP = f"{PAGE}garder/"


def test_eight_questions_come_first_and_cover_the_call() -> None:
    assert len(call_kit.first()) == 8
    assert {"contrat", "responsable", "heures", "repas", "logement", "assurance", "referent"} <= (
        call_kit.first()
    )
    assert {"convention", "transport", "nuits", "appeler"} <= call_kit.slugs()


def test_slugs_are_unique_and_fit_their_column() -> None:
    found = [one["slug"] for section in call_kit.data()["sections"] for one in section["questions"]]

    assert len(found) == len(set(found))
    assert max(map(len, found)) <= 40


def test_ticks_are_counted_from_the_address_without_an_account(client: Client) -> None:
    answer = client.get(PAGE, {"question": ["contrat", "repas", "frais", "inconnue"]})

    asked = answer.context["asked"]
    assert (asked.ticked, asked.first_ticked, asked.first) == (3, 2, 8)
    assert asked.cells == ["yes"] * 2 + ["no"] * 6
    assert 'name="question" value="contrat" data-clap-counts checked' in answer.text
    assert not CallTick.objects.exists()


def test_visitor_is_given_a_form_that_writes_nothing(client: Client) -> None:
    text = client.get(PAGE).text

    assert f'action="{PAGE}" method="get" data-clap-call' in text
    assert "csrfmiddlewaretoken" not in text


def test_member_keeps_exactly_what_is_ticked(client: Client) -> None:
    member = make_user()
    progress_actions.ask(by=member, questions={"repas", "nuits"})
    client.force_login(member)

    sent = client.post(KEEP, {"question": ["contrat", "repas", "inconnue"]})

    assert sent.headers["Location"] == PAGE
    assert CallTick.objects.of(member).slugs() == {"contrat", "repas"}
    assert client.get(PAGE).context["asked"].ticked == 2


def test_sending_twice_keeps_one_tick_each(client: Client) -> None:
    client.force_login(make_user())
    for _twice in range(2):
        client.post(KEEP, {"question": ["contrat"]})

    assert CallTick.objects.count() == 1


def test_another_call_begins_with_an_empty_list(client: Client) -> None:
    member, other = make_user(), make_user()
    for one in (member, other):
        progress_actions.ask(by=one, questions={"repas"})
    client.force_login(member)

    client.post(KEEP, {"question": ["repas", "contrat"], "recommencer": "1"})

    assert CallTick.objects.of(member).slugs() == set()
    assert CallTick.objects.of(other).slugs() == {"repas"}


def test_members_see_their_own_ticks_only(client: Client) -> None:
    progress_actions.ask(by=make_user(), questions=call_kit.slugs())
    client.force_login(make_user())

    assert client.get(PAGE).context["asked"].ticked == 0


def test_keeping_asks_for_an_account(client: Client) -> None:
    assert "/compte/login/" in client.post(KEEP, {"question": ["repas"]}).headers["Location"]
    assert not CallTick.objects.exists()


def test_what_the_browser_kept_is_taken_over(client: Client) -> None:
    member = make_user()
    client.force_login(member)

    sent = client.post("/parcours/reprendre/", {"question": ["repas", "inconnue"]})

    assert sent.headers["Location"] == PAGE
    assert CallTick.objects.of(member).slugs() == {"repas"}
    assert "data-clap-take-over hidden" in client.get(PAGE).text


def test_taking_over_nothing_about_the_call_leaves_it_alone(client: Client) -> None:
    member = make_user()
    progress_actions.ask(by=member, questions={"repas"})
    client.force_login(member)

    client.post("/parcours/reprendre/", {"question": ["inconnue"]})

    assert CallTick.objects.of(member).slugs() == {"repas"}


def test_a_question_is_ticked_once_and_has_a_name() -> None:
    member = make_user()
    CallTick.objects.create(member=member, question="repas")
    with pytest.raises(IntegrityError, match=r"(?i)unique"), transaction.atomic():
        CallTick.objects.create(member=member, question="repas")
    with pytest.raises(IntegrityError, match="call_tick_named"), transaction.atomic():
        CallTick.objects.create(member=member, question="")
    CallTick.objects.create(member=make_user(), question="repas")


@pytest.mark.parametrize("item_count", [1, 3])
def test_page_asks_as_little_for_three_ticks_as_for_one(
    client: Client, item_count: int, django_assert_max_num_queries: Any
) -> None:
    member = make_user()
    progress_actions.ask(by=member, questions=sorted(call_kit.slugs())[:item_count])
    client.force_login(member)

    with django_assert_max_num_queries(6):
        client.get(PAGE)


def test_internship_leads_to_the_questions(client: Client) -> None:
    assert PAGE in client.get(make_internship().get_absolute_url()).text
