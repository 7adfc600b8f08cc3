"""The sections of the site. Each floor registers its own in a module named `navigation`."""

import dataclasses
from typing import Any

from django.utils.translation import gettext_lazy as _


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


register(Section(90, _("Aide"), "shell:help", "life-buoy"))


def sections() -> list[Section]:
    return sorted(_sections, key=lambda section: section.position)
