"""What one reads of a meetup that was called off, and who no longer hosts it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from events.actions import Refused, cancel_meetup, invite_host, register
from events.models import MeetupHost
from portal.contact import actions as contact
from portal.moderation.enums import State
from tests.events.factories import begin, make_meetup
from tests.factories import make_user


@pytest.mark.django_db
def test_a_seat_of_a_cancelled_meetup_is_worth_nothing_anywhere(client: Client) -> None:
    meetup, member = make_meetup(), make_user()
    register(meetup=meetup, by=member)
    cancel_meetup(meetup=meetup, by=None, reason="Salle fermée.")
    client.force_login(member)

    with pytest.raises(Refused, match="closes"):
        register(meetup=meetup, by=member)
    dashboard = client.get(reverse("shell:dashboard")).content.decode()
    page = client.get(meetup.get_absolute_url()).content.decode()

    assert "annulée" in dashboard
    assert "place confirmée" not in dashboard
    assert "votre place" not in page


@pytest.mark.django_db
@pytest.mark.parametrize("why", ["block", "leave"])
def test_a_host_who_is_gone_closes_the_list_with_the_same_words(why: str) -> None:
    host, member = make_user(), make_user()
    meetup = make_meetup(host=host)
    if why == "block":
        contact.block(by=host, whom=member)
    else:
        host.leaving_since = timezone.now()
        host.save()

    with pytest.raises(Refused, match="Les inscriptions sont closes"):
        register(meetup=meetup, by=member)


@pytest.mark.django_db
def test_whoever_is_leaving_takes_no_seat() -> None:
    meetup, member = make_meetup(), make_user(leaving_since=timezone.now())

    with pytest.raises(Refused, match="demandé à partir"):
        register(meetup=meetup, by=member)


@pytest.mark.django_db
def test_a_block_takes_the_invitation_to_host_back() -> None:
    host, asked = make_user(), make_user()
    meetup = make_meetup(host=host)
    invite_host(meetup=meetup, by=host, member=asked)

    contact.block(by=asked, whom=host)

    assert not MeetupHost.objects.filter(member=asked).exists()


@pytest.mark.django_db
def test_past_meetups_offer_months_gone_by(client: Client) -> None:
    page = client.get(reverse("events:meetups_past")).content.decode()
    this_month = timezone.localdate().replace(day=1)
    before = (this_month - timedelta(days=1)).strftime("%Y-%m")

    assert f'value="{before}"' in page


@pytest.mark.django_db
@pytest.mark.parametrize("how", ["cancelled", "past"])
def test_a_meetup_that_is_over_keeps_its_page(client: Client, how: str) -> None:
    host = make_user()
    meetup = make_meetup(host=host)
    if how == "cancelled":
        cancel_meetup(meetup=meetup, by=host, reason="Salle fermée.")
    else:
        begin(meetup)
    client.force_login(host)
    address = reverse("events:meetup_edit", args=[meetup.pk])
    answer = client.get(address)

    assert answer["Location"] == meetup.get_absolute_url()
    client.post(address, {"title": "Autre"})
    meetup.refresh_from_db()
    assert meetup.state == State.APPROVED
