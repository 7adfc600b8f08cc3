"""The sections of the site. Each floor registers its own in a module named `navigation`."""

import dataclasses
from typing import Any


@dataclasses.dataclass(frozen=True, slots=True)
class Section:
    """A tab. `also`: other addresses under which one is in this section."""

    position: int
    label: Any
    view: str
    icon: str
    also: tuple[str, ...] = ()


_sections: list[Section] = []


def register(section: Section) -> None:
    _sections.append(section)


def sections() -> list[Section]:
    return sorted(_sections, key=lambda section: section.position)
