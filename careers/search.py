"""What the search finds on this floor."""

import dataclasses
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from careers import documents, geography, library, sheets
from careers.models import (
    Aid,
    Association,
    Department,
    Internship,
    Organisation,
    Question,
    Role,
    School,
    Term,
)
from careers.models.reference import spoken
from portal.search import registry
from portal.search.registry import Facet, FileSource, Source


@dataclasses.dataclass(frozen=True, slots=True)
class Page:
    """A page of the library."""

    slug: str
    entry: library.Entry


def pages() -> list[Page]:
    return [Page(entry.view, entry) for entry in library.entries()]


def departments() -> list[tuple[str, Any]]:
    rows = Department.objects.values_list("slug", "label", "label_en").order_by("position", "pk")
    return [(slug, spoken(french, english)) for slug, french, english in rows]


def regions() -> list[tuple[str, Any]]:
    return [(slugify(name), name) for name in geography.regions()]


def open_internships(viewer: Any, now: datetime) -> Any:
    return Internship.objects.open(today=timezone.localdate(now))


registry.register_facet(
    Facet(
        name="departement",
        column="departments",
        label=_("Département du film"),
        choices=departments,
    )
)
registry.register_facet(Facet(name="region", column="regions", label=_("Région"), choices=regions))
registry.register(
    Source(
        key="metier",
        order=4,
        label=_("Métier"),
        plural=_("Métiers"),
        model=Role,
        queryset=lambda: Role.objects.select_related("department"),
        document=documents.role,
        depends=[(Department, "department")],
    ),
    Source(
        key="terme",
        order=8,
        label=_("Mot du plateau"),
        plural=_("Mots du plateau"),
        model=Term,
        queryset=lambda: Term.objects.all(),
        document=documents.term,
    ),
    FileSource(
        key="fiche",
        order=12,
        label=_("Fiche pratique"),
        plural=_("Fiches pratiques"),
        items=sheets.all_sheets,
        document=documents.sheet,
    ),
    FileSource(
        key="page",
        order=14,
        label=_("Page"),
        plural=_("Pages"),
        items=pages,
        document=lambda one: documents.page(one.entry),
    ),
    Source(
        key="question",
        order=16,
        label=_("Question fréquente"),
        plural=_("Questions fréquentes"),
        model=Question,
        queryset=lambda: Question.objects.all(),
        document=documents.question,
    ),
    Source(
        key="ecole",
        order=20,
        label=_("École"),
        plural=_("Écoles"),
        model=School,
        queryset=lambda: School.objects.listed(),
        document=documents.school,
    ),
    Source(
        key="aide",
        order=22,
        label=_("Aide"),
        plural=_("Aides"),
        model=Aid,
        queryset=lambda: Aid.objects.listed(),
        document=documents.aid,
    ),
    Source(
        key="association",
        order=24,
        label=_("Association"),
        plural=_("Associations"),
        model=Association,
        queryset=lambda: Association.objects.listed(),
        document=documents.association,
    ),
    Source(
        key="stage",
        many=True,
        order=36,
        label=_("Stage"),
        plural=_("Stages ouverts"),
        model=Internship,
        # Not a join: the guides are long, and a batch has few of them.
        queryset=lambda: (
            Internship.objects.open()
            .select_related("organisation")
            .prefetch_related("role__department")
        ),
        visible=open_internships,
        document=documents.internship,
        depends=[(Organisation, "organisation"), (Role, "role")],
    ),
    Source(
        key="structure",
        many=True,
        order=40,
        label=_("Structure"),
        plural=_("Structures"),
        model=Organisation,
        queryset=lambda: Organisation.objects.visible_to(AnonymousUser()),
        document=documents.organisation,
        depends=[(Internship, "internships")],
    ),
)
