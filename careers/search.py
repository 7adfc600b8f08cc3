"""What the search finds on this floor."""

from datetime import datetime, time, timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from careers import geography
from careers.models import Department, Internship, Organisation, Role
from portal.search import registry
from portal.search.registry import Document, Facet, Source


def departments() -> list[tuple[str, Any]]:
    return list(Department.objects.values_list("slug", "label").order_by("position"))


def regions() -> list[tuple[str, Any]]:
    return [(slugify(name), name) for name in geography.regions()]


def region_slugs(code: str) -> list[str]:
    """The region of a département, as the index knows it."""
    name = geography.region_of(code)
    return [slugify(name)] if name else []


def role(guide: Role) -> Document:
    steps = [step["text"] for step in guide.typical_day]
    sides = [side["text"] for side in guide.hard_sides]
    return Document(
        title=guide.title,
        title_en=guide.title_en,
        url=guide.get_absolute_url(),
        names=[guide.title_masculine, guide.title_feminine, guide.title_en, *guide.aliases],
        text="\n".join(
            [
                guide.description,
                guide.department.label,
                guide.department.label_en,
                *guide.mission,
                *guide.tasks,
                *steps,
                guide.entry_path,
                *guide.ways_in,
                *sides,
                guide.note,
                guide.streaming,
                guide.ai,
                guide.rome_code,
                guide.rome_label,
                guide.esco_label,
                guide.agreement_function,
            ]
        ),
        excerpt="\n".join([guide.description, *guide.mission, *guide.tasks, *steps]),
        line=guide.department.label,
        departments=[guide.department.slug],
        place=guide.department.position * 1000 + guide.rank,
    )


def internship(listing: Internship) -> Document:
    trade = listing.role
    # What is published is complete.
    assert trade is not None
    assert listing.apply_by is not None
    midnight = datetime.combine(listing.apply_by + timedelta(days=1), time())
    return Document(
        title=listing.title,
        url=listing.get_absolute_url(),
        text="\n".join(
            [
                listing.missions,
                listing.learning,
                listing.city,
                listing.region,
                listing.organisation.name,
                trade.title,
                trade.title_en,
                *trade.aliases,
                trade.department.label,
                "stage",
            ]
        ),
        excerpt="\n".join([listing.missions, listing.learning]),
        line=f"{listing.city} · {listing.organisation.name}",
        departments=[trade.department.slug],
        regions=region_slugs(listing.departement),
        until=timezone.make_aware(midnight),
        place=registry.newest_first(listing.published_at),
    )


def organisation(host: Organisation) -> Document:
    return Document(
        title=host.name,
        url=host.get_absolute_url(),
        text="\n".join([host.description, host.get_kind_display(), host.city, host.region]),
        excerpt=host.description,
        line=f"{host.get_kind_display()} · {host.city}",
        regions=region_slugs(host.departement),
        place=registry.by_title(host.name),
    )


def _internships_open(viewer: Any, now: datetime) -> Any:
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
        document=role,
        depends=[(Department, "department")],
    ),
    Source(
        key="stage",
        order=32,
        label=_("Stage"),
        plural=_("Stages ouverts"),
        model=Internship,
        # Not a join: the guides are long, and a batch has few of them.
        queryset=lambda: (
            Internship.objects.approved()
            .select_related("organisation")
            .prefetch_related("role__department")
        ),
        document=internship,
        visible=_internships_open,
        depends=[(Organisation, "organisation"), (Role, "role")],
    ),
    Source(
        key="structure",
        order=36,
        label=_("Structure"),
        plural=_("Structures"),
        model=Organisation,
        queryset=lambda: Organisation.objects.visible_to(AnonymousUser()),
        document=organisation,
        depends=[(Internship, "internships")],
    ),
)
