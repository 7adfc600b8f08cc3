"""What moderation knows of a member, and what becomes of it (see portal/accounts/privacy.py)."""

from datetime import datetime
from typing import Any

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from portal.accounts import privacy
from portal.accounts.privacy import Record, Row
from portal.moderation.models import Decision, Publication, Report, ReportReading


def export_reports(member: Any) -> list[Row]:
    fields = "reason", "text", "email", "created_at", "handled_at", "outcome"
    return privacy.rows(member.reports.order_by("pk"), *fields)


def erase_reports(member: Any, *, now: datetime) -> None:
    """Empty what was settled; what still waits keeps its text until then (`tick`)."""
    member.reports.update(email="")
    member.reports.filter(handled_at__isnull=False).update(text="")
    privacy.forget_in_admin_log(member.reports.all())


privacy.register(
    Record(
        model=Decision,
        through=("decided_by",),
        title=_("Décisions de modération"),
        holds=_("Si vous modérez\u00a0: ce que vous avez décidé, et pourquoi."),
        export=lambda member: privacy.rows(
            member.decisions.order_by("pk"), "outcome", "reason", "note", "decided_at"
        ),
        erase=privacy.UNLINKED,
        kept=_("La décision et ses raisons, dues à la personne dont le texte a été lu."),
        staff=True,
    ),
    Record(
        model=Report,
        through=("reporter",),
        title=_("Signalements"),
        holds=_("Ce que vous avez signalé, et la suite donnée."),
        export=export_reports,
        erase=erase_reports,
        fate=_("Votre nom s’en détache, votre adresse et votre texte s’effacent."),
        kept=_(
            "Un signalement en attente garde son texte, sans votre nom, jusqu’à ce qu’il soit "
            "traité\u202f; ensuite, seuls son motif et la suite donnée."
        ),
    ),
    Record(
        model=ReportReading,
        through=("reader",),
        title=_("Lectures de signalements"),
        holds=_(
            "Si vous modérez\u00a0: quand vous avez ouvert les textes joints à un signalement."
        ),
        export=lambda member: privacy.rows(member.report_readings.order_by("pk"), "read_at"),
        erase=privacy.UNLINKED,
        kept=_("La date de la lecture, sans votre nom, avec le signalement."),
        staff=True,
    ),
    *(
        Record(
            model=model,
            through=("decided_by",),
            title=_("Relecture\u00a0: %s") % model._meta.verbose_name_plural,
            holds=_("Si vous modérez\u00a0: ce que vous avez relu. C’est dit avec vos décisions."),
            export=None,
            erase=privacy.UNLINKED,
            kept=_("Le texte relu, sans votre nom."),
            staff=True,
        )
        for model in apps.get_models()
        if issubclass(model, Publication)
    ),
)
