"""What mentoring tells the two people of it. Never a text of theirs, never why one stopped."""

from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from portal.moderation.enums import Outcome
from portal.notifications.inbox import notify

TOPIC = "mentorat"

ENDED = gettext_noop("Votre mentorat avec {actor} est terminé.")
FRAME = gettext_noop("{actor} propose un cadre pour votre mentorat : lisez-le et signez.")
SIGNED = gettext_noop("{actor} a signé le cadre de votre mentorat.")
LAST_DAY = gettext_noop(
    "Votre mentorat avec {actor} arrive à sa date de fin\u00a0: prolongez-le ou terminez-le."
)
AWAY = gettext_noop(
    "La personne qui vous accompagne ne peut pas vous répondre pour le moment. Votre mentorat et "
    "vos notes restent\u202f; vous pouvez attendre, ou demander à quelqu’un d’autre."
)
BACK = gettext_noop("{actor} peut de nouveau vous répondre\u00a0: votre mentorat reprend.")
CANCELLED = gettext_noop("{actor} a annulé un rendez-vous de mentorat.")
LINES = {
    "MentorMeeting": gettext_noop("{actor} propose un rendez-vous de mentorat."),
    "MentorThanks": gettext_noop("{actor} vous a laissé un mot de remerciement."),
    "MentorGoal": gettext_noop("{actor} a ajouté un but à votre mentorat."),
    "MentorNote": gettext_noop("{actor} a ajouté une note à votre mentorat."),
}


def _tell(mentorship: Any, message: str, *, by: Any, mail: bool = True) -> None:
    other = mentorship.other_than(by)
    if other is None:
        return
    with translation.override(other.language):
        text, subject = _(message), _("Du nouveau dans votre mentorat")
    notify(
        to=other,
        topic=TOPIC,
        text=text,
        subject=subject,
        url=mentorship.get_absolute_url(),
        actor=by,
        mail="notification" if mail else "",
    )


def tell_frame(mentorship: Any, *, by: Any) -> None:
    _tell(mentorship, FRAME, by=by)


def tell_signed(mentorship: Any, *, by: Any) -> None:
    _tell(mentorship, SIGNED, by=by)


def tell_line(mentorship: Any, line: Any, *, by: Any) -> None:
    """A meeting or thanks by mail as well; goals and notes wait in the inbox."""
    name = type(line).__name__
    _tell(mentorship, LINES[name], by=by, mail=name in {"MentorMeeting", "MentorThanks"})


def tell_cancelled(meeting: Any, *, by: Any) -> None:
    _tell(meeting.mentorship, CANCELLED, by=by)


def tell_ended(mentorship: Any, *, by: Any) -> None:
    _tell(mentorship, ENDED, by=by)


def tell_absence(mentorship: Any, *, gone: bool) -> None:
    """Tell the mentee that the mentor cannot answer for now, or can again; never why."""
    if mentorship.mentor is not None:
        _tell(mentorship, AWAY if gone else BACK, by=mentorship.mentor)


def tell_last_day(mentorship: Any) -> None:
    """Tell both that the date they agreed on has passed."""
    for member, other in (
        (mentorship.mentor, mentorship.mentee),
        (mentorship.mentee, mentorship.mentor),
    ):
        if member is not None and other is not None:
            _tell(mentorship, LAST_DAY, by=other)


def tell_offer_decision(offer: Any, decision: Any) -> None:
    """Tell a mentor that their offer is in the list, or what to mend."""
    mentor = offer.mentor
    approved = decision.outcome == Outcome.APPROVED
    with translation.override(mentor.language):
        if approved:
            text = subject = _("Votre offre de mentorat est publiée")
        else:
            text = subject = _("Votre offre de mentorat est à corriger")
        reason = decision.get_reason_display()
    notify(
        to=mentor,
        topic="publications",
        text=text + ".",
        subject=subject,
        url=reverse("mentoring:offer", args=[offer.pk]),
        mail="offer_approved" if approved else "offer_rejected",
        reason=reason,
        note=decision.note,
    )
