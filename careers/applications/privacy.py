"""What applications keep of a member, on both sides (see portal/accounts/privacy.py).

Internal notes are written by an organisation about a candidate: personal data of that candidate,
whom article 15 of the GDPR gives access to them. They are exported to the candidate, without the
name of whoever wrote them, once the application has closed: before, they are an answer in the
making. The form says so to whoever writes one.
"""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from careers.applications.actions import close_for_leaving_hosts, leave_applications
from careers.applications.enums import ApplicationState
from careers.models import (
    Application,
    ApplicationNote,
    FileReading,
    Internship,
    OrganisationInvitation,
    PoolPlace,
)
from careers.placements import agreed_terms
from portal.accounts import privacy
from portal.accounts.privacy import Record, Row

ENDED = [ApplicationState.ACCEPTED, *ApplicationState.closed()]


def _terms(kept: Internship | None) -> Row:
    """What one applied to; the tutor is somebody else."""
    if kept is None:
        return {}
    said = [f"{label}\u00a0: {text}" for label, text in agreed_terms.lines(kept, tutor=False)]
    return {
        str(_("Termes")): "\n".join(said),
        str(_("Missions")): kept.missions,
        str(_("Ce qu’on y apprend")): kept.learning,
    }


def export_applications(member: Any) -> list[Row]:
    fields = (
        "title", "organisation_name", "motivation", "state", "note", "drafted_at", "sent_at",
        "expires_at", "extended_at", "agreed_at", "first_read_at", "studied_at",
        "answered_at", "closed_at", "emptied_at",
    )  # fmt: skip
    rows = []
    for one in member.applications.order_by("pk"):
        reason = one.reason_choice
        kept = agreed_terms.offer(one)
        extra = {
            str(_("Raison")): str(reason.label) if reason else "",
            **_terms(kept),
            str(_("Éléments joints")): len(one.pieces),
        }
        rows.append(privacy.describe(one, *fields, **extra))
    return rows


def export_notes_about(member: Any) -> list[Row]:
    found = ApplicationNote.objects.filter(
        application__applicant=member.pk, application__state__in=ENDED
    )
    return [
        privacy.describe(
            one,
            "created_at",
            "text",
            **{
                str(_("Candidature")): one.application.title,
                str(_("Écrite par")): str(privacy.OTHER),
            },
        )
        for one in found.select_related("application").order_by("pk")
    ]


def export_readings(member: Any) -> list[Row]:
    found = FileReading.objects.filter(application__applicant=member.pk).order_by("pk")
    return privacy.rows(found, "title", "read_at")


def export_own_readings(member: Any) -> list[Row]:
    """When, not whose file: it belongs to somebody else."""
    return privacy.rows(member.application_readings.order_by("pk"), "read_at")


def export_answers(member: Any) -> list[Row]:
    found = Application.objects.filter(answered_by=member.pk).order_by("pk")
    return privacy.rows(found, "title", "state", "note", "answered_at")


def erase_applications(member: Any, *, now: datetime) -> None:
    privacy.forget_in_admin_log(Application.objects.of(member))
    leave_applications(member=member, now=now)


def erase_invitations(member: Any, *, now: datetime) -> None:
    """Those that wait are taken back: nobody could vouch for them any more."""
    member.organisation_invitations.filter(accepted_at__isnull=True).delete()


RECORDS = (
    Record(
        model=Application,
        through=("applicant",),
        title=_("Candidatures"),
        holds=_("Vos candidatures, ce que disait l’annonce, leurs dates, la réponse et sa raison."),
        export=export_applications,
        erase=erase_applications,
        fate=_(
            "Celles qui attendent sont retirées et la structure prévenue\u202f; de toutes, les "
            "textes et votre nom s’effacent."
        ),
        kept=_(
            "Une ligne sans nom, pour le taux de réponse de la structure. Sans suite, les textes "
            "s’effacent deux ans après le dernier échange."
        ),
    ),
    Record(
        model=Application,
        through=("assigned_to",),
        title=_("Candidatures suivies"),
        holds=_("Celles qu’on vous a confiées dans votre structure. Elles sont à d’autres."),
        export=None,
        erase=privacy.UNLINKED,
        kept=_("La candidature, à la personne et à la structure."),
    ),
    Record(
        model=Application,
        through=("answered_by",),
        title=_("Réponses données"),
        holds=_("Ce que vous avez répondu à des candidatures, au nom de votre structure."),
        export=export_answers,
        erase=privacy.UNLINKED,
        kept=_("La réponse, à la personne qui l’a reçue."),
    ),
    Record(
        model=ApplicationNote,
        through=("author",),
        title=_("Notes internes écrites"),
        holds=_("Ce que vous avez noté pour vos collègues sur des candidatures."),
        export=lambda member: privacy.rows(
            member.application_notes.order_by("pk"), "created_at", "text"
        ),
        erase=privacy.WITH_ACCOUNT,
    ),
    Record(
        model=ApplicationNote,
        through=("application__applicant",),
        title=_("Notes internes à votre sujet"),
        holds=_(
            "Ce qu’une structure a noté de votre candidature, sans le nom de qui l’a écrit. Cela "
            "s’exporte une fois la candidature close (RGPD, article 15)."
        ),
        export=export_notes_about,
        erase=erase_applications,
        fate=_("Supprimées."),
    ),
    Record(
        model=FileReading,
        through=("reader",),
        title=_("Fichiers ouverts"),
        holds=_("Quand vous avez ouvert un fichier joint à une candidature."),
        export=export_own_readings,
        erase=privacy.UNLINKED,
        kept=_("La date, à la personne dont c’est le fichier."),
    ),
    Record(
        model=FileReading,
        through=("application__applicant",),
        title=_("Lectures de vos fichiers"),
        holds=_("Quand une structure a ouvert un fichier que vous aviez joint."),
        export=export_readings,
        erase=erase_applications,
        fate=_("Supprimées."),
    ),
    Record(
        model=OrganisationInvitation,
        through=("invited_by",),
        title=_("Invitations dans une structure"),
        holds=_("Les adresses que vous avez invitées. Elles sont à d’autres\u00a0: leur nombre "
                "seul s’exporte."),
        export=lambda member: privacy.rows(
            member.organisation_invitations.order_by("pk"), "created_at", "accepted_at"
        ),
        erase=erase_invitations,
        fate=_("Celles qui attendent sont supprimées."),
        kept=_("La date d’une invitation acceptée, à la structure."),
    ),
)  # fmt: skip


POOL = (
    Record(
        model=PoolPlace,
        through=("member",),
        title=_("Contacts gardés"),
        holds=_("Les structures qui ont proposé de garder le contact, et votre réponse."),
        export=lambda member: privacy.rows(
            member.pool_places.select_related("organisation").order_by("pk"),
            "organisation", "offered_at", "accepted_at",
        ),
        erase=privacy.WITH_ACCOUNT,
        fate=_("Supprimés. Sinon, une proposition dure soixante jours, un oui un an."),
    ),
    Record(
        model=PoolPlace,
        through=("offered_by",),
        title=_("Contacts proposés"),
        holds=_("Quand vous avez proposé à quelqu’un de garder le contact, au nom de votre "
                "structure."),
        export=lambda member: privacy.rows(member.pool_offers.order_by("pk"), "offered_at"),
        erase=privacy.UNLINKED,
        kept=_("La proposition, à la personne et à la structure, sans votre nom."),
    ),
)  # fmt: skip


def without_a_host(organisations: list[int], *, now: datetime) -> None:
    """What waits for organisations about to go is called off first, and each person told."""
    close_for_leaving_hosts(organisations=organisations, now=now)
    privacy.forget_in_admin_log(Application.objects.filter(organisation__in=organisations))
