from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from careers.models import Internship, Organisation
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
        dict.fromkeys(["starts_on", "ends_on", "apply_by", "weekly_hours", "hourly_pay"]),
    ],
)
def test_database_accepts_the_other_side_of_the_border(changes: dict[str, Any]) -> None:
    Internship.objects.create(
        **internship_values(organisation=make_organisation(), role=make_role(), **changes)
    )


@pytest.mark.parametrize("name", Internship.REQUIRED)
def test_incomplete_draft_cannot_be_sent(name: str) -> None:
    internship = make_internship(state=State.DRAFT)
    empty = None if Internship._meta.get_field(name).null else ""
    Internship.objects.filter(pk=internship.pk).update(**{name: empty})
    internship.refresh_from_db()

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
