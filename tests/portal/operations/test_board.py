"""The page of the administration that says how the site is doing."""

import html
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from portal.operations import measures
from portal.operations import tick as operations_tick
from portal.operations.enums import Job
from portal.operations.models import Beat
from tests.consistency.world import secure
from tests.factories import make_moderator, make_user

pytestmark = pytest.mark.django_db


def administrator() -> Client:
    user, client = make_user(is_superuser=True, is_staff=True), Client()
    secure(user)
    client.force_login(user)
    return client


def page(client: Client) -> str:
    return html.unescape(client.get(reverse("state")).text)


def test_administrators_read_what_came_round_and_what_waits() -> None:
    now = timezone.now()
    Beat.objects.strike(Job.WORKER, now=now)
    Beat.objects.strike(Job.TICK, now=now - timedelta(hours=3))

    text = page(administrator())

    assert "il y a 3\u00a0h" in text
    assert "jamais" in text  # no backup yet
    assert "Tout répond, 1 ligne à regarder." in text
    assert "Go libres" in text


def test_nothing_late_is_said() -> None:
    for job in Job:
        Beat.objects.strike(job, now=timezone.now())

    assert "Tout répond, rien n’est en retard." in page(administrator())


def test_slow_routes_are_shown_when_they_are_measured(settings: Settings) -> None:
    client = administrator()
    assert "METRICS_TOKEN" in page(client)
    settings.METRICS_TOKEN = "x" * 20
    measures.request(route="shell:slowest_of_all", method="GET", status=200, seconds=4)
    measures.request(route="shell:slowest_of_all", method="GET", status=200, seconds=40)

    text = page(client)

    assert "shell:slowest_of_all" in text
    assert "22\u00a0s" in text
    assert "plus de 5\u00a0s" in text


def test_the_first_page_of_the_administration_leads_there() -> None:
    assert reverse("state") in administrator().get("/admin/").text


def test_moderators_and_members_do_not_read_it() -> None:
    moderator, member = make_moderator(), make_user()
    secure(moderator)
    for user, statuses in ((moderator, {403}), (member, {302, 403})):
        client = Client()
        client.force_login(user)
        assert client.get(reverse("state")).status_code in statuses
    assert Client().get(reverse("state")).status_code == 302


def test_tick_leaves_its_beat() -> None:
    call_command("tick", verbosity=0)
    call_command("tick", verbosity=0)

    beat = Beat.objects.get(job=Job.TICK)
    assert timezone.now() - beat.at < timedelta(minutes=1)


@pytest.mark.parametrize("wrong", [{"job": "lunch"}, {"seconds": -1}])
def test_the_database_refuses_a_beat_that_means_nothing(wrong: dict[str, object]) -> None:
    fields = {"job": Job.TICK, "at": timezone.now()} | wrong
    with pytest.raises(IntegrityError), transaction.atomic():
        Beat.objects.create(**fields)


def test_each_day_forgets_what_the_cache_has_let_go() -> None:
    cache.set("fini", "x", 60)
    cache.set("garde", "x", 7200)
    cache_said = operations_tick.run(now=timezone.now() + timedelta(hours=1))
    assert cache_said == "cache\u00a0: 1 entrées oubliées"
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM site_cache")
        assert [key for (key,) in cursor.fetchall()] == [":1:garde"]
