from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from careers.forms import InternshipForm
from careers.forms import posting_steps as steps
from careers.forms.posting_steps import Step
from careers.models import Internship
from careers.views.posting import is_done
from portal.accounts.models import User
from portal.moderation.enums import State
from tests.careers.posting import address, typed, values
from tests.factories import form_data, make_internship, make_organisation, make_user

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture
def author() -> User:
    user = make_user()
    make_organisation(owner=user, name="Les Films du Test")
    return user


@pytest.fixture
def writing(client: Client, author: User) -> Client:
    client.force_login(author)
    return client


def test_steps_lead_one_to_the_next_and_to_the_review(writing: Client, author: User) -> None:
    answer = writing.post("/stages/publier/", typed(author), follow=True)
    internship = Internship.objects.get()
    assert internship.author == author
    assert internship.state == State.DRAFT
    chain = [answer.redirect_chain[-1][0]]

    for step in steps.WRITTEN[1:]:
        internship.refresh_from_db()
        data = typed(author, step) | {"revision": internship.revision}
        answer = writing.post(address(internship, step), data, follow=True)
        chain.append(answer.redirect_chain[-1][0])

    assert chain == [address(internship, step) for step in steps.STEPS[1:]]
    assert "Rien ne manque" in answer.text
    assert "Envoyer en relecture" in answer.text
    internship.refresh_from_db()
    # Nothing asked in one step is lost in another.
    kept = form_data(InternshipForm(instance=internship, user=author))
    wanted = values(author, role=internship.role_id, has_agreement="True", in_curriculum="True")
    assert {name: kept[name] for name in wanted if name != "organisation"} == {
        name: str(value) for name, value in wanted.items() if name != "organisation"
    }


@pytest.mark.parametrize(
    ("then", "step"),
    [
        ("draft", steps.TERMS),
        ("back", steps.MISSION),
        ("review", steps.REVIEW),
        ("", steps.WELCOME),
        ("ailleurs", steps.WELCOME),
    ],
)
def test_each_step_saves_and_leads_where_one_wants(
    writing: Client, author: User, then: str, step: Step
) -> None:
    internship = make_internship(author=author, state=State.DRAFT)
    data = form_data(InternshipForm(instance=internship, user=author, step=steps.TERMS))
    answer = writing.post(
        address(internship, steps.TERMS), {**data, "city": "Nantes", "then": then}, follow=True
    )

    internship.refresh_from_db()
    assert internship.city == "Nantes"
    assert answer.request["PATH_INFO"].rstrip("/").endswith(f"/{step.slug}")


def test_progress_strip_leads_to_every_step_and_says_what_is_done(
    writing: Client, author: User
) -> None:
    internship = make_internship(author=author, state=State.DRAFT, tutor_role="")
    answer = writing.get(address(internship, steps.MISSION))

    states = [one["state"] for one in answer.context["stages"]]
    assert states == ["done", "current", "done", "todo", "todo"]
    for one in answer.context["stages"]:
        assert f'href="{one["url"]}"' in answer.text
        assert writing.get(one["url"]).status_code == 200


@pytest.mark.parametrize(
    ("fields", "step"),
    [
        ({"team_complete": "Régie", "team_complete_by": ""}, steps.WELCOME),
        ({"previous_starts_on": TODAY, "previous_ends_on": None}, steps.WELCOME),
        ({"has_agreement": False}, steps.FRAME),
        ({"city": ""}, steps.TERMS),
    ],
)
def test_a_step_is_done_when_nothing_of_it_is_half_said(
    author: User, fields: dict[str, Any], step: Step
) -> None:
    internship = make_internship(author=author, state=State.DRAFT, hourly_pay=0)
    assert all(is_done(internship, one) for one in steps.WRITTEN)
    for name, value in fields.items():
        setattr(internship, name, value)
    assert [one for one in steps.WRITTEN if not is_done(internship, one)] == [step]


def test_unknown_step_is_404(writing: Client, author: User) -> None:
    internship = make_internship(author=author, state=State.DRAFT)

    assert writing.get(f"/stages/{internship.pk}/modifier/nulle-part/").status_code == 404


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ends_on": TODAY + timedelta(days=59)}, "ends_on"),
        ({"apply_by": TODAY - timedelta(days=1)}, "apply_by"),
        ({"apply_by": TODAY + timedelta(days=61)}, "apply_by"),
        ({"starts_on": "31/02/2027"}, "starts_on"),
        ({"starts_on": "9998-01-01"}, "starts_on"),
        ({"starts_on": "0001-01-01"}, "starts_on"),
        ({"ends_on": "9999-12-31"}, "ends_on"),
        ({"ends_on": TODAY + timedelta(days=60 + 367)}, "ends_on"),
        ({"weekly_hours": "49"}, "weekly_hours"),
        ({"weekly_hours": "1e30"}, "weekly_hours"),
        ({"hourly_pay": "-1"}, "hourly_pay"),
        ({"hourly_pay": "NaN"}, "hourly_pay"),
        ({"places": "0"}, "places"),
        ({"role": "999999"}, "role"),
        ({"departement": "00"}, "departement"),
        ({"title": ""}, "title"),
        ({"title": "x" * 10_000}, "title"),
        ({"missions": "x" * 10_000}, "missions"),
        ({"missions": "a\x00b"}, "missions"),
        ({"city": "a\x00b"}, "city"),
        ({"how_to_apply": "🎬" * 1001}, "how_to_apply"),
        ({"kind": "benevolat"}, "kind"),
        ({"level": "moins de 26 ans"}, "level"),
        ({"production_phase": "rêve"}, "production_phase"),
        ({"headcount": "-1"}, "headcount"),
        ({"headcount": "100001"}, "headcount"),
        ({"interns_present": "1001"}, "interns_present"),
        ({"tutor_interns": "51"}, "tutor_interns"),
        ({"benefits": "x" * 501}, "benefits"),
        ({"team_complete_by": "x" * 161}, "team_complete_by"),
        (
            {"previous_starts_on": "2026-05-02", "previous_ends_on": "2026-05-01"},
            "previous_ends_on",
        ),
    ],
)
def test_bad_input_is_answered_beside_its_field_and_nothing_is_lost(
    writing: Client, author: User, changes: dict[str, Any], field: str
) -> None:
    step = steps.step_of(field)
    internship = make_internship(
        author=author, organisation=author.organisations.get(), state=State.DRAFT
    )
    kept = dict.fromkeys(("production_title", "learning", "remote", "accessibility"), "Gardé")
    data = typed(author, step, **{**kept, **changes}) | {"revision": internship.revision}
    answer = writing.post(address(internship, step), data)

    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == {field}
    assert "Gardé" in answer.text
    read = Internship.objects.get()
    assert read.revision == internship.revision
    assert getattr(read, field) == getattr(internship, field)
