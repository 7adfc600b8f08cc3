import re
from typing import Any

import pytest
from django.core import mail
from django.core.signing import Signer
from django.test import Client
from django.utils import timezone

from portal.notifications import stopping, topics
from portal.notifications.enums import Rhythm
from portal.notifications.models import MailChoice
from tests.factories import make_user
from tests.portal.notifications.factories import TOPIC, choose, tell

pytestmark = pytest.mark.django_db
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def rhythms(member: Any) -> dict[str, str]:
    return MailChoice.objects.of(member).rhythms()


def test_link_of_a_mail_asks_then_stops_without_a_session(client: Client) -> None:
    member, other = make_user(), make_user()
    tell(member, mail="notification")
    link = re.search(r"/courriels/stop/\S+", str(mail.outbox[0].body))
    assert link
    page = client.get(link[0])
    assert "Vos publications" in page.content.decode()
    assert member.email not in page.content.decode()
    assert member.display_name not in page.content.decode()
    assert rhythms(member) == {}

    done = client.post(link[0])
    assert "C’est arrêté" in done.content.decode()
    assert (rhythms(member), rhythms(other)) == ({TOPIC: Rhythm.NEVER}, {})
    tell(member, mail="notification")
    assert len(mail.outbox) == 1


def test_mail_reader_stops_by_itself_without_token_cookie_or_redirect() -> None:
    member = make_user()
    strict = Client(enforce_csrf_checks=True)
    for _ in range(2):
        response = strict.post(stopping.path(member, TOPIC), ONE_CLICK)
        assert response.status_code == 200

    assert rhythms(member) == {TOPIC: Rhythm.NEVER}
    assert MailChoice.objects.count() == 1
    assert not response.cookies


def test_letter_of_the_week_stops_for_every_topic_of_it() -> None:
    member = make_user()
    choose(member, Rhythm.WEEKLY)
    choose(member, Rhythm.NOW, topic="mentorat")
    Client().post(stopping.path(member, topics.WEEKLY_LETTER), ONE_CLICK)

    assert rhythms(member) == {TOPIC: Rhythm.NEVER, "mentorat": Rhythm.NOW}


def test_whoever_is_signed_in_stops_for_the_member_of_the_mail(client: Client) -> None:
    member, reader = make_user(), make_user()
    client.force_login(reader)
    client.post(stopping.path(member, TOPIC))

    assert (rhythms(member), rhythms(reader)) == ({TOPIC: Rhythm.NEVER}, {})


@pytest.mark.parametrize(
    "change",
    [
        lambda token, other: token[:-1] + ("A" if token[-1] != "A" else "B"),
        lambda token, other: token.replace(token.split(".")[0], str(other), 1),
        lambda token, other: token.replace(TOPIC, "mentorat"),
        lambda token, other: "x",
        lambda token, other: "é.publications.x",
        lambda token, other: Signer(sep=".").sign(f"{other}.{TOPIC}"),
        lambda token, other: token * 40,
    ],
)
def test_address_that_was_not_given_out_leads_nowhere(client: Client, change: Any) -> None:
    member, other = make_user(), make_user()
    token = stopping.path(member, TOPIC).split("/")[-2]
    address = f"/courriels/stop/{change(token, other.pk)}/"

    assert client.get(address).status_code == 404
    assert client.post(address, ONE_CLICK).status_code == 404
    assert not MailChoice.objects.exists()


def test_what_cannot_be_refused_has_no_address(client: Client) -> None:
    assert client.post(stopping.path(make_user(), "compte")).status_code == 404


@pytest.mark.parametrize("gone", ["erased", "suspended", "leaving"])
def test_member_who_has_gone_looks_like_one_who_stopped(client: Client, gone: str) -> None:
    member, stopped = make_user(), make_user()
    choose(stopped, Rhythm.NEVER)
    address = stopping.path(member, TOPIC)
    if gone == "erased":
        member.delete()
    elif gone == "suspended":
        type(member).objects.filter(pk=member.pk).update(is_active=False)
    else:
        type(member).objects.filter(pk=member.pk).update(leaving_since=timezone.now())
    known = stopping.path(stopped, TOPIC)
    expected = client.get(known).content.replace(known.encode(), b"-")

    for response in (client.get(address), client.post(address, ONE_CLICK)):
        assert response.status_code == 200
        assert response.content.replace(address.encode(), b"-") == expected
    assert MailChoice.objects.count() == 1


def test_topic_that_the_site_has_no_more_has_stopped(client: Client) -> None:
    response = client.post(stopping.path(make_user(), "disparu"), ONE_CLICK)

    assert "C’est arrêté" in response.content.decode()
    assert not MailChoice.objects.exists()


def test_address_is_neither_kept_nor_indexed(client: Client) -> None:
    response = client.get(stopping.path(make_user(), TOPIC))

    assert "no-store" in response["Cache-Control"]
    assert 'name="robots" content="noindex"' in response.content.decode()
