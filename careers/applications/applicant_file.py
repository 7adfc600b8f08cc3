"""What a member may join to an application, and what the receiving organisation reads of it.

The floor that keeps profiles and portfolios registers here, in a module named `applying`: this
floor knows neither. What is asked for somebody else has been checked before: whoever calls holds
an application that its organisation may read (`Application.is_shared`).
"""

import dataclasses
from collections.abc import Callable
from typing import Any

from django.http import FileResponse

# What one application carries at most.
MOST_PIECES = 8


@dataclasses.dataclass(frozen=True, slots=True)
class Piece:
    """An image, a PDF or a link of the applicant's portfolio. `link` is empty for a file."""

    pk: int
    kind: str
    title: str
    my_role: str
    year: int | None
    alt: str = ""
    link: str = ""
    host: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Summary:
    """The applicant's page as an application carries it. `facts` are terms and values.

    Neither photo nor age: none of them may weigh on the answer (Code du travail, L.1132-1).
    """

    headline: str = ""
    about: str = ""
    experience: list[str] = dataclasses.field(default_factory=list)
    skills: list[str] = dataclasses.field(default_factory=list)
    roles: list[str] = dataclasses.field(default_factory=list)
    facts: list[tuple[Any, Any]] = dataclasses.field(default_factory=list)
    # How to reach the person, once accepted; never of somebody under 18.
    contact: list[tuple[Any, Any]] = dataclasses.field(default_factory=list)

    @property
    def bare(self) -> bool:
        """Whether it says next to nothing yet."""
        return not (self.about or self.experience or self.skills or self.headline)


@dataclasses.dataclass(frozen=True, slots=True)
class Provider:
    """`summary(member, accepted=)`, `pieces(member)`: all that may be joined, in order.

    `open_file(member, number)`: the file of a piece, or Http404. `edit_url()`: where the member
    mends their page; `add_url()`: where they add a piece.
    """

    summary: Callable[..., Summary]
    pieces: Callable[[Any], list[Piece]]
    open_file: Callable[[Any, int], FileResponse]
    edit_url: Callable[[], str]
    add_url: Callable[[], str]


_providers: list[Provider] = []


def register(provider: Provider) -> None:
    _providers.append(provider)


def provider() -> Provider | None:
    return _providers[-1] if _providers else None


def summary(member: Any, *, accepted: bool = False) -> Summary:
    """What an organisation reads of the member's page; nothing when nobody keeps pages."""
    found = provider()
    return found.summary(member, accepted=accepted) if found and member else Summary()


def pieces(member: Any) -> list[Piece]:
    """Everything the member may join."""
    found = provider()
    return found.pieces(member) if found and member else []


def chosen(member: Any, numbers: list[int]) -> list[Piece]:
    """What the member joined and still has, in the order of the portfolio."""
    wanted = set(numbers)
    return [piece for piece in pieces(member) if piece.pk in wanted] if wanted else []
