"""What placements keep of a member (see portal/accounts/privacy.py)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from careers.agreement_items import ITEMS
from careers.models import Agreement, Attestation, HoursEntry, LearningEntry, Placement
from portal.accounts import privacy
from portal.accounts.privacy import Record, Row


def export_placements(member: Any) -> list[Row]:
    fields = (
        "title", "organisation_name", "role_name", "kind", "city", "starts_on", "ends_on",
        "weekly_hours", "hourly_pay", "began_at",
    )  # fmt: skip
    return privacy.rows(member.placements.order_by("pk"), *fields)


def export_agreements(member: Any) -> list[Row]:
    """One's own part, and the signatures; the organisation's part is its own."""
    labels = {one.slug: str(one.label) for one in ITEMS}
    found = Agreement.objects.filter(placement__intern=member.pk).order_by("pk")
    rows = []
    for one in found.select_related("placement").prefetch_related("signatures"):
        said = {labels.get(slug, slug): text for slug, text in one.intern_items.items()}
        signed = {str(sign.get_side_display()): sign.signed_on for sign in one.signatures.all()}
        extra = {str(_("Stage")): one.placement.title, **said, **signed}
        rows.append(privacy.describe(one, "changed_at", **extra))
    return rows


def export_learning(member: Any) -> list[Row]:
    found = LearningEntry.objects.filter(placement__intern=member.pk).order_by("pk")
    rows = []
    for one in found.prefetch_related("skills"):
        skills = ", ".join(skill.name for skill in one.skills.all())
        rows.append(privacy.describe(one, "day", "text", **{str(_("Compétences")): skills}))
    return rows


def export_attestations(member: Any) -> list[Row]:
    """What was confirmed of oneself, and whom one asked as long as there is no answer.

    The tutor's own words are somebody else's.
    """
    rows = []
    for one in Attestation.objects.of(member).order_by("pk"):
        content = one.content
        extra = {
            str(_("Contenu")): content["title"],
            str(_("Compétences")): ", ".join(content["skills"]),
            str(_("Journées")): "\n\n".join(entry["text"] for entry in content["entries"]),
        }
        fields = ("state", "tutor_email", "code", "asked_at", "answered_at")
        rows.append(privacy.describe(one, *fields, **extra))
    return rows


RECORDS = (
    Record(
        model=Placement,
        through=("intern",),
        title=_("Stages acceptés"),
        holds=_("Les stages où une structure vous a dit oui, et leurs termes."),
        export=export_placements,
        erase=privacy.WITH_ACCOUNT,
    ),
    Record(
        model=Agreement,
        through=("placement__intern",),
        title=_("Conventions préparées"),
        holds=_("Ce que vous avez écrit pour votre convention, et les signatures notées."),
        export=export_agreements,
        erase=privacy.WITH_ACCOUNT,
    ),
    Record(
        model=HoursEntry,
        through=("placement__intern",),
        title=_("Heures notées"),
        holds=_("Les heures de vos stages, pour vous : personne d’autre ne les lit."),
        export=lambda member: privacy.rows(
            HoursEntry.objects.of(member), "day", "start", "end", "break_minutes", "note"
        ),
        erase=privacy.WITH_ACCOUNT,
    ),
    Record(
        model=LearningEntry,
        through=("placement__intern",),
        title=_("Journal d’apprentissage"),
        holds=_("Vos journées de stage et leurs compétences, pour vous."),
        export=export_learning,
        erase=privacy.WITH_ACCOUNT,
    ),
    Record(
        model=Attestation,
        through=("placement__intern",),
        title=_("Attestations de stage"),
        holds=_(
            "Ce que vous avez fait confirmer. L’adresse du tuteur ou de la tutrice ne se garde que "
            "jusqu’à la réponse, trente et un jours au plus."
        ),
        export=export_attestations,
        erase=privacy.WITH_ACCOUNT,
    ),
)
