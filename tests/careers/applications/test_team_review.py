"""Once a year owners say who still belongs; nobody is removed silently."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from careers import team_review
from careers.enums import MemberRole
from careers.models import Organisation, OrganisationMember
from portal.accounts.models import User
from portal.notifications.models import Notification
from tests.factories import make_organisation, make_user

pytestmark = pytest.mark.django_db
YEAR = timedelta(days=366)


@pytest.fixture
def owner() -> User:
    return make_user()


@pytest.fixture
def house(owner: User) -> Organisation:
    return make_organisation(owner=owner, created_at=timezone.now() - YEAR)


def colleague(house: Organisation) -> User:
    made = make_user()
    OrganisationMember.objects.create(organisation=house, user=made, role=MemberRole.MEMBER)
    return made


def test_owners_are_asked_once_then_reminded_once_and_nobody_goes(
    house: Organisation, owner: User
) -> None:
    colleague(house)
    now = timezone.now()
    for days in (0, 1, 29, 31, 32, 300):
        team_review.run(now=now + timedelta(days=days))

    told = Notification.objects.filter(member=owner).order_by("pk")
    assert [one.url for one in told] == [f"/structures/{house.slug}/equipe/revue/"] * 2
    assert "attend depuis un mois" in told[1].text
    assert house.memberships.count() == 2
    assert Notification.objects.exclude(member=owner).count() == 0


def test_whoever_is_alone_or_new_is_not_asked(house: Organisation) -> None:
    new = make_organisation(owner=make_user())
    colleague(new)

    team_review.run(now=timezone.now())

    assert not Notification.objects.exists()


def test_answer_removes_who_left_and_begins_another_year(
    client: Client, house: Organisation, owner: User
) -> None:
    stays, left = colleague(house), colleague(house)
    now = timezone.now()
    team_review.run(now=now)
    client.force_login(owner)
    address = f"/structures/{house.slug}/equipe/revue/"
    page = client.get(address).text
    assert page.count('type="radio"') == 4

    half = client.post(address, {f"membre-{left.pk}": "non"})
    assert "Répondez pour chaque personne" in half.text
    assert house.memberships.count() == 3
    client.post(address, {f"membre-{left.pk}": "non", f"membre-{stays.pk}": "oui"})

    assert set(house.memberships.values_list("user", flat=True)) == {owner.pk, stays.pk}
    assert Notification.objects.filter(member=left).exists()
    Notification.objects.all().delete()
    team_review.run(now=now + timedelta(days=200))
    assert not Notification.objects.exists()
    team_review.run(now=now + YEAR + timedelta(days=1))
    assert Notification.objects.filter(member=owner).count() == 1


def test_a_colleague_and_a_stranger_answer_nothing(client: Client, house: Organisation) -> None:
    one, other = colleague(house), colleague(house)
    client.force_login(one)
    address = f"/structures/{house.slug}/equipe/revue/"
    assert 'type="radio"' not in client.get(address).text
    client.post(address, {f"membre-{other.pk}": "non"})
    assert house.memberships.count() == 3

    client.force_login(make_user())
    assert client.get(address).status_code == 404
