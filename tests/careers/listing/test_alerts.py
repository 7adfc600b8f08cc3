"""Alerts: what a kept search finds is told once, at the rhythm chosen, to those who are there."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.test import Client
from django.utils import timezone

from careers import tick
from careers.enums import AlertRhythm
from careers.listing import alerts, criteria
from careers.listing.trades import Trades
from careers.models import SavedSearch, ToldInternship
from careers.tasks import tell_published
from portal.accounts.models import User
from portal.moderation.enums import State
from portal.notifications.models import MailChoice, Notification
from tests.factories import make_department, make_internship, make_role, make_user

pytestmark = pytest.mark.django_db
# A Wednesday, at noon.
NOON = datetime(2026, 11, 25, 12, tzinfo=timezone.get_default_timezone())


def keep(
    member: User, query: str = "departement=image", rhythm: str = AlertRhythm.INSTANT
) -> SavedSearch:
    asked = criteria.read(QueryDict(query), Trades())
    return alerts.save_search(by=member, asked=asked, rhythm=rhythm)


@pytest.fixture
def image() -> Any:
    return make_role(slug="cadreur", department=make_department(slug="image", label="Image"))


def told(member: User) -> list[str]:
    found = Notification.objects.filter(member=member, topic="alertes").order_by("pk")
    return [one.text.replace("\u00a0", " ") for one in found]


def letters(address: str) -> list[Any]:
    return [one for one in mail.outbox if one.to == [address]]


def test_an_instant_alert_is_told_once_when_it_is_published(image: Any) -> None:
    member = make_user(email="cherche@example.org")
    keep(member)
    keep(member, "q=documentaire")
    other = make_internship(title="Stage ailleurs")
    keep(make_user(), "departement=regie&duree=longue")
    found = make_internship(role=image, title="Stage image, documentaire")

    for listing in (other, found, found):
        tell_published.func(listing.pk)
    tick.run(now=timezone.now())

    assert told(member) == ["Un stage répond à votre recherche (Image) : Stage image, documentaire"]
    [sent] = letters("cherche@example.org")
    assert sent.subject == "Un stage pour votre recherche"
    assert found.get_absolute_url() in sent.body
    assert "Stage ailleurs" not in sent.body
    assert ToldInternship.objects.filter(member=member).count() == 1


def test_nothing_is_told_before_the_approval(image: Any) -> None:
    member = make_user()
    keep(member)
    waiting = make_internship(role=image, state=State.SUBMITTED)

    tell_published.func(waiting.pk)
    tick.run(now=timezone.now())

    assert told(member) == []


def test_a_daily_alert_gathers_a_day_and_a_weekly_one_a_week(image: Any) -> None:
    daily, weekly = make_user(), make_user()
    with time_machine.travel(NOON, tick=False):
        keep(daily, rhythm=AlertRhythm.DAILY)
        keep(weekly, rhythm=AlertRhythm.WEEKLY)
    with time_machine.travel(NOON + timedelta(hours=2), tick=False):
        for number in range(3):
            make_internship(role=image, title=f"Stage {number}")
        tick.run(now=timezone.now())
    assert (told(daily), told(weekly)) == ([], [])

    for _again in range(2):
        with time_machine.travel(NOON + timedelta(hours=20), tick=False):
            tick.run(now=timezone.now())
    assert told(daily) == ["3 stages répondent à votre recherche : Image"]
    assert told(weekly) == []

    # Monday was missed: Tuesday tells.
    with time_machine.travel(NOON + timedelta(days=6), tick=False):
        make_internship(role=image, title="Stage du mardi")
        tick.run(now=timezone.now())
    assert told(weekly) == ["4 stages répondent à votre recherche : Image"]
    assert len(told(daily)) == 2


def test_nothing_is_missed_when_tick_did_not_run_for_three_days(image: Any) -> None:
    daily, instant = make_user(), make_user()
    with time_machine.travel(NOON, tick=False):
        keep(daily, rhythm=AlertRhythm.DAILY)
        keep(instant)
    for days in (1, 2, 3):
        with time_machine.travel(NOON + timedelta(days=days), tick=False):
            # Its worker was down as well: nobody tells at once.
            make_internship(role=image, title=f"Jour {days}")
    with time_machine.travel(NOON + timedelta(days=3, hours=1), tick=False):
        tick.run(now=timezone.now())

    assert told(daily) == told(instant) == ["3 stages répondent à votre recherche : Image"]


def test_what_was_there_before_the_search_is_no_news(image: Any) -> None:
    with time_machine.travel(NOON - timedelta(days=2), tick=False):
        make_internship(role=image)
    member = make_user()
    with time_machine.travel(NOON, tick=False):
        keep(member)
        tick.run(now=timezone.now())

    assert told(member) == []


def test_a_listing_that_comes_back_from_review_is_told_once_and_again_to_others(
    image: Any,
) -> None:
    from portal.moderation.actions import decide
    from portal.moderation.enums import Outcome
    from tests.factories import make_moderator

    first, second = make_user(), make_user()
    listing = make_internship(title="Stage de régie")
    keep(first, "departement=regie")
    keep(second, "departement=image")
    SavedSearch.objects.update(created_at=NOON - timedelta(days=9), looked_at=NOON)
    tell_published.func(listing.pk)
    listing.role = image
    listing.save_edit(read=listing.revision)
    decide(listing, by=make_moderator(), revision=listing.revision, outcome=Outcome.APPROVED)
    tell_published.func(listing.pk)
    tick.run(now=timezone.now())

    assert len(told(first)) == len(told(second)) == 1


def test_one_s_own_listings_are_no_news(image: Any) -> None:
    author = make_user()
    keep(author)
    listing = make_internship(role=image, author=author)

    tell_published.func(listing.pk)

    assert told(author) == []


def test_nothing_is_told_to_who_is_leaving(image: Any) -> None:
    leaving = make_user()
    keep(leaving)
    User.objects.filter(pk=leaving.pk).update(leaving_since=timezone.now())
    listing = make_internship(role=image)

    tell_published.func(listing.pk)
    tick.run(now=timezone.now())

    assert told(leaving) == []
    assert not ToldInternship.objects.exists()


def test_the_choice_of_mails_is_kept(image: Any) -> None:
    quiet = make_user(email="calme@example.org")
    MailChoice.objects.choose(quiet, {"alertes": "never"})
    keep(quiet)
    tell_published.func(make_internship(role=image).pk)

    assert len(told(quiet)) == 1
    assert not letters("calme@example.org")


def test_a_long_list_is_cut_in_the_mail(image: Any) -> None:
    member = make_user(email="long@example.org")
    with time_machine.travel(NOON, tick=False):
        keep(member, rhythm=AlertRhythm.DAILY)
    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        for number in range(alerts.LISTED + 2):
            make_internship(role=image, title=f"Numéro {number}")
    with time_machine.travel(NOON + timedelta(days=1), tick=False):
        tick.run(now=timezone.now())

    [sent] = letters("long@example.org")
    assert "Et 2 autres dans la liste." in sent.body
    assert "/stages/?departement=image&tri=recent" in sent.body
    assert ToldInternship.objects.count() == alerts.LISTED + 2


def test_who_was_told_is_forgotten_long_after_the_deadline(image: Any) -> None:
    member = make_user()
    keep(member)
    listing = make_internship(role=image)
    tell_published.func(listing.pk)
    over = timezone.now() + timedelta(days=30) + alerts.FORGET_AFTER

    assert alerts.forget(now=over) == 0
    assert alerts.forget(now=over + timedelta(days=2)) == 1


# --- Keeping ---------------------------------------------------------------------------


def test_the_same_search_is_kept_once_whatever_its_spelling() -> None:
    member = make_user()
    make_department(slug="image", label="Image")
    make_role(slug="r", department=make_department(slug="image"))
    first = keep(member, "region=Corse&departement=image&q=Régie&rien=1")
    second = keep(member, "q=régie&departement=image&region=corse&departement=image", "weekly")

    assert first.pk == second.pk
    assert SavedSearch.objects.get().rhythm == "weekly"
    assert SavedSearch.objects.get().query == "q=r%C3%A9gie&departement=image&region=Corse"


def test_ten_searches_at_most() -> None:
    member = make_user()
    for number in range(SavedSearch.MOST):
        keep(member, f"q=mot{number}")
    client = Client()
    client.force_login(member)

    answer = client.post("/stages/alertes/creer/", {"criteres": "q=onze"})

    assert "le maximum" in answer.text
    assert SavedSearch.objects.count() == SavedSearch.MOST
    # A place freed is taken again.
    SavedSearch.objects.filter(place=4).delete()
    assert keep(member, "q=onze").place == 4


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("saved_search_at_most", {"place": 11}),
        ("saved_search_at_most", {"place": 0}),
        ("saved_search_asks", {"query": ""}),
        ("saved_search_rhythm_known", {"rhythm": "hourly"}),
        ("place", {"place": 1, "query": "q=autre"}),
        ("query", {"place": 2, "query": "q=a"}),
    ],
)
def test_database_refuses(constraint: str, values: dict[str, Any]) -> None:
    member = make_user()
    keep(member, "q=a")
    good = {"place": 2, "query": "q=b", "rhythm": AlertRhythm.DAILY}

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        SavedSearch.objects.create(member=member, **(good | values))
    SavedSearch.objects.create(member=member, **(good | {"place": 10}))


def test_pages_of_the_alerts(client: Client) -> None:
    member = make_user()
    client.force_login(member)
    assert "Aucune recherche gardée" in client.get("/stages/alertes/").text
    assert "Il manque un critère" in client.get("/stages/alertes/creer/?q=").text
    assert "Bretagne" in client.get("/stages/alertes/creer/?region=Bretagne").text

    done = client.post("/stages/alertes/creer/", {"criteres": "region=Bretagne"}, follow=True)
    assert done.redirect_chain[-1][0] == "/stages/alertes/"
    assert "Bretagne" in done.text
    search = SavedSearch.objects.get()
    assert search.rhythm == AlertRhythm.DAILY
    client.post(f"/stages/alertes/{search.pk}/", {"rhythm": "weekly"})
    client.post(f"/stages/alertes/{search.pk}/", {"rhythm": "nope"})
    search.refresh_from_db()
    assert search.rhythm == "weekly"

    client.force_login(make_user())
    assert client.post(f"/stages/alertes/{search.pk}/", {"rhythm": "now"}).status_code == 404
    assert client.post(f"/stages/alertes/{search.pk}/supprimer/").status_code == 404
    client.force_login(member)
    client.post(f"/stages/alertes/{search.pk}/supprimer/")
    assert not SavedSearch.objects.exists()


@pytest.mark.parametrize(
    "criteres", ["", "region=Atlantide", "q=" + "x" * 5000, "%00", "pres=xyzt"]
)
def test_a_search_that_asks_nothing_is_not_kept(client: Client, criteres: str) -> None:
    client.force_login(make_user())
    answer = client.post("/stages/alertes/creer/", {"criteres": criteres})

    assert answer.status_code == 200
    assert not SavedSearch.objects.exists()
