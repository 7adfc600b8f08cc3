"""What is told to everybody who waits costs as many statements for a crowd as for a few."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from careers.applications import answers, waits
from careers.applications.enums import ApplicationState, CancelReason
from careers.models import Application, Internship
from careers.placements import terms_actions
from portal.accounts.actions import erase_member
from portal.notifications.models import Notification, OutgoingMail
from tests.careers.applications.factories import make_application
from tests.factories import make_internship, make_user

pytestmark = pytest.mark.django_db
FEW, MANY = 2, 12


@pytest.fixture(autouse=True)
def _outbox(settings: Any) -> None:
    settings.EMAIL_BACKEND = "portal.notifications.outbox.OutboxBackend"


def erase_host(internship: Internship) -> None:
    erase_member(member=internship.author)


def take_the_last_place(internship: Internship) -> None:
    first = Application.objects.filter(internship=internship).order_by("pk")[0]
    answers.accept(application=first, by=internship.author)


def tell_withdrawn(internship: Internship) -> None:
    Internship.objects.filter(pk=internship.pk).update(state="withdrawn")
    terms_actions.tell_waiting(internship.pk, now=timezone.now())


def hold(internship: Internship) -> None:
    waits.hold(internship, now=timezone.now())


def hold_and_resume(internship: Internship) -> None:
    hold(internship)
    waits.resume(internship, now=timezone.now())


@pytest.mark.parametrize(
    ("act", "times"),
    [
        (erase_host, 1),
        (take_the_last_place, 1),
        (tell_withdrawn, 1),
        (hold, 1),
        (hold_and_resume, 2),
    ],
)
def test_a_crowd_is_told_in_as_many_statements_as_a_few(
    act: Callable[[Internship], None], times: int
) -> None:
    found = []
    # The first fills what the process keeps from one request to the next.
    for number in (FEW, FEW, MANY):
        internship = make_internship(author=make_user(), places=1)
        sent = [make_application(internship=internship) for _ in range(number)]
        Notification.objects.all().delete()
        OutgoingMail.objects.all().delete()
        with CaptureQueriesContext(connection) as queries:
            act(internship)
        found.append(len(queries))
        told = list(Notification.objects.order_by("pk").values_list("member", flat=True))
        assert told == [one.applicant_id for one in sent] * times
        assert OutgoingMail.objects.count() == number * times

    assert found[1] == found[2]


def test_each_of_a_crowd_keeps_what_was_its_own() -> None:
    internship = make_internship(places=2)
    author = internship.author
    read = make_application(internship=internship, state=ApplicationState.READ)
    studied = make_application(internship=internship, state=ApplicationState.STUDIED)
    answers.study(application=studied, by=author, note="Parlons-nous lundi.")
    Application.objects.filter(pk=studied.pk).update(note_hidden_at=timezone.now(), revision=7)
    accepted = make_application(internship=internship, state=ApplicationState.ACCEPTED)
    said = accepted.answered_at
    now = timezone.now()
    erase_member(member=author, now=now)

    for one in (read, studied, accepted):
        one.refresh_from_db()
        assert (one.state, one.reason) == (ApplicationState.CANCELLED, CancelReason.CLOSED)
        assert one.closed_at == now
    assert (read.answered_at, accepted.answered_at) == (now, said)
    assert (studied.revision, read.revision) == (8, 2)
    # The word is the one that moderators hid.
    assert studied.note_hidden_at is not None
    assert studied.note == "Parlons-nous lundi."
