"""The directory: what members are found by, and a page of it at a cost that their number
leaves alone."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef

from mentoring.enums import Sight
from mentoring.models import DirectoryTerm, Profile, ProfileQuerySet
from mentoring.sight import StripView, look, strip
from portal.search import index
from portal.shell.written import Statement

PAGE_SIZE = 20


def terms(profile: Profile) -> set[str]:
    """What the directory may find a profile by: what any member reads on its page."""
    page = look(profile, Sight.MEMBER)
    if page is None:
        return set()
    found = {f"kind:{page.kind}"}
    found |= {f"held:{role.role}" for role in page.roles_held}
    found |= {f"wanted:{role.role}" for role in page.roles_wanted}
    found |= {f"role:{role.role}" for role in (*page.roles_held, *page.roles_wanted)}
    found |= {f"licence:{licence}" for licence in page.licences}
    found |= {f"offer:{offer}" for offer in page.offers}
    for name, value in (
        ("level", page.level),
        ("departement", page.departement),
        ("region", page.region),
    ):
        if value:
            found.add(f"{name}:{value}")
    return found


def refresh(profile: Profile) -> None:
    """Write down the terms of a profile just saved; call it in the same transaction.

    The search too: the roles and skills were set after the profile was saved.
    """
    wanted = terms(profile)
    stored = set(profile.terms.values_list("value", flat=True))
    profile.terms.filter(value__in=stored - wanted).delete()
    DirectoryTerm.objects.bulk_create(
        [DirectoryTerm(profile=profile, value=value) for value in sorted(wanted - stored)],
        ignore_conflicts=True,
    )
    index.refresh(profile)


def having(found: ProfileQuerySet, values: list[str]) -> ProfileQuerySet:
    """Those that have every one of these terms."""
    for value in values:
        found = found.filter(
            Exists(DirectoryTerm.objects.filter(value=value, profile=OuterRef("pk")))
        )
    return found


def rows(
    found: ProfileQuerySet, values: list[str], *, before: int | None, after: int | None
) -> Any:
    """The numbers of those that have every term, in the order they are read, one beyond a page.

    `before` and `after` are the last and the first number of the neighbouring page; with `after`,
    what follows is newer, and comes rising. The index of the first term is read in the order of the
    list, so give the rarest first: the page stops as soon as it is full.
    """
    rows: Any = having(found, values[1:])
    column = "pk"
    if values:
        column = "profile"
        here = rows.filter(pk=OuterRef("profile"))
        rows = DirectoryTerm.objects.filter(Exists(here), value=values[0])
    if before is not None:
        rows = rows.filter(**{f"{column}__lt": before})
    if after is not None:
        rows = rows.filter(**{f"{column}__gt": after})
    order = f"-{column}" if after is None else column
    return rows.order_by(order).values_list(column, flat=True)[: PAGE_SIZE + 1]


def everybody(member: Any, before: int | None, after: int | None) -> Statement:
    """What `rows` asks of the directory as a member opens it, without a filter."""
    listed = Profile.objects.listed_for(member)
    return rows(listed, [], before=before, after=after).query.sql_with_params()


def page(numbers: Iterable[int]) -> tuple[list[int], bool]:
    """Of what `rows` gave, a page, the newest first, and whether more follow."""
    found = list(numbers)
    return sorted(found[:PAGE_SIZE], reverse=True), len(found) > PAGE_SIZE


def strips(numbers: list[int]) -> list[StripView]:
    """The lines of these profiles as any member reads them, the newest first."""
    chosen = Profile.objects.filter(pk__in=numbers).select_related("user").with_roles()
    return [strip(profile, Sight.MEMBER) for profile in chosen.order_by("-pk")]
