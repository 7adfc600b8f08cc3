"""What moderation knows of a member, and what becomes of it (see portal/accounts/privacy.py)."""

from datetime import datetime
from typing import Any

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from portal.accounts import privacy
from portal.accounts.privacy import Record, Row
from portal.moderation import changes
from portal.moderation.models import (
    Appeal,
    AutoHide,
    Case,
    CaseNote,
    CaseReading,
    Decision,
    Measure,
    Publication,
    Report,
    ReportReading,
    SavedView,
)
from portal.moderation.statement import statement


def export_reports(member: Any) -> list[Row]:
    fields = "reason", "text", "name", "email", "created_at", "handled_at", "outcome"
    return privacy.rows(member.reports.order_by("pk"), *fields)


def erase_reports(member: Any, *, now: datetime) -> None:
    """Empty what was settled; what still waits keeps its text until then (`tick`)."""
    member.reports.update(email="", name="")
    member.reports.filter(handled_at__isnull=False).update(text="")
    privacy.forget_in_admin_log(member.reports.all())


def export_measures(member: Any) -> list[Row]:
    """The reasons as the member was given them; never who decided, nor who reported."""
    rows = []
    for measure in member.measures.taken().select_related("case").order_by("pk"):
        if measure.is_dismissal:
            continue
        row = privacy.describe(measure, "decided_at", "ends_at", "lifted_at")
        rows.append(row | {item.title: item.text for item in statement(measure)})
    return rows


def appeals_of(member: Any) -> Any:
    """Those made as the person concerned, and those made about one's own reports."""
    own = Appeal.objects.filter(measure__member=member.pk, report__isnull=True)
    return own | Appeal.objects.filter(report__reporter=member.pk)


def erase_measures(member: Any, *, now: datetime) -> None:
    """Keep what was decided; forget what it was about, and what was contested."""
    appeals_of(member).filter(decided_at__isnull=False).update(text="")
    appeals_of(member).filter(decided_at__isnull=True).delete()


def erase_cases(member: Any, *, now: datetime) -> None:
    """A case keeps its reasons, without the title of what the member wrote nor what was noted."""
    CaseNote.objects.filter(case__author=member.pk, case__closed_at__isnull=False).delete()
    member.cases_about.update(label="")
    member.cases_about.filter(closed_at__isnull=False).update(side="")
    changes.forget(member)


def erase_auto_hides(member: Any, *, now: datetime) -> None:
    """Keep that something was hidden, and what became of it; forget the words."""
    AutoHide.objects.filter(case__author=member.pk).update(said="")


privacy.register(
    Record(
        model=Case,
        through=("author",),
        title=_("Dossiers de modération"),
        holds=_(
            "Ce que d’autres ont signalé de vous. Les décisions vous sont exportées avec leurs "
            "raisons\u00a0; qui a signalé, jamais."
        ),
        export=None,
        erase=erase_cases,
        fate=_("Votre nom et le titre du contenu s’en détachent."),
        kept=_("Le genre, les dates et la décision, pour les chiffres de la modération."),
    ),
    Record(
        model=Case,
        through=("assigned_to",),
        title=_("Dossiers suivis"),
        holds=_("Si vous modérez\u00a0: le dossier que vous avez sous les yeux, quinze minutes."),
        export=None,
        erase=privacy.UNLINKED,
        kept=_("Le dossier, sans votre nom."),
        staff=True,
    ),
    Record(
        model=AutoHide,
        through=("case__author",),
        title=_("Masquages automatiques"),
        holds=_(
            "Ce que le site a masqué en attendant une lecture, et le mot que vous y avez joint."
        ),
        export=lambda member: privacy.rows(
            AutoHide.objects.filter(case__author=member.pk).order_by("pk"),
            "placed_at",
            "ground",
            "said",
            "ended_at",
            "kept",
        ),
        erase=erase_auto_hides,
        fate=_("Votre mot s’efface."),
        kept=_("La date et la suite, sans votre nom, pour les chiffres de la modération."),
    ),
    Record(
        model=CaseNote,
        through=("author",),
        title=_("Notes internes de dossier"),
        holds=_("Si vous modérez\u00a0: ce que vous avez noté pour vos collègues."),
        export=lambda member: privacy.rows(member.case_notes.order_by("pk"), "text", "written_at"),
        erase=privacy.UNLINKED,
        kept=_("La note, sans votre nom, jusqu’à la fin des recours."),
        staff=True,
    ),
    Record(
        model=CaseReading,
        through=("reader",),
        title=_("Lectures de dossiers"),
        holds=_("Si vous êtes de l’équipe sécurité\u00a0: quand vous avez ouvert un dossier."),
        export=lambda member: privacy.rows(member.case_readings.order_by("pk"), "read_at"),
        erase=privacy.UNLINKED,
        kept=_("La date de la lecture, sans votre nom, avec le dossier."),
        staff=True,
    ),
    Record(
        model=Measure,
        through=("member",),
        title=_("Décisions à votre sujet"),
        holds=_("Ce que la modération a décidé à votre sujet, et les raisons données."),
        export=export_measures,
        erase=erase_measures,
        fate=_("Votre nom s’en détache."),
        kept=_("La décision et ses raisons, sans votre nom, pour les chiffres de la modération."),
    ),
    Record(
        model=Measure,
        through=("proposed_by", "decided_by"),
        title=_("Mesures décidées"),
        holds=_("Si vous modérez\u00a0: les mesures que vous avez proposées ou prises."),
        export=lambda member: privacy.rows(
            member.measures_decided.order_by("pk"), "decided_at", "ground", "facts", "why"
        ),
        erase=privacy.UNLINKED,
        kept=_("La mesure et ses raisons, dues à la personne concernée."),
        staff=True,
    ),
    Record(
        model=Appeal,
        through=("measure__member", "report__reporter", "made_by"),
        title=_("Recours"),
        holds=_("Ce que vous avez contesté, et la réponse."),
        export=lambda member: privacy.rows(
            appeals_of(member).order_by("pk"), "text", "received_at", "decided_at", "answer"
        ),
        erase=erase_measures,
        fate=_("Un recours en attente s’efface\u00a0; d’un autre, votre texte."),
        kept=_("La réponse, sans votre nom."),
    ),
    Record(
        model=Appeal,
        through=("decided_by", "first_decider", "proposer"),
        title=_("Recours décidés"),
        holds=_("Si vous modérez\u00a0: les recours auxquels vous avez répondu."),
        export=lambda member: privacy.rows(
            member.appeals_decided.order_by("pk"), "decided_at", "answer"
        ),
        erase=privacy.UNLINKED,
        kept=_("La réponse, due à qui a contesté."),
        staff=True,
    ),
    Record(
        model=SavedView,
        through=("owner",),
        title=_("Vues de la file"),
        holds=_("Si vous modérez\u00a0: les filtres que vous avez gardés."),
        export=lambda member: privacy.rows(member.saved_views.order_by("pk"), "name", "query"),
        erase=privacy.WITH_ACCOUNT,
        staff=True,
    ),
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
