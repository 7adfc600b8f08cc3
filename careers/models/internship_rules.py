"""What a listing must say before it is sent, by kind, and the rules that the database holds."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from careers.enums import InternshipKind, Phase, StudyLevel
from portal.moderation.enums import State

EARLIEST, LATEST = date(2020, 1, 1), date(2099, 12, 31)
# Fields of every kind, after `listing_fields` of data/internship_law.json (read 22 November 2026)
# and the promise of the site: never a listing without a tutor or a deadline.
REQUIRED = (
    "role", "missions", "learning", "level", "city", "departement", "starts_on", "ends_on",
    "weekly_hours", "tutor_name", "tutor_role", "apply_by",
)  # fmt: skip
# An immersion keeps one's own status; the pay of an apprentice and of a volunteer is set by law.
REQUIRED_BY_KIND: dict[str, tuple[str, ...]] = {
    InternshipKind.STAGE: ("hourly_pay", "has_agreement", "in_curriculum"),
    InternshipKind.CDDU: ("hourly_pay",),
}
PAID_BY_THE_HOST = [InternshipKind.STAGE, InternshipKind.CDDU]


def required_of(kind: str) -> tuple[str, ...]:
    """The fields without which a listing of this kind is not sent."""
    return REQUIRED + REQUIRED_BY_KIND.get(kind, ())


def known(field: str, choices: type[models.TextChoices], message: Any) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=f"internship_{field}_known",
        condition=Q(**{f"{field}__in": ["", *choices.values]}),
        violation_error_message=message,
    )


def within(field: str, least: int, most: int, name: str, message: Any) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=f"internship_sensible_{name}",
        condition=Q(**{f"{field}__gte": least, f"{field}__lte": most}),
        violation_error_message=message,
    )


SENT_IS_COMPLETE = Q(state=State.DRAFT) | (
    Q(
        role__isnull=False,
        starts_on__isnull=False,
        ends_on__isnull=False,
        weekly_hours__isnull=False,
        apply_by__isnull=False,
    )
    & (Q(hourly_pay__isnull=False) | ~Q(kind__in=PAID_BY_THE_HOST))
    & ~Q(city="")
    & ~Q(departement="")
    & ~Q(missions="")
    & ~Q(tutor_name="")
    & ~Q(tutor_role="")
)
# An answer that is missing is not yes: a comparison with NULL would let it through.
SIGNED = Q(has_agreement__isnull=False, in_curriculum__isnull=False) & Q(
    has_agreement=True, in_curriculum=True
)
# What was sent before its law was checked has no report, and was asked for less.
CHECKED_IS_COMPLETE = (
    Q(legality__isnull=True)
    | Q(state=State.DRAFT)
    | (~Q(level="") & ~Q(learning="") & (SIGNED | ~Q(kind=InternshipKind.STAGE)))
)

CONSTRAINTS = [
    models.CheckConstraint(
        name="internship_dates_in_order",
        condition=Q(ends_on__gte=F("starts_on")),
        violation_error_message=_("Le stage ne peut pas finir avant d’avoir commencé."),
    ),
    models.CheckConstraint(
        name="internship_apply_before_start",
        condition=Q(apply_by__lte=F("starts_on")),
        violation_error_message=_("On candidate avant le premier jour du stage."),
    ),
    models.CheckConstraint(
        name="internship_sensible_dates",
        condition=Q(starts_on__gte=EARLIEST, starts_on__lte=LATEST, ends_on__lte=LATEST),
        violation_error_message=_("Cette date est hors du calendrier."),
    ),
    within("weekly_hours", 1, 48, "hours", _("Entre 1 et 48 heures par semaine.")),
    within("presence_hours", 1, 2000, "presence", _("Entre 1 et 2 000 heures de présence.")),
    within(
        "previous_weekly_hours", 1, 48, "previous_hours", _("Entre 1 et 48 heures par semaine.")
    ),
    within("hourly_pay", 0, 100, "pay", _("Entre 0 et 100 euros par heure.")),
    within("places", 1, 20, "places", _("Entre 1 et 20 places.")),
    within("headcount", 0, 100_000, "headcount", _("Un effectif, entre 0 et 100 000.")),
    within("interns_present", 0, 1000, "interns", _("Entre 0 et 1 000 stagiaires.")),
    within("tutor_interns", 0, 50, "tutor_interns", _("Entre 0 et 50 stagiaires.")),
    models.CheckConstraint(
        name="internship_places_enough",
        condition=Q(places_taken__lte=F("places")),
        violation_error_message=_("Plus de personnes que de places."),
    ),
    models.CheckConstraint(
        name="internship_kind_known",
        condition=Q(kind__in=InternshipKind.values),
        violation_error_message=_("Ce type d’annonce n’existe pas."),
    ),
    known("level", StudyLevel, _("Ce niveau n’existe pas.")),
    known("production_phase", Phase, _("Cette étape n’existe pas.")),
    models.CheckConstraint(
        name="internship_previous_in_order",
        condition=Q(previous_ends_on__gte=F("previous_starts_on")),
        violation_error_message=_(
            "Le stage précédent ne peut pas avoir fini avant d’avoir commencé."
        ),
    ),
    models.CheckConstraint(
        name="internship_pledge_signed",
        condition=Q(state=State.DRAFT)
        | Q(team_complete="", team_complete_by="")
        | (~Q(team_complete="") & ~Q(team_complete_by="")),
        violation_error_message=_(
            "«\u00a0Équipe au complet\u00a0»\u00a0: dites les postes, et qui s’y engage."
        ),
    ),
    models.CheckConstraint(
        name="internship_sent_is_complete",
        condition=SENT_IS_COMPLETE,
        violation_error_message=_("Il manque des informations pour envoyer l’annonce."),
    ),
    models.CheckConstraint(
        name="internship_checked_is_complete",
        condition=CHECKED_IS_COMPLETE,
        violation_error_message=_(
            "Il manque le niveau, ce qu’on apprendra, ou la convention et le cursus du stage."
        ),
    ),
]
