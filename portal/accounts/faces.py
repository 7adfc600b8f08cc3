"""How a member is shown to another one. The floor that keeps profiles registers here."""

import dataclasses
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from portal.accounts.models import User


@dataclasses.dataclass(frozen=True, slots=True)
class Face:
    """A name, where it leads (empty: nowhere) and one line about the person."""

    name: str
    url: str = ""
    headline: str = ""

    @property
    def initials(self) -> str:
        """At most two letters, for the square that stands where others put a photo."""
        words = self.name.split()
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


Reachable = Callable[[Any], QuerySet[User]]
Describe = Callable[[Iterable[User], Any], dict[int, Face]]
Absent = Callable[[Any], Iterable[int]]
_reachable: list[Reachable] = []
_describe: list[Describe] = []
_absent: list[Absent] = []


def register(*, reachable: Reachable, describe: Describe) -> None:
    """`reachable(viewer)`: the members whose page the viewer may open. `describe`: their faces."""
    _reachable.append(reachable)
    _describe.append(describe)


def register_absent(provider: Absent) -> Absent:
    """`provider(viewer)`: the numbers of members the viewer is to take for people who left."""
    _absent.append(provider)
    return provider


def away(path: str, viewer: Any) -> Q:
    """The condition that the member at the end of this path is to be taken for one who left.

    For a list that names people and needs nothing else of them: no question more.
    """
    return Q(*(Q(**{f"{path}__in": provider(viewer)}) for provider in _absent), _connector=Q.OR)


def reachable(viewer: Any) -> QuerySet[User]:
    """The members the viewer may know of; nobody as long as no floor keeps profiles."""
    found = User.objects.none()
    for provider in _reachable:
        found = found | provider(viewer)
    return found


def gone() -> Face:
    """Who has left, or is to be taken for someone who has: the two cannot be told apart."""
    return Face(name=_("Membre supprimé"))


def faces(members: Iterable[User | None], viewer: Any) -> dict[int, Face]:
    """The face of each member by number, `gone()` for whoever is not there for the viewer.

    Call `gone()` for a member that the database has forgotten.
    """
    people = {member.pk: member for member in members if member is not None}
    away = {number for provider in _absent for number in provider(viewer)} if people else set()
    present = {
        pk: member
        for pk, member in people.items()
        # Whoever is leaving still knows themselves.
        if pk == viewer.pk or (member.is_present and pk not in away)
    }
    found = {pk: Face(name=member.display_name) for pk, member in present.items()}
    for provider in _describe:
        found |= provider(present.values(), viewer)
    return {pk: found.get(pk) or gone() for pk in people}
