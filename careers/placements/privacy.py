"""What placements keep of a member (see portal/accounts/privacy.py)."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from careers.models import Agreement, Attestation, HoursEntry, LearningEntry, Placement
from careers.placements.agreement_items import ITEMS
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


def erase_placements(member: Any, *, now: datetime) -> None:
    """What the intern wrote goes; what the organisation has to keep stays, without a name.

    An organisation that took an intern in keeps the agreement with its register of the people who
    worked there (Code du travail, L.1221-13 and R.1221-26: five years after the end, to verify), so
    that its own part, the terms and the days of the signatures stay (RGPD, art. 17.3.b). Where
    there was no agreement, or the internship never began, nothing is kept.
    """
    leave_to_hosts(Placement.objects.of(member), now=now)


def leave_to_hosts(mine: Any, *, now: datetime) -> None:
    """Of these placements, keep what their organisations have to keep."""
    for model in (HoursEntry, LearningEntry, Attestation):
        model._default_manager.filter(placement__in=mine).delete()
    began = mine.filter(agreement__isnull=False, starts_on__lte=timezone.localdate(now)).standing()
    kept = list(began.values_list("pk", flat=True))
    mine.exclude(pk__in=kept).delete()
    Agreement.objects.filter(placement__in=kept).update(intern_items={}, intern_hidden_at=None)
    mine.filter(pk__in=kept).update(intern=None)


KEPT_OF_HOST = _(
    "D’un stage qui a commencé\u00a0: la part de la structure, les termes et les jours de "
    "signature, sans votre nom, cinq ans après la fin. Elle doit pouvoir les montrer avec son "
    "registre du personnel (Code du travail, L.1221-13 et R.1221-26\u00a0: à vérifier)."
)
GONE = _("Supprimées\u202f; la part de la structure reste à la structure.")

RECORDS = (
    Record(
        model=Placement,
        through=("intern",),
        title=_("Stages acceptés"),
        holds=_("Les stages où une structure vous a dit oui, et leurs termes."),
        export=export_placements,
        erase=erase_placements,
        fate=_("Ceux qui n’ont pas commencé disparaissent\u202f; des autres, votre nom."),
        kept=KEPT_OF_HOST,
    ),
    Record(
        model=Agreement,
        through=("placement__intern",),
        title=_("Conventions préparées"),
        holds=_("Ce que vous avez écrit pour votre convention, et les signatures notées."),
        export=export_agreements,
        erase=erase_placements,
        fate=GONE,
        kept=KEPT_OF_HOST,
    ),
    Record(
        model=HoursEntry,
        through=("placement__intern",),
        title=_("Heures notées"),
        holds=_("Les heures de vos stages, pour vous : personne d’autre ne les lit."),
        export=lambda member: privacy.rows(
            HoursEntry.objects.of(member), "day", "start", "end", "break_minutes", "note"
        ),
        erase=erase_placements,
        fate=_("Supprimées."),
    ),
    Record(
        model=LearningEntry,
        through=("placement__intern",),
        title=_("Journal d’apprentissage"),
        holds=_("Vos journées de stage et leurs compétences, pour vous."),
        export=export_learning,
        erase=erase_placements,
        fate=_("Supprimé."),
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
        erase=erase_placements,
        fate=_("Supprimées\u00a0: leur code ne confirme plus rien."),
    ),
)
