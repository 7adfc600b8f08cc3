from io import StringIO
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command

from portal.accounts import seed
from portal.accounts.enums import Document
from portal.accounts.models import Consent, User
from portal.accounts.seed import grown
from portal.shell import seeding
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def build(members: int, *, number: int = 7) -> None:
    seed.build(members=members, listings=0, meetups=0, seed=number)


def people() -> list[tuple[Any, ...]]:
    columns = "email", "display_name", "age_band", "password", "date_joined", "is_staff"
    return list(grown(7).values_list(*columns))


def test_members_are_the_same_for_the_same_seed() -> None:
    build(12)
    first = people()
    grown(7).delete()
    build(12)

    assert people() == first
    assert len({row[1] for row in first}) > 6
    build(12, number=8)
    assert list(grown(8).values_list("display_name")) != [(row[1],) for row in first]


def test_world_grows_without_changing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seeding, "BATCH", 4)
    build(6)
    first = people()
    for _ in range(2):
        build(10)

    assert people()[:6] == first
    assert grown(7).count() == 10


def test_members_are_valid_and_nobody_can_sign_in_as_one() -> None:
    build(30)
    for one in grown(7):
        one.full_clean()
        assert not one.has_usable_password()
        assert not one.is_staff
    verified = EmailAddress.objects.filter(user__in=grown(7), verified=True, primary=True)
    assert verified.count() == 30
    assert Consent.objects.filter(user__in=grown(7)).count() == 30 * len(Document)


def test_command_builds_every_floor_and_says_what() -> None:
    out = StringIO()
    call_command("seed", "--members=3", "--listings=25", "--meetups=0", "--seed=7", stdout=out)

    assert "3 membres semés" in out.getvalue()
    assert "2 structures, 25 annonces et" in out.getvalue()
    assert grown(7).count() == 3


@pytest.mark.parametrize("number", ["-1", "x", "1000001", "1e3", "²"])
def test_command_refuses_a_number_of_nothing(number: str) -> None:
    with pytest.raises(CommandError):
        call_command("seed", f"--members={number}")
    assert not User.objects.exists()


def test_command_does_not_mix_with_real_members_unless_told() -> None:
    make_user(email="vraie@exemple.fr")
    with pytest.raises(CommandError, match="vrais membres"):
        call_command("seed", "--members=1", "--listings=0", "--meetups=0")
    assert User.objects.count() == 1

    arguments = ["--members=1", "--listings=0", "--meetups=0", "--yes"]
    call_command("seed", *arguments, verbosity=0)
    assert User.objects.count() == 2
