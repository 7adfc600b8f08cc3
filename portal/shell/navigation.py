"""The sections of the site. Each floor registers its own in a module named `navigation`."""

import dataclasses
from typing import Any


@dataclasses.dataclass(frozen=True, slots=True)
class Section:
    position: int
    label: Any
    view: str
    icon: str


_sections: list[Section] = []


def register(section: Section) -> None:
    _sections.append(section)


def sections() -> list[Section]:
    return sorted(_sections, key=lambda section: section.position)
