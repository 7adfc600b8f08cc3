from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from careers.enums import InternshipKind, StudyLevel
from careers.models import Internship, Organisation
from careers.models.internship_rules import required_of
from portal.moderation.enums import Outcome, State
from portal.moderation.models import AlreadyDecided
from tests.factories import (
    internship_values,
    make_internship,
    make_moderator,
    make_organisation,
    make_role,
    make_user,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
SENT = {"state": State.SUBMITTED, "submitted_at": timezone.now()}
# Asked for only since the law is checked before a listing leaves.
CHECKED = ("level", "learning", "has_agreement", "in_curriculum")
BEFORE = [name for name in required_of("stage") if name not in CHECKED]


@pytest.mark.parametrize(
    ("constraint", "changes"),
    [
        ("internship_dates_in_order", {"ends_on": TODAY + timedelta(days=59)}),
        ("internship_apply_before_start", {"apply_by": TODAY + timedelta(days=61)}),
        ("internship_sensible_dates", {"ends_on": date(9999, 12, 31)}),
        ("internship_sensible_dates", {"starts_on": date(2019, 12, 31), "apply_by": None}),
        ("internship_sensible_hours", {"weekly_hours": Decimal("48.5")}),
        ("internship_sensible_hours", {"weekly_hours": Decimal("0.5")}),
        ("internship_sensible_pay", {"hourly_pay": Decimal("-0.01")}),
        ("internship_sensible_pay", {"hourly_pay": Decimal("100.01")}),
        ("internship_sensible_places", {"places": 0}),
        ("internship_sensible_places", {"places": 21}),
        ("internship_sensible_headcount", {"headcount": 100_001}),
        ("internship_sensible_interns", {"interns_present": 1001}),
        ("internship_sensible_tutor_interns", {"tutor_interns": 51}),
        ("internship_places_enough", {"places": 2, "places_taken": 3}),
        ("internship_kind_known", {"kind": "benevolat"}),
        ("internship_level_known", {"level": "18-25"}),
        ("internship_production_phase_known", {"production_phase": "reve"}),
        (
            "internship_previous_in_order",
            {"previous_starts_on": TODAY, "previous_ends_on": TODAY - timedelta(days=1)},
        ),
        (
            "internship_pledge_signed",
            {"team_complete": "Cheffe de poste, deux assistants.", **SENT},
        ),
        ("internship_pledge_signed", {"team_complete_by": "Camille Martin, régisseuse", **SENT}),
        ("internship_state_known", {"state": "invented", "submitted_at": timezone.now()}),
        ("internship_submitted_when", {"state": State.SUBMITTED}),
    ],
)
def test_database_refuses(constraint: str, changes: dict[str, Any]) -> None:
    values = internship_values(organisation=make_organisation(), role=make_role(), **changes)

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Internship.objects.create(**values)


@pytest.mark.parametrize(
    "changes",
    [
        {"ends_on": TODAY + timedelta(days=60)},
        {"apply_by": TODAY + timedelta(days=60)},
        {"weekly_hours": Decimal(48)},
        {"weekly_hours": Decimal(1)},
        {"hourly_pay": Decimal(0)},
        {"hourly_pay": Decimal(100)},
        {"places": 20},
        {"headcount": 0, "interns_present": 0, "tutor_interns": 0},
        {"headcount": 100_000, "interns_present": 1000, "tutor_interns": 50},
        {"places": 2, "places_taken": 2},
        *({"kind": kind} for kind in InternshipKind.values),
        *({"level": level} for level in ("", *StudyLevel.values)),
        {"production_phase": "preparation"},
        {"previous_starts_on": TODAY, "previous_ends_on": TODAY},
        {"previous_starts_on": TODAY},
        {"team_complete": "Cheffe de poste."},
        {"team_complete": "Cheffe de poste.", "team_complete_by": "Camille Martin", **SENT},
        dict.fromkeys(["starts_on", "ends_on", "apply_by", "weekly_hours", "hourly_pay"]),
    ],
)
def test_database_accepts_the_other_side_of_the_border(changes: dict[str, Any]) -> None:
    Internship.objects.create(
        **internship_values(organisation=make_organisation(), role=make_role(), **changes)
    )


def empty(name: str) -> Any:
    return None if Internship._meta.get_field(name).null else ""


@pytest.mark.parametrize("name", BEFORE)
def test_incomplete_draft_cannot_be_sent(name: str) -> None:
    internship = make_internship(state=State.DRAFT)
    Internship.objects.filter(pk=internship.pk).update(**{name: empty(name)})
    internship.refresh_from_db()

    with pytest.raises(IntegrityError, match="internship_sent_is_complete"), transaction.atomic():
        internship.submit()


@pytest.mark.parametrize("name", CHECKED)
def test_what_its_check_needs_cannot_be_missing_once_checked(name: str) -> None:
    internship = make_internship(state=State.DRAFT)
    Internship.objects.filter(pk=internship.pk).update(**{name: empty(name)})
    internship.submit()  # sent without a check, as all were before
    assert internship.state == State.SUBMITTED

    checked = Internship.objects.filter(pk=internship.pk)
    with (
        pytest.raises(IntegrityError, match="internship_checked_is_complete"),
        transaction.atomic(),
    ):
        checked.update(legality={"lines": []})
    checked.update(state=State.DRAFT, legality={"lines": []})


@pytest.mark.parametrize(
    ("kind", "missing"),
    [
        ("immersion", ("hourly_pay", "has_agreement", "in_curriculum")),
        ("cddu", ("has_agreement", "in_curriculum")),
        ("alternance", ("hourly_pay", "has_agreement", "in_curriculum")),
        ("service-civique", ("hourly_pay", "has_agreement", "in_curriculum")),
    ],
)
def test_each_kind_is_sent_without_what_it_has_not(kind: str, missing: tuple[str, ...]) -> None:
    internship = make_internship(
        state=State.DRAFT, kind=kind, legality={"lines": []}, **dict.fromkeys(missing)
    )
    internship.submit()

    assert internship.state == State.SUBMITTED
    assert not set(missing) & set(internship.required)


def test_job_without_its_wage_cannot_be_sent() -> None:
    internship = make_internship(state=State.DRAFT, kind="cddu", hourly_pay=None)

    with pytest.raises(IntegrityError, match="internship_sent_is_complete"), transaction.atomic():
        internship.submit()


def test_approved_without_dates_is_refused() -> None:
    internship = make_internship(state=State.SUBMITTED)
    for constraint, changes in (
        ("internship_decided_when", {"published_at": timezone.now()}),
        ("internship_published_when", {"decided_at": timezone.now()}),
    ):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            Internship.objects.filter(pk=internship.pk).update(state=State.APPROVED, **changes)


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("days", [-1, 0, 1])
def test_open_in_python_agrees_with_open_in_the_database(state: State, days: int) -> None:
    internship = make_internship(state=state)
    Internship.objects.filter(pk=internship.pk).update(apply_by=TODAY + timedelta(days=days))
    internship.refresh_from_db()

    assert internship.is_open() == Internship.objects.open().filter(pk=internship.pk).exists()
    assert internship.is_open() == (state == State.APPROVED and days >= 0)


@pytest.mark.parametrize("taken", [0, 1, 2])
def test_full_listing_is_open_neither_in_python_nor_in_the_database(taken: int) -> None:
    internship = make_internship(places=2)
    Internship.objects.filter(pk=internship.pk).update(places_taken=taken)
    internship.refresh_from_db()

    assert internship.is_open() == Internship.objects.open().filter(pk=internship.pk).exists()
    assert internship.is_open() == (taken < 2)
    assert internship.places_left == 2 - taken
    assert (internship.deadline_label == "complet") == (taken == 2)


@pytest.mark.parametrize(
    ("kind", "label"),
    [
        ("stage", "10,00 €/h · environ 1 516 €/mois"),
        ("cddu", "10,00 €/h brut · environ 1 516 €/mois"),
        ("immersion", "sans paie de la structure, statut gardé"),
        ("alternance", "salaire fixé par la loi ou l’accord"),
        ("service-civique", "indemnité fixée par l’État"),
    ],
)
def test_pay_is_said_in_the_words_of_each_kind(kind: str, label: str) -> None:
    internship = Internship(kind=kind, weekly_hours=Decimal(35), hourly_pay=Decimal(10))

    assert internship.pay_label.replace("\u00a0", " ").replace("\u202f", " ") == label


def test_hidden_title_of_a_film_is_not_shown() -> None:
    shown = Internship(production_title="La Marée")
    kept = Internship(production_title="La Marée", production_title_hidden=True)

    assert shown.shown_production == "La Marée"
    assert kept.shown_production == ""


@pytest.mark.parametrize("state", list(State))
def test_visibility_by_person(state: State) -> None:
    from django.contrib.auth.models import AnonymousUser

    author = make_user()
    internship = make_internship(author=author, state=state)
    sees = {
        "stranger": AnonymousUser(),
        "member": make_user(),
        "staff without the right": make_user(is_staff=True),
        "author": author,
        "moderator": make_moderator(),
    }
    seen = {who for who, user in sees.items() if internship in Internship.objects.visible_to(user)}

    not_public = {"author"} if state == State.DRAFT else {"author", "moderator"}
    assert seen == (set(sees) if state == State.APPROVED else not_public)
    organisation = internship.organisation
    seen_organisation = {
        who for who, user in sees.items() if organisation in Organisation.objects.visible_to(user)
    }
    expected = set(sees) if state == State.APPROVED else {"author", "moderator"}
    assert seen_organisation == expected


def test_visible_to_lists_each_listing_once() -> None:
    author = make_user()
    make_internship(author=author)

    assert Internship.objects.visible_to(author).count() == 1


@pytest.mark.parametrize(
    ("start", "action", "end"),
    [
        (State.DRAFT, "submit", State.SUBMITTED),
        (State.REJECTED, "submit", State.SUBMITTED),
        (State.WITHDRAWN, "submit", State.SUBMITTED),
        (State.SUBMITTED, "withdraw", State.WITHDRAWN),
        (State.APPROVED, "withdraw", State.WITHDRAWN),
        (State.REJECTED, "withdraw", State.WITHDRAWN),
    ],
)
def test_allowed_moves(start: State, action: str, end: State) -> None:
    internship = make_internship(state=start)
    getattr(internship, action)()

    assert internship.state == end


@pytest.mark.parametrize(
    ("start", "action"),
    [
        (State.SUBMITTED, "submit"),
        (State.APPROVED, "submit"),
        (State.DRAFT, "withdraw"),
        (State.WITHDRAWN, "withdraw"),
    ],
)
def test_refused_moves_change_nothing(start: State, action: str) -> None:
    internship = make_internship(state=start)

    with pytest.raises(AlreadyDecided):
        getattr(internship, action)()
    internship.refresh_from_db()
    assert internship.state == start


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (State.DRAFT, State.DRAFT),
        (State.REJECTED, State.REJECTED),
        (State.WITHDRAWN, State.WITHDRAWN),
        (State.SUBMITTED, State.SUBMITTED),
        (State.APPROVED, State.SUBMITTED),
    ],
)
def test_an_edit_is_a_new_revision_and_takes_back_what_was_public(start: State, end: State) -> None:
    internship = make_internship(state=start)
    revision = internship.revision
    internship.title = "Un autre titre"
    internship.save_edit(read=internship.revision)

    assert internship.state == end
    assert internship.revision == revision + 1


def test_settling_an_older_revision_is_refused() -> None:
    internship = make_internship(state=State.SUBMITTED)
    read = internship.revision
    internship.save_edit(read=internship.revision)

    with pytest.raises(AlreadyDecided):
        internship.settle(
            revision=read, outcome=Outcome.APPROVED, by=make_moderator(), now=timezone.now()
        )


def test_labels_of_a_listing() -> None:
    internship = Internship(
        weekly_hours=Decimal(35),
        hourly_pay=Decimal("4.50"),
        starts_on=TODAY,
        ends_on=TODAY + timedelta(days=27),
        apply_by=TODAY,
    )

    assert internship.pay_label.replace("\u00a0", " ") == "4,50 €/h · environ 682 €/mois"
    assert internship.total_hours == 140
    assert internship.deadline_label == "dernier jour pour candidater"
    internship.hourly_pay = Decimal(0)
    assert internship.pay_label == "sans gratification"
