from datetime import timedelta
from io import StringIO

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from portal.accounts import retention
from portal.notifications.models import OutgoingMail
from portal.operations.models import Beat
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db


def test_tick_forgets_what_is_over_and_keeps_the_rest(client: Client) -> None:
    user = make_user()
    client.post("/compte/login/", {"login": user.email, "password": PASSWORD})
    now = timezone.now()
    OutgoingMail.objects.create(sender="x", sent_at=now - timedelta(days=31))
    kept = OutgoingMail.objects.create(sender="x", sent_at=now - timedelta(days=29))
    for _ in range(2):
        call_command("tick", verbosity=0)
    assert list(OutgoingMail.objects.all()) == [kept]
    assert UserSession.objects.filter(user=user).count() == 1

    call_command("tick", "--now", (now + timedelta(days=31)).isoformat(), verbosity=0)
    assert not Session.objects.exists()
    assert not UserSession.objects.exists()


def test_tick_refuses_what_is_not_a_date() -> None:
    with pytest.raises(CommandError, match="n’est pas une date ISO"):
        call_command("tick", "--now", "demain", stdout=StringIO())


def test_one_floor_that_fails_keeps_no_other_from_its_day(monkeypatch: pytest.MonkeyPatch) -> None:
    session = Session.objects.create(
        session_key="x", session_data="", expire_date=timezone.now() - timedelta(days=1)
    )
    late = OutgoingMail.objects.create(sender="x", sent_at=timezone.now() - timedelta(days=31))

    def fail(**_now: object) -> str:
        raise RuntimeError

    monkeypatch.setattr(retention, "erase_due", fail)
    with pytest.raises(CommandError, match="accounts"):
        call_command("tick", verbosity=0)

    assert not OutgoingMail.objects.filter(pk=late.pk).exists()
    assert not Session.objects.filter(pk=session.pk).exists()
    assert not Beat.objects.exists()
