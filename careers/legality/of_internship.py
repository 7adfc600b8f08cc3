"""What a listing, or its form half filled in, says to the law."""

from typing import Any

from careers.enums import InternshipKind

from .facts import Facts
from .scams import Offer

# What a member writes freely, in the order of the page.
TEXTS = (
    "title", "missions", "learning", "remote", "benefits", "tutor_role", "team_complete",
    "accessibility", "how_to_apply",
)  # fmt: skip


def offer_of(internship: Any) -> Offer:
    """What `scams.signals` reads of a listing and of its organisation."""
    return Offer(
        texts=tuple((name, text) for name in TEXTS if (text := getattr(internship, name, ""))),
        hourly_pay=internship.hourly_pay,
        website=internship.organisation.website or "",
    )


def facts_of(internship: Any, typed: dict[str, Any] | None = None) -> Facts:
    """The facts of a saved or unsaved listing; `typed` (cleaned values) wins field by field.

    An empty field is unknown, never a « no »: only a value given says something. Fields that the
    object does not have are unknown too.
    """
    typed = typed or {}

    def of(name: str) -> Any:
        value = typed[name] if name in typed else getattr(internship, name, None)
        return None if value == "" else value

    return Facts(
        kind=of("kind") or InternshipKind.STAGE,
        departement=of("departement"),
        starts_on=of("starts_on"),
        ends_on=of("ends_on"),
        weekly_hours=of("weekly_hours"),
        total_hours=of("presence_hours"),
        hourly_pay=of("hourly_pay"),
        headcount=of("headcount"),
        interns_present=of("interns_present"),
        tutor_named=True if (of("tutor_name") or "").strip() else None,
        tutor_interns=of("tutor_interns"),
        places=of("places") or 1,
        previous_starts_on=of("previous_starts_on"),
        previous_ends_on=of("previous_ends_on"),
        previous_weekly_hours=of("previous_weekly_hours"),
        previous_left_early=of("previous_left_early"),
        first_on_post=of("first_on_post"),
        agreement=of("has_agreement"),
        curriculum=of("in_curriculum"),
        team_complete=True if of("team_complete_by") else None,
        texts=tuple((name, str(of(name))) for name in TEXTS if of(name)),
    )
