"""One side of an internship leaves the site: the other keeps its part, and no name."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from careers.models import (
    Agreement,
    Attestation,
    HoursEntry,
    LearningEntry,
    Organisation,
    Placement,
)
from careers.placements import tick as placement_tick
from careers.placements.actions import save_part
from portal.accounts.actions import erase_member
from tests.careers.placements.factories import host, make_placement, make_ready

pytestmark = pytest.mark.django_db


def leave(member: Any) -> None:
    erase_member(member=member, now=timezone.now())


def read(who: Any, address: str) -> str:
    client = Client()
    client.force_login(who)
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def full() -> Placement:
    """Begun, written by both sides, signed, with hours, days and an attestation."""
    placement = make_ready(begun=3)
    intern = placement.person
    type(intern).objects.filter(pk=intern.pk).update(display_name="Alix Zinzolin")
    agreement = placement.agreement
    agreement.intern_items["school"] = "Lycée zinzolin"
    agreement.host_items["activities"] = "Préparer les décors."
    agreement.save()
    agreement.signatures.create(side="host", signed_on=timezone.localdate())
    today = timezone.localdate()
    placement.hours.create(day=today, start="09:00", end="18:00", note="Zinzolin")
    placement.learning.create(day=today, text="Zinzolin")
    placement.attestations.create(
        content={"name": "Alix Zinzolin", "title": "Stage", "skills": [], "entries": []},
        expires_at=timezone.now() + timedelta(days=30),
    )
    return placement


def test_the_organisation_keeps_its_part_when_the_intern_leaves_and_nothing_of_theirs() -> None:
    placement = full()
    writer = host(placement)

    leave(placement.person)

    kept = Placement.objects.get()
    assert kept.intern is None
    assert kept.starts_on == placement.starts_on
    agreement = Agreement.objects.get()
    assert agreement.intern_items == {}
    assert agreement.host_items["activities"] == "Préparer les décors."
    assert agreement.signatures.count() == 1
    for model in (HoursEntry, LearningEntry, Attestation):
        assert not model.objects.exists()
    for page in ("", "convention/", "convention/imprimer/"):
        text = read(writer, f"{placement.get_absolute_url()}{page}")
        assert "zinzolin" not in text.lower()
    assert "Préparer les décors." in text
    assert "Membre supprimé" in text
    assert read(writer, "/mon-espace/stages/")


def test_it_can_still_be_written_and_reminds_nobody_who_left() -> None:
    placement = full()
    writer = host(placement)
    leave(placement.person)
    placement_tick.run(now=timezone.now())
    items = {**Agreement.objects.get().host_items, "activities": "Rendre les décors."}
    save_part(
        placement=placement,
        by=writer,
        items=items,
        terms={"weekly_hours": 32},
        read=Agreement.objects.get().host_revision,
    )
    assert Agreement.objects.get().host_items["activities"] == "Rendre les décors."


def test_what_never_began_goes_whole() -> None:
    placement = make_ready()
    leave(placement.person)
    assert not Placement.objects.exists()
    assert not Agreement.objects.exists()


def test_the_intern_keeps_everything_when_the_organisation_leaves() -> None:
    placement = full()
    intern = placement.person

    leave(host(placement))

    assert not Organisation.objects.exists()
    agreement = Agreement.objects.get()
    assert agreement.intern_items["school"] == "Lycée zinzolin"
    assert agreement.host_items["activities"] == "Préparer les décors."
    assert LearningEntry.objects.exists()
    page = read(intern, f"{placement.get_absolute_url()}convention/imprimer/")
    assert "Préparer les décors." in page
    assert placement.organisation_name in page


@pytest.mark.parametrize(("days", "left"), [(5 * 365, 1), (5 * 365 + 3, 0)])
def test_it_is_forgotten_five_years_after_the_end(days: int, left: int) -> None:
    placement = full()
    still_there = make_placement(begun=3)
    leave(placement.person)
    Placement.objects.update(ends_on=timezone.localdate())

    placement_tick.run(now=timezone.now() + timedelta(days=days))

    assert Placement.objects.filter(intern=None).count() == left
    assert Placement.objects.filter(pk=still_there.pk).exists()
