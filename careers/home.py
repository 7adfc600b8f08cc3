"""What this floor shows on the home page and on a member's own page."""

from datetime import timedelta
from typing import Any

from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from careers.applications import home as application_home
from careers.listing.counting import MOST_COUNTED, total
from careers.models import (
    Department,
    Internship,
    JournalEntry,
    Opening,
    Organisation,
    Placement,
    Role,
    Skill,
)
from careers.placements.view import strip
from portal.moderation.enums import State
from portal.shell.home import Counts, on_counts, on_dashboard, on_home

LATEST = 5
# How many of one's listings one's own page shows.
MOST_LISTED = 100
# The lines drawn on the home page: a department, then the roles as stations.
LINES = [
    (
        "production",
        ["assistant-de-production", "charge-de-production", "directeur-de-production",
         "producteur"],
    ),
    (
        "regie",
        ["auxiliaire-de-regie", "regisseur-adjoint", "regisseur-general",
         "directeur-de-production"],
    ),
    (
        "mise-en-scene",
        ["auxiliaire-de-realisation", "second-assistant-realisateur",
         "premier-assistant-realisateur", "realisateur"],
    ),
]  # fmt: skip


@on_home
def home() -> dict[str, Any]:
    """The true figures of the moment, the latest internships, and three career lines."""
    today = timezone.localdate()
    opened = Internship.objects.open(today=today)
    fresh = Opening.objects.open(today=today).order_by("-published_at", "-pk")
    # Numbers, not a subquery: SQLite would read every internship that is open.
    latest = list(fresh.values_list("pk", flat=True)[:LATEST])
    wanted = {slug for _department, slugs in LINES for slug in slugs}
    roles = {role.slug: role for role in Role.objects.filter(slug__in=wanted)}
    departments = list(Department.objects.annotate(count=Count("roles")).order_by("position", "pk"))
    labels = {department.slug: department.name for department in departments}
    week_ago = timezone.now() - timedelta(days=7)
    return {
        "today": today,
        "counts": {
            "roles": sum(department.count for department in departments),
            "skills": Skill.objects.count(),
            "departments": len(departments),
            "open_internships": total(today=today),
            # Counted in the index of the dates, as many as are said.
            "new_internships": fresh.filter(published_at__gte=week_ago)[:MOST_COUNTED].count(),
        },
        "internships": opened.filter(pk__in=latest).with_strip().order_by("-published_at", "-pk"),
        "departments": [
            {
                "slug": department.slug,
                "label": department.name,
                "count": department.count,
                "url": f"{reverse('careers:roles')}#{department.slug}",
            }
            for department in departments
        ],
        "lines": [
            {
                "department": slug,
                "label": labels.get(slug, ""),
                "stations": [
                    {
                        "label": roles[name].name,
                        "url": roles[name].get_absolute_url(),
                        "note": roles[name].get_level_display(),
                    }
                    for name in names
                    if name in roles
                ],
            }
            for slug, names in LINES
        ],
    }


def _placements(user: Any) -> Any:
    return Placement.objects.visible_to(user).recent()


@on_counts
def counts(user: Any) -> dict[str, QuerySet[Any]]:
    """What a member's own page may show; the queue's length for a moderator."""
    everything = Internship.objects.all()
    waiting = everything.awaiting_review() if user.is_moderator else everything.none()
    return {
        "organisations": Organisation.objects.of_member(user),
        "placements": _placements(user),
        "journal_due": JournalEntry.objects.visible_to(user).due(today=timezone.localdate()),
        "followed_roles": Role.objects.filter(follows__member=user.pk),
        "awaiting": waiting,
    }


@on_dashboard
def dashboard(request: HttpRequest, counts: Counts) -> dict[str, Any]:
    """A member's organisations, listings, placements, followed roles."""
    user: Any = request.user
    mine = _listings(user) if counts["organisations"] else []
    organisations = _organisations(user, mine, counts)
    return {
        "organisations": organisations,
        "applications_to_answer": application_home.to_answer(user, organisations, counts),
        "internships": [one for one in mine if one.state != State.WITHDRAWN],
        "withdrawn": [one for one in mine if one.state == State.WITHDRAWN],
        "placements": [
            strip(one, viewer=user)
            for one in _placements(user).with_line().order_by("-starts_on", "-pk")[:5]
        ]
        if counts["placements"]
        else [],
        "followed_roles": Role.objects.followed_by(user) if counts["followed_roles"] else [],
    }


def _listings(user: Any) -> list[Internship]:
    written = Internship.objects.written_by(user).with_strip()
    return list(written.order_by("-created_at", "-pk")[:MOST_LISTED])


def _organisations(user: Any, listings: list[Internship], counts: Counts) -> list[Organisation]:
    """One's organisations by name: those of the listings just read, when there is no other."""
    if not counts["organisations"]:
        return []
    known = {one.organisation_id: one.organisation for one in listings}
    if len(known) == counts["organisations"]:
        return sorted(known.values(), key=lambda one: (one.name, one.pk))
    return list(user.organisations.order_by("name", "pk"))
