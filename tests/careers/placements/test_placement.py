"""What begins with a yes, who sees it, when it ends."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from careers.applications import actions as application_actions
from careers.applications import answers as application_answers
from careers.models import Agreement, Application, LearningEntry, Placement
from careers.placements import actions as placement_actions
from careers.placements import tick as placement_tick
from careers.placements.enums import PlacementState
from portal.accounts.models import User
from portal.contact.models import Block
from portal.notifications.models import Notification
from tests.careers.applications.factories import add_colleague, make_application
from tests.careers.placements.factories import host, make_placement
from tests.factories import make_moderator, make_user

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_yes_makes_the_placement_with_what_the_listing_says() -> None:
    placement = make_placement(title="Stage régie", tutor_name="Camille Martin")
    listing = placement.application.internship
    assert listing
    assert placement.person == placement.application.applicant
    assert placement.organisation == listing.organisation
    for name in ("title", "starts_on", "ends_on", "weekly_hours", "hourly_pay", "tutor_name"):
        assert getattr(placement, name) == getattr(listing, name)
    assert listing.role
    assert placement.role_name == listing.role.title
    assert placement.agreement.host_items["activities"] == listing.missions
    assert placement.agreement.intern_items["skills"] == listing.learning


def test_a_no_makes_none() -> None:
    make_application(state="declined")  # type: ignore[arg-type]
    assert not Placement.objects.exists()


def test_beginning_twice_makes_one() -> None:
    placement = make_placement()
    again = placement_actions.begin(placement.application, now=timezone.now())
    assert again == placement
    assert (Placement.objects.count(), Agreement.objects.count()) == (1, 1)


def test_only_an_internship_has_an_agreement() -> None:
    placement = make_placement(kind="cddu")
    assert not Agreement.objects.exists()
    page = signed_in(placement.person).get(placement.get_absolute_url())
    assert "Ce n’est pas un stage conventionné" in page.content.decode()
    address = f"{placement.get_absolute_url()}convention/"
    assert signed_in(placement.person).get(address).status_code == 404


@pytest.mark.parametrize(
    ("offset", "expected"),
    [
        (-1, PlacementState.AHEAD),
        (0, PlacementState.RUNNING),
        (60, PlacementState.RUNNING),
        (61, PlacementState.OVER),
    ],
)
def test_its_state_follows_from_its_dates(offset: int, expected: PlacementState) -> None:
    placement = make_placement()
    assert placement.starts_on
    today = placement.starts_on + timedelta(days=offset)
    assert placement.state(today=today) == expected


def test_a_place_given_back_ends_it() -> None:
    placement = make_placement()
    application_actions.withdraw(application=placement.application, by=placement.person)
    placement = Placement.objects.get()
    assert placement.state() == PlacementState.OFF
    assert not Placement.objects.standing().exists()
    page = signed_in(placement.person).get(placement.get_absolute_url())
    assert "Ce stage est annulé" in page.content.decode()


def test_a_cancelled_one_is_no_longer_written() -> None:
    placement = make_placement()
    who = host(placement)
    application_answers.cancel(applications=[placement.application], by=who, reason="project")
    client = signed_in(placement.person)
    address = f"{placement.get_absolute_url()}convention/"
    answer = client.post(address, {"revision": "1", "school": "Lycée Lumière"})
    assert "ne se modifie plus" in answer.content.decode()
    assert "school" not in Agreement.objects.get().intern_items
    client.post(
        f"{address}signer/", {"side": "intern", "signed_on": timezone.localdate(), "read": "1-1"}
    )
    assert Agreement.objects.get().signatures.count() == 0


def test_both_sides_see_it_and_nobody_else() -> None:
    placement = make_placement()
    colleague = add_colleague(placement.application)
    seen = {
        "intern": placement.person,
        "host": host(placement),
        "colleague": colleague,
        "stranger": make_user(),
        "moderator": make_moderator(),
    }
    found = {name: Placement.objects.visible_to(user).exists() for name, user in seen.items()}
    assert found == {
        "intern": True, "host": True, "colleague": True, "stranger": False, "moderator": False,
    }  # fmt: skip
    addresses = ["", "convention/", "convention/imprimer/"]
    for name in ("intern", "host", "stranger"):
        client = signed_in(seen[name])
        expected = 200 if found[name] else 404
        for path in addresses:
            address = placement.get_absolute_url() + path
            assert client.get(address).status_code == expected, (name, path)


def test_whoever_is_blocked_does_not_see_it_while_colleagues_do() -> None:
    placement = make_placement()
    who, colleague = host(placement), add_colleague(placement.application)
    Block.objects.create(blocker=placement.person, blocked=who)
    assert not Placement.objects.visible_to(who).exists()
    assert Placement.objects.visible_to(colleague).exists()


def test_strangers_cannot_write(client: Client) -> None:
    placement = make_placement()
    client.force_login(make_user())
    for path in ("convention/", "convention/signer/"):
        answer = client.post(placement.get_absolute_url() + path, {"revision": "1"})
        assert answer.status_code == 404


def test_it_is_listed_on_both_sides_own_page() -> None:
    placement = make_placement()
    for user in (placement.person, host(placement)):
        for address in ("/mon-espace/", "/mon-espace/stages/"):
            page = signed_in(user).get(address).content.decode()
            assert f'href="{placement.get_absolute_url()}"' in page
    page = signed_in(make_user()).get("/mon-espace/stages/").content.decode()
    assert "Aucun stage accepté" in page


def test_the_letter_of_the_yes_leads_there() -> None:
    placement = make_placement()
    address = placement.application.get_absolute_url()
    page = signed_in(placement.person).get(address).content.decode()
    assert f'href="{placement.get_absolute_url()}"' in page
    page = signed_in(host(placement)).get(placement.application.received_url()).content.decode()
    assert f'href="{placement.get_absolute_url()}"' in page


def test_those_accepted_before_get_theirs_once() -> None:
    make_placement()
    Placement.objects.all().delete()
    assert placement_actions.make_missing(now=timezone.now()) == 1
    assert placement_actions.make_missing(now=timezone.now()) == 0
    assert Agreement.objects.count() == 1


def test_both_sides_are_reminded_once_a_week_before() -> None:
    placement = make_placement()
    assert placement.starts_on
    Notification.objects.all().delete()
    noon = timezone.now() + (placement.starts_on - timezone.localdate()) * 1
    assert placement_tick.remind(now=noon - timedelta(days=8)) == 0
    assert placement_tick.remind(now=noon - timedelta(days=7)) == 1
    assert placement_tick.remind(now=noon - timedelta(days=6)) == 0
    told = {one.member for one in Notification.objects.all()}
    assert told == {placement.person, host(placement)}


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "vacances"},
        {"weekly_hours": 49},
        {"hourly_pay": -1},
        {"ends_on": "2020-01-01"},
    ],
)
def test_the_database_holds_its_bounds(values: dict[str, Any]) -> None:
    make_placement()
    with pytest.raises(IntegrityError), transaction.atomic():
        Placement.objects.update(**values)


def test_it_goes_with_the_account_of_the_person() -> None:
    placement = make_placement()
    placement.learning.create(day=timezone.localdate(), text="Zinzolin")
    # By hand, in the administration: the next run takes the rest.
    placement.person.delete()
    placement_tick.run(now=timezone.now())
    assert not Placement.objects.exists()
    assert not LearningEntry.objects.exists()
    assert Application.objects.get().applicant is None
