"""What the list names and lets one choose, in the language being spoken; one statement."""

import dataclasses
import functools

from careers import geography
from careers.enums import Duration, InternshipKind
from careers.models import Role
from careers.models.reference import spoken


@dataclasses.dataclass(frozen=True, slots=True)
class Trade:
    """A role as a list names it, with its department."""

    slug: str
    name: str
    department: str
    department_name: str


class Trades:
    """Every role by its number, in the order of a crew list."""

    def __init__(self) -> None:
        rows = Role.objects.order_by("department__position", "rank", "title", "pk").values_list(
            "pk", "slug", "title", "title_en",
            "department__slug", "department__label", "department__label_en",
        )  # fmt: skip
        self.by_number = {
            pk: Trade(slug, spoken(title, title_en), department, spoken(label, label_en))
            for pk, slug, title, title_en, department, label, label_en in rows
        }
        self.roles = {one.slug: one.name for one in self.by_number.values()}
        self.departments = {one.department: one.department_name for one in self.by_number.values()}
        self.department_of = {one.slug: one.department for one in self.by_number.values()}

    @functools.cached_property
    def choices(self) -> dict[str, dict[str, str]]:
        """The values of each facet and their labels, in the order they are shown."""
        return {
            "departement": self.departments,
            "metier": self.roles,
            "region": {name: name for name in geography.regions()},
            "type": {kind.value: str(kind.label) for kind in InternshipKind},
            "duree": {one.value: str(one.label) for one in Duration},
        }
