"""What the database holds of an application, from both sides."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from careers.applications.enums import ApplicationState
from careers.models import Application, ApplicationNote
from careers.models.application import end_of_day
from tests.careers.applications.factories import (
    add_colleague,
    host_of,
    make_application,
    make_draft,
)
from tests.factories import make_internship, make_user

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")


@pytest.mark.parametrize(
    ("name", "start", "values"),
    [
        ("application_state_known", "sent", {"state": "other"}),
        ("application_sent_when", "sent", {"state": "draft"}),
        ("application_sent_when", "sent", {"expires_at": None}),
        ("application_read_when", "sent", {"state": "read"}),
        ("application_studied_when", "sent", {"state": "studied"}),
        ("application_answered_when", "accepted", {"answered_at": None}),
        ("application_unanswered_when", "sent", {"answered_at": timezone.now()}),
        ("application_closed_when", "sent", {"closed_at": timezone.now()}),
        ("application_closed_when", "declined", {"closed_at": None}),
        ("application_reason_fits", "declined", {"reason": ""}),
        ("application_reason_fits", "declined", {"reason": "project"}),
        ("application_reason_fits", "sent", {"reason": "dates"}),
        ("application_motivation_length", "sent", {"motivation": "x" * 2001}),
        ("application_note_length", "declined", {"note": "x" * 1001}),
    ],
)
def test_rule_is_held_by_the_database(name: str, start: str, values: dict[str, Any]) -> None:
    one = make_application(state=ApplicationState(start))
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Application.objects.filter(pk=one.pk).update(**values)


@pytest.mark.parametrize("state", list(ApplicationState))
def test_every_state_is_reached_within_the_rules(state: ApplicationState) -> None:
    if state == ApplicationState.DRAFT:
        assert make_draft().state == state
    elif state == ApplicationState.EXPIRED:
        assert make_application(sent=timedelta(days=20)).current_state() == state
    else:
        assert make_application(state=state).state == state


def test_one_alive_for_a_listing_and_a_member() -> None:
    one = make_application()
    with pytest.raises(IntegrityError, match=r"application_once|UNIQUE"), transaction.atomic():
        Application.objects.create(
            internship=one.internship, organisation=one.organisation, applicant=one.applicant
        )
    withdrawn = make_application(state=ApplicationState.WITHDRAWN)
    Application.objects.create(
        internship=withdrawn.internship,
        organisation=withdrawn.organisation,
        applicant=withdrawn.applicant,
    )


def test_note_is_neither_empty_nor_endless() -> None:
    one = make_application()
    for text in ("", "x" * 1001):
        with pytest.raises(IntegrityError, match="length"), transaction.atomic():
            ApplicationNote.objects.create(application=one, author=host_of(one), text=text)


@pytest.mark.parametrize(
    ("sent", "ends"),
    [
        (datetime(2026, 11, 28, 0, 5, tzinfo=PARIS), datetime(2026, 12, 14, tzinfo=PARIS)),
        (datetime(2026, 11, 28, 23, 55, tzinfo=PARIS), datetime(2026, 12, 14, tzinfo=PARIS)),
        # Over the end of summer time, still midnight in Paris.
        (datetime(2026, 10, 20, 12, tzinfo=PARIS), datetime(2026, 11, 5, tzinfo=PARIS)),
    ],
)
def test_fifteen_days_end_with_the_day(sent: datetime, ends: datetime) -> None:
    assert end_of_day(sent, 15) == ends


def test_state_follows_the_date_before_anybody_wrote_it_down() -> None:
    one = make_application()
    assert one.expires_at
    before, after = one.expires_at - timedelta(seconds=1), one.expires_at
    assert one.current_state(now=before) == ApplicationState.SENT
    assert one.current_state(now=after) == ApplicationState.EXPIRED
    assert one.is_open(now=before)
    assert not one.is_open(now=after)
    for now in (before, after):
        assert (one in Application.objects.open(now=now)) == one.is_open(now=now)
        assert (one in Application.objects.overdue(now=now)) == (not one.is_open(now=now))


def test_received_by_colleagues_and_nobody_else() -> None:
    one, draft = make_application(), make_draft()
    assert one.applicant
    for user, sees in (
        (host_of(one), True),
        (add_colleague(one), True),
        (one.applicant, False),
        (make_user(), False),
    ):
        assert Application.objects.received_by(user).filter(pk=one.pk).exists() == sees
    assert not Application.objects.received_by(host_of(draft)).exists()
    assert list(Application.objects.visible_to(one.applicant)) == [one]


def test_name_says_nothing_of_anybody() -> None:
    one = make_application(applicant=make_user(display_name="Zélie"))
    assert "Zélie" not in str(one)
    assert str(one).startswith("candidature du")


def test_edit_of_the_listing_keeps_the_places_taken() -> None:
    internship = make_internship(places=2)
    make_application(internship=internship, state=ApplicationState.ACCEPTED)
    # Loaded before the acceptance.
    internship.title, internship.places = "Autre titre", 1
    internship.places_taken = 0
    internship.save_edit(read=internship.revision)
    internship.refresh_from_db()
    assert (internship.places, internship.places_taken) == (1, 1)
