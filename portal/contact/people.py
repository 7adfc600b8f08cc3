"""How the others appear to one member: by name, as somebody blocked, or as somebody who left."""

from collections.abc import Iterable
from typing import Any

from portal.accounts.faces import Face, faces, gone
from portal.contact import blocks


class People:
    """The people of one page, for one viewer, in one query and those of the faces.

    Whoever blocks the viewer is gone for them like a member who left, texts included. Somebody
    whom the viewer blocks keeps their name, so that the viewer finds them again, and no page.
    """

    def __init__(self, viewer: Any, members: Iterable[Any]) -> None:
        present = {
            member.pk: member for member in members if member is not None and member.is_present
        }
        self._blockers, self._blocked = blocks.of(viewer)
        self._present = {pk: member for pk, member in present.items() if pk not in self._blockers}
        others = [m for pk, m in self._present.items() if pk not in self._blocked]
        self._faces = faces(others, viewer)
        self._gone = gone()

    def is_gone(self, member: Any) -> bool:
        return member is None or member.pk not in self._present

    def is_blocked(self, member: Any) -> bool:
        """Whether the viewer blocks them, and they are there."""
        return not self.is_gone(member) and member.pk in self._blocked

    def face(self, member: Any) -> Face:
        if self.is_gone(member):
            return self._gone
        if self.is_blocked(member):
            return Face(name=member.display_name)
        return self._faces[member.pk]
