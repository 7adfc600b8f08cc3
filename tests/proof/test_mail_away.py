"""T10 of RELIABILITY, small: while the post office is closed the site goes on; every mail leaves
once it opens again, and once only."""

import os
import time
from collections import Counter
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from events.models import Meetup, Registration
from portal.notifications.models import OutgoingMail
from tests.portal.accounts.test_limits import request_for
from tests.proof.places import make_members, make_place, sign_in
from tests.proof.relay import PostOffice, free_port

pytestmark = pytest.mark.django_db(transaction=True)
MEMBERS = 300 if os.environ.get("PROOF") else 6
# Half an answer's time is the hashing of a password; the small test runs beside others.
SECONDS = 1.0 if os.environ.get("PROOF") else 5.0


def work() -> None:
    """The worker, as far as there is something to do, as if the next tries were due."""
    DBTaskResult.objects.filter(status=TaskResultStatus.READY).update(run_after=timezone.now())
    call_command("db_worker", batch=True, reload=False, startup_delay=False, verbosity=0)


def test_mails_wait_for_the_post_office_and_leave_once(settings: Any) -> None:
    port = free_port()
    settings.EMAIL_BACKEND = "portal.notifications.outbox.OutboxBackend"
    settings.MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_TIMEOUT = 5
    settings.ACCOUNT_RATE_LIMITS = False
    members = make_members(MEMBERS)
    clients, meetup = sign_in(members), make_place()
    slowest, answers = 0.0, Counter[int]()

    def post(client: Client, *request: Any) -> None:
        nonlocal slowest
        started = time.monotonic()
        answers[client.post(*request).status_code] += 1
        slowest = max(slowest, time.monotonic() - started)

    for member in members:
        post(clients[member.pk], f"/rencontres/{meetup.pk}/inscription/")
    for number in range(MEMBERS):
        post(Client(), *request_for("signup", f"nouvelle{number}@example.org"))
    work()
    work()

    assert set(answers) == {302}
    assert slowest < SECONDS
    assert Registration.objects.filter(meetup=Meetup.objects.get()).count() == MEMBERS
    waiting = OutgoingMail.objects.waiting()
    assert waiting.count() == OutgoingMail.objects.count() == MEMBERS
    assert set(waiting.values_list("attempts", flat=True)) == {2}
    wanted = Counter(waiting.values_list("recipient", flat=True))

    office = PostOffice(port)
    try:
        work()
        work()
    finally:
        office.close()
    assert Counter(str(mail["To"]) for mail in office.mails) == wanted
    assert not waiting.exists()
