from collections.abc import Iterable
from typing import Any

import pytest
from django.db.models import QuerySet

from portal.accounts import faces
from portal.accounts.faces import Face
from portal.accounts.models import User
from portal.contact import rules


def everyone(viewer: Any) -> QuerySet[User]:
    return User.objects.present()


def named(members: Iterable[User], viewer: Any) -> dict[int, Face]:
    return {one.pk: Face(one.display_name, url=f"/membres/{one.pk}/") for one in members}


@pytest.fixture(autouse=True)
def _everybody_has_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the floor of profiles showed everyone: what is refused is refused by this floor."""
    monkeypatch.setattr(faces, "_reachable", [everyone])
    monkeypatch.setattr(faces, "_describe", [named])
    monkeypatch.setattr(rules, "_vetted", [lambda user: user.display_name == "Mentor"])
