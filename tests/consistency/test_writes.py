"""What one write costs: statements, transactions, and no mail composed while somebody waits.

Loaded, each statement costs as much as rendering a page, and each transaction waits for the disk.
"""

from collections.abc import Callable
from typing import Any
from unittest import mock
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.accounts.models import User
from portal.contact import actions as contact
from portal.notifications.models import OutgoingMail
from tests.careers.applications.factories import make_draft
from tests.events.factories import make_meetup, make_registrations
from tests.factories import make_user

pytestmark = pytest.mark.django_db(transaction=True)
Address = tuple[User, str, dict[str, Any]]


def message() -> Address:
    sender, recipient = make_user(), make_user()
    thread = contact.open_thread(between=(sender, recipient))
    return sender, thread.get_absolute_url(), {"text": "Merci", "creation_key": uuid4()}


def application() -> Address:
    draft = make_draft()
    assert draft.applicant is not None
    return draft.applicant, f"/candidatures/{draft.pk}/envoyer/", {}


def seat() -> Address:
    return make_user(), f"/rencontres/{make_meetup().pk}/inscription/", {}


def seat_given_back() -> Address:
    """Of a full meetup: the first who waits is told."""
    meetup = make_meetup(capacity=1)
    first, _second = make_registrations(meetup, 2)
    return first.member, f"/rencontres/{meetup.pk}/desistement/", {}


# Statements, transactions that write (the mark of the content is one), mails.
COSTS = [
    pytest.param(message, 14, 1, 1, id="message"),
    pytest.param(application, 18, 2, 1, id="application"),
    pytest.param(seat, 11, 2, 0, id="seat"),
    pytest.param(seat_given_back, 15, 2, 1, id="seat given back"),
]


def cost(queries: CaptureQueriesContext) -> tuple[int, int]:
    """Statements and transactions; what SQLite is told of its disk is no question to it."""
    statements = transactions = 0
    inside = False
    for query in queries:
        word = query["sql"].split(maxsplit=1)[0]
        if word in {"BEGIN", "COMMIT"}:
            inside = word == "BEGIN"
            transactions += inside
        elif word != "PRAGMA":
            statements += 1
            transactions += not inside and word in {"INSERT", "UPDATE", "DELETE"}
    return statements, transactions


@pytest.mark.parametrize(("build", "statements", "transactions", "mails"), COSTS)
def test_a_write_costs_no_more(
    settings: Any,
    build: Callable[[], Address],
    statements: int,
    transactions: int,
    mails: int,
) -> None:
    author, address, fields = build()
    settings.EMAIL_BACKEND = "portal.notifications.outbox.OutboxBackend"
    client = Client()
    client.force_login(author)
    with (
        mock.patch("portal.notifications.mails.render_to_string", side_effect=AssertionError),
        mock.patch("portal.notifications.notices.faces", side_effect=AssertionError),
        CaptureQueriesContext(connection) as queries,
    ):
        answer = client.post(address, fields)

    assert answer.status_code == 302
    assert OutgoingMail.objects.exclude(letter="").count() == mails
    asked = [query["sql"] for query in queries]
    found = cost(queries)
    assert found[0] <= statements, asked
    assert found[1] <= transactions, asked
