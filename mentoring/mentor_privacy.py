"""What mentoring knows of a member, and what becomes of it (see portal/accounts/privacy.py)."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from mentoring.mentor_actions import end
from mentoring.models import (
    MentorGoal,
    MentoringRequest,
    MentorMeeting,
    MentorNote,
    MentorOffer,
    Mentorship,
    MentorThanks,
)
from portal.accounts import privacy
from portal.accounts.privacy import Record, Row


def export_offer(member: Any) -> list[Row]:
    fields = (
        "pitch", "roles", "topics", "by_message", "by_call", "by_review", "by_visit", "rhythm",
        "departement", "capacity", "welcomes_minors", "state", "charter_accepted_at",
    )  # fmt: skip
    return privacy.rows(MentorOffer.objects.filter(mentor=member), *fields)


def export_requests(member: Any) -> list[Row]:
    mine = MentoringRequest.objects.filter(contact__sender=member).order_by("pk")
    return privacy.rows(mine, "goal", "tried")


def export_mentorships(member: Any) -> list[Row]:
    fields = "purpose", "rhythm", "starts_on", "ends_on", "created_at", "ended_at"
    sides = {"mentor": _("mentor"), "mentee": _("personne accompagnée")}
    return [
        privacy.describe(one, *fields) | {str(_("Votre place")): str(sides[one.side_of(member)])}
        for one in Mentorship.objects.of(member).order_by("pk")
    ]


def erase_requests(member: Any, *, now: datetime) -> None:
    MentoringRequest.objects.filter(contact__sender=member).delete()


def erase_mentorships(member: Any, *, now: datetime) -> None:
    """End them, which frees the mentor's place; empty what both had agreed on."""
    mine = Mentorship.objects.of(member)
    for mentorship in mine.under_way():
        end(by=None, mentorship=mentorship, now=now)
    # The purpose comes from the request of one of the two: it tells of that person.
    mine.update(purpose="", rhythm="")
    # Nobody is left to read those that the other one has left before.
    mine.filter(mentor=member, mentee__isnull=True).delete()
    mine.filter(mentee=member, mentor__isnull=True).delete()


def _erase_texts(model: Any, *fields: str) -> Any:
    def erase(member: Any, *, now: datetime) -> None:
        model.objects.filter(author=member).update(**dict.fromkeys(fields, ""))

    return erase


def _delete_lines(model: Any) -> Any:
    def erase(member: Any, *, now: datetime) -> None:
        model.objects.filter(author=member).delete()

    return erase


def _line(model: Any, title: Any, holds: Any, fields: list[str], erase: Any, fate: Any) -> Record:
    def export(member: Any) -> list[Row]:
        mine = model.objects.filter(author=member).order_by("pk")
        return privacy.rows(mine, *fields, "created_at")

    return Record(
        model=model,
        through=("author",),
        title=title,
        holds=holds,
        export=export,
        erase=erase,
        fate=fate,
    )


RECORDS = [
    Record(
        model=MentorOffer,
        through=("mentor",),
        title=_("Offre de mentorat"),
        holds=_("Ce que vous proposez comme mentor."),
        export=export_offer,
        erase=privacy.WITH_ACCOUNT,
    ),
    Record(
        model=MentoringRequest,
        through=("contact__sender",),
        title=_("Demandes de mentorat"),
        holds=_("Votre objectif, et ce que vous aviez essayé."),
        export=export_requests,
        erase=erase_requests,
        fate=_("Supprimées."),
    ),
    Record(
        model=Mentorship,
        through=("mentor", "mentee"),
        title=_("Mentorats"),
        holds=_("Avec qui, le cadre, les dates."),
        export=export_mentorships,
        erase=erase_mentorships,
        fate=_("Terminés\u202f; votre nom et l’objectif commun disparaissent."),
        kept=_("L’autre personne garde les dates et ce qu’elle a écrit, tant qu’elle est là."),
    ),
    _line(
        MentorGoal,
        _("Buts d’un mentorat"),
        _("Les buts que vous avez écrits."),
        ["text", "done_at"],
        _delete_lines(MentorGoal),
        _("Supprimés."),
    ),
    _line(
        MentorNote,
        _("Notes d’un mentorat"),
        _("Les notes partagées que vous avez écrites."),
        ["text"],
        _erase_texts(MentorNote, "text"),
        _("Le texte disparaît, la ligne reste à l’autre personne."),
    ),
    _line(
        MentorMeeting,
        _("Rendez-vous de mentorat"),
        _("Les rendez-vous que vous avez proposés."),
        ["starts_at", "minutes", "format", "place"],
        _erase_texts(MentorMeeting, "place"),
        _("Le lieu disparaît, la date reste à l’autre personne."),
    ),
    _line(
        MentorThanks,
        _("Mots de remerciement"),
        _("Les mots que vous avez laissés."),
        ["text"],
        _delete_lines(MentorThanks),
        _("Supprimés."),
    ),
]
