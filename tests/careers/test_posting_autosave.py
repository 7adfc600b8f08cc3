"""Saving as one types: said, never lost, never over what another window wrote."""

import re
from typing import Any

import pytest
from django.test import Client

from careers.forms import InternshipForm
from careers.forms import posting_steps as steps
from careers.models import Internship
from portal.accounts.models import User
from portal.moderation.enums import State
from tests.careers.posting import address
from tests.factories import form_data, make_internship, make_user

pytestmark = pytest.mark.django_db

HTMX: dict[str, Any] = {"headers": {"HX-Request": "true"}}


@pytest.fixture
def author() -> User:
    return make_user()


@pytest.fixture
def writing(client: Client, author: User) -> Client:
    client.force_login(author)
    return client


def step_data(internship: Internship) -> dict[str, str]:
    user = internship.author
    assert user is not None
    return form_data(InternshipForm(instance=internship, user=user, step=steps.TERMS))


def test_change_is_saved_and_said_with_the_hour(writing: Client, author: User) -> None:
    internship = make_internship(author=author, state=State.DRAFT)
    data = step_data(internship)
    page = writing.get(address(internship, steps.TERMS))
    answer = writing.post(address(internship, steps.TERMS), {**data, "city": "Nantes"}, **HTMX)

    internship.refresh_from_db()
    assert internship.city == "Nantes"
    assert re.search(r"Enregistré à \d+\u00a0h", answer.text)
    assert "<html" not in answer.text
    # What it replaces is on the page, and the form goes on from the new version.
    for place in ("enregistre", "id_revision", "controle"):
        assert f'id="{place}"' in page.text
        assert f'id="{place}"' in answer.text
    assert f'name="revision" value="{internship.revision}"' in answer.text


def test_changes_one_after_the_other_are_all_saved(writing: Client, author: User) -> None:
    internship = make_internship(author=author, state=State.DRAFT)
    data = step_data(internship)
    for city in ("Nantes", "Brest", "Lille"):
        answer = writing.post(address(internship, steps.TERMS), {**data, "city": city}, **HTMX)
        found = re.search(r'name="revision" value="(\d+)"', answer.text)
        assert found
        data["revision"] = found[1]

    internship.refresh_from_db()
    assert internship.city == "Lille"


def test_change_that_cannot_be_read_is_said_and_not_saved(writing: Client, author: User) -> None:
    internship = make_internship(author=author, state=State.DRAFT)
    data = {**step_data(internship), "city": "Nantes", "weekly_hours": "beaucoup"}
    answer = writing.post(address(internship, steps.TERMS), data, **HTMX)

    assert "Pas enregistré" in answer.text
    assert 'href="#id_weekly_hours"' in answer.text
    internship.refresh_from_db()
    assert internship.city == "Lyon"


def test_faults_shown_before_are_replaced_by_what_is_left(writing: Client, author: User) -> None:
    internship = make_internship(author=author, state=State.DRAFT)
    type(internship).objects.filter(pk=internship.pk).update(city="")
    internship.refresh_from_db()
    here = address(internship, steps.TERMS)
    data = step_data(internship)
    wrong = writing.post(here, {**data, "weekly_hours": "beaucoup"})
    assert 'class="error-summary"' in wrong.text
    assert 'id="points"' in wrong.text

    def summary(answer: Any) -> str:
        found = re.search(r'<div id="points" hx-swap-oob="true".*?>(.*?)</div>', answer.text, re.S)
        assert found
        return found[1].strip()

    assert summary(writing.post(here, data, **HTMX)) == ""
    assert f'hx-post="{here}?completer"' in writing.get(f"{here}?completer").text
    # A page opened to complete a listing goes on saying what it lacks.
    internship.refresh_from_db()
    data |= {"revision": str(internship.revision), "remote": "Un jour"}
    left = writing.post(f"{here}?completer", data, **HTMX)
    assert "id_city" in left.text.split('id="points"')[1]
    internship.refresh_from_db()
    data |= {"revision": str(internship.revision), "city": "Lille"}
    assert summary(writing.post(f"{here}?completer", data, **HTMX)) == ""


def test_window_left_behind_is_told_and_overwrites_nothing(writing: Client, author: User) -> None:
    internship = make_internship(author=author, state=State.DRAFT)
    old = step_data(internship)
    writing.post(address(internship, steps.TERMS), {**old, "city": "Brest"})
    for _try in range(2):
        # The second try is the same window: nobody has pressed anything.
        answer = writing.post(address(internship, steps.TERMS), {**old, "city": "Lille"}, **HTMX)
        assert "dans une autre fenêtre" in answer.text
        assert "id_revision" not in answer.text

    internship.refresh_from_db()
    assert internship.city == "Brest"


@pytest.mark.parametrize("state", [State.SUBMITTED, State.APPROVED])
def test_what_is_sent_is_checked_as_one_types_and_saved_by_the_button_alone(
    writing: Client, author: User, state: State
) -> None:
    internship = make_internship(author=author, state=state)
    data = {**step_data(internship), "city": "Nantes"}
    answer = writing.post(address(internship, steps.TERMS), data, **HTMX)

    assert "Rien n’est encore enregistré" in answer.text
    assert 'id="controle"' in answer.text
    internship.refresh_from_db()
    assert internship.city == "Lyon"
    assert internship.state == state

    writing.post(address(internship, steps.TERMS), data)
    internship.refresh_from_db()
    assert internship.city == "Nantes"
    assert internship.state == State.SUBMITTED


def test_session_that_ran_out_sends_the_page_to_sign_in(client: Client) -> None:
    internship = make_internship(state=State.DRAFT)
    answer = client.post(address(internship, steps.TERMS), {"city": "Nantes"}, **HTMX)

    assert "/compte/login/" in answer["HX-Redirect"]
