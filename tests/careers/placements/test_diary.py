"""The hours diary on its page: private, without overlaps, sent once."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from careers.models import HoursEntry, Placement
from tests.careers.placements.factories import host, make_placement
from tests.careers.placements.test_placement import signed_in
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def address(placement: Placement) -> str:
    return f"{placement.get_absolute_url()}heures/"


def line(**changes: Any) -> dict[str, Any]:
    yesterday = timezone.localdate() - timedelta(days=1)
    return {
        "day": yesterday.isoformat(), "start": "09:00", "end": "18:00", "break_minutes": "60",
        "note": "Décor de nuit", "creation_key": str(uuid4()), **changes,
    }  # fmt: skip


def test_a_line_is_noted_once_however_often_it_is_sent() -> None:
    placement = make_placement(begun=10)
    client, data = signed_in(placement.person), line()
    assert [client.post(address(placement), data).status_code for _twice in range(2)] == [302, 302]
    [one] = HoursEntry.objects.all()
    assert one.worked_label == "8\u00a0h"
    page = client.get(address(placement)).content.decode()
    assert "Décor de nuit" in page


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"start": "17:59", "end": "20:00"}, "en croisent d’autres"),
        ({"start": "08:00", "end": "08:00"}, "Le début et la fin ne sont pas à la même heure."),
        ({"break_minutes": "601"}, "600"),
        ({"start": "19:00", "end": "20:00", "break_minutes": "60"}, "Les pauses durent plus"),
        ({"end": "midi"}, "heure valide"),
        ({"note": "x" * 301}, "300"),
    ],
)
def test_what_cannot_be_is_said_and_kept(changes: dict[str, str], said: str) -> None:
    placement = make_placement(begun=10)
    client = signed_in(placement.person)
    client.post(address(placement), line())
    answer = client.post(address(placement), line(note="Le mien") | changes)
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert HoursEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("days", "said"),
    [(1, "pas encore venu"), (-11, "avant le premier jour")],
)
def test_only_days_of_the_internship_that_have_come(days: int, said: str) -> None:
    placement = make_placement(begun=10)
    day = timezone.localdate() + timedelta(days=days)
    answer = signed_in(placement.person).post(address(placement), line(day=day.isoformat()))
    assert said in answer.content.decode()
    assert not HoursEntry.objects.exists()


def test_a_line_past_midnight_crosses_the_next_morning() -> None:
    placement = make_placement(begun=10)
    client = signed_in(placement.person)
    client.post(address(placement), line(start="20:00", end="02:00"))
    today = timezone.localdate().isoformat()
    client.post(address(placement), line(day=today, start="01:00", end="03:00"))
    assert HoursEntry.objects.count() == 1
    client.post(address(placement), line(day=today, start="02:00", end="03:00", break_minutes="0"))
    assert HoursEntry.objects.count() == 2


def test_a_line_is_mended_without_meeting_itself_then_deleted() -> None:
    placement = make_placement(begun=10)
    client = signed_in(placement.person)
    client.post(address(placement), line())
    one = HoursEntry.objects.get()
    client.post(f"{address(placement)}{one.pk}/corriger/", line(end="17:00"))
    one.refresh_from_db()
    assert one.worked_label == "7\u00a0h"
    client.post(f"{address(placement)}{one.pk}/effacer/")
    assert not HoursEntry.objects.exists()


def test_nobody_else_reads_them() -> None:
    placement = make_placement(begun=10)
    signed_in(placement.person).post(address(placement), line())
    one = HoursEntry.objects.get()
    for user in (host(placement), make_user()):
        client = signed_in(user)
        for path in ("", "fichier/", f"{one.pk}/corriger/"):
            assert client.get(address(placement) + path).status_code == 404
        assert client.post(f"{address(placement)}{one.pk}/effacer/").status_code == 404
        assert client.post(address(placement), line()).status_code == 404
    page = signed_in(host(placement)).get(placement.get_absolute_url()).content.decode()
    assert "heures/" not in page
    assert HoursEntry.objects.count() == 1


def test_one_s_line_does_not_open_under_another_placement() -> None:
    first, other = make_placement(begun=10), make_placement(begun=10)
    signed_in(first.person).post(address(first), line())
    one = HoursEntry.objects.get()
    answer = signed_in(other.person).get(f"{address(other)}{one.pk}/corriger/")
    assert answer.status_code == 404


def test_the_file_holds_the_lines_and_no_formula() -> None:
    placement = make_placement(begun=10)
    client = signed_in(placement.person)
    client.post(address(placement), line(note="=1+1"))
    text = client.get(f"{address(placement)}fichier/").content.decode()
    assert "09:00,18:00,60" in text
    assert ",=1+1" not in text


def test_what_the_agreement_says_of_nights_is_used() -> None:
    placement = make_placement(begun=10)
    client = signed_in(placement.person)
    client.post(address(placement), line(start="20:00", end="23:00", break_minutes="0"))
    assert "la convention n’en dit rien" in client.get(address(placement)).content.decode()
    placement.agreement.host_items["nights"] = "oui"
    placement.agreement.save()
    assert "Travail de nuit" not in client.get(address(placement)).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_much_for_three_lines_as_for_one(
    count: int, django_assert_num_queries: Any
) -> None:
    placement = make_placement(begun=10)
    client = signed_in(placement.person)
    for number in range(count):
        day = (timezone.localdate() - timedelta(days=number)).isoformat()
        client.post(address(placement), line(day=day))
    client.get(address(placement))
    with django_assert_num_queries(6):
        client.get(address(placement))
