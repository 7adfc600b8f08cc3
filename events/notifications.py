"""What this floor tells its members, in their inbox and by mail."""

from typing import Any

from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.enums import Seat
from portal.moderation.enums import Outcome, State
from portal.notifications.inbox import notify, telling_many
from portal.notifications.mails import send_mail
from portal.notifications.topics import Topic, register

TOPIC = "rencontres"
# What an inbox line can hold of a title, with the sentence around it.
LONGEST_TITLE = 120

register(
    Topic(
        TOPIC,
        _("Rencontres"),
        _("Une place se libère, un lieu change, une rencontre est annulée\u202f; le rappel."),
    )
)


def _address(meetup: Any) -> str:
    """The page, as long as whoever is registered can open it."""
    return meetup.get_absolute_url() if meetup.state in {State.APPROVED, State.SUBMITTED} else ""


def _tell(meetup: Any, member: Any, *, text: Any, subject: Any, mail: str, **context: Any) -> None:
    """One line and one mail, in the member's language."""
    with translation.override(member.language):
        values = {"title": meetup.title[:LONGEST_TITLE], "when": meetup.when_label}
        context.setdefault("url", _address(meetup))
        notify(
            to=member,
            topic=TOPIC,
            text=str(text) % values,
            subject=str(subject),
            mail=mail,
            **({} if mail == "notification" else _facts(meetup)),
            **context,
        )


def _facts(meetup: Any) -> dict[str, Any]:
    """What the mails say of a meetup; the address is for whoever comes."""
    return {
        "when": meetup.when_label,
        "on_site": meetup.on_site,
        "place": meetup.place,
        "street": meetup.address,
        "city": meetup.city,
        "cancel_reason": meetup.cancel_reason,
        "referent_name": meetup.referent_name,
        "referent_contact": meetup.referent_contact,
    }


def tell_promoted(meetup: Any, member: Any) -> None:
    """A seat came free: it is this member's."""
    _tell(
        meetup,
        member,
        text=_("Une place s’est libérée\u00a0: vous venez à «\u00a0%(title)s\u00a0», %(when)s."),
        subject=_("Une place s’est libérée pour vous"),
        mail="meetup_promoted",
    )


def tell_change(meetup: Any, registration: Any, changed: list[str], *, by: Any) -> None:
    """The time, the place or the link changed."""
    _tell(
        meetup,
        registration.member,
        text=_(
            "«\u00a0%(title)s\u00a0» change de moment, de lieu ou de lien\u00a0: relisez la page."
        ),
        subject=_("Une rencontre où vous êtes inscrit·e change"),
        mail="meetup_changed",
        actor=by,
        times=bool({"starts_at", "ends_at"} & set(changed)),
        places=bool({"format", "place", "address", "city"} & set(changed)),
        link_changed="join_link" in changed and registration.state == Seat.CONFIRMED,
    )


def tell_cancelled(meetup: Any, member: Any, *, by: Any) -> None:
    """It will not take place; the reason is on the page and in the mail."""
    _tell(
        meetup,
        member,
        text=_("«\u00a0%(title)s\u00a0», %(when)s, n’aura pas lieu."),
        subject=_("Une rencontre où vous êtes inscrit·e est annulée"),
        mail="meetup_cancelled",
        actor=by,
    )


def tell_reminder(meetup: Any, member: Any) -> None:
    """The day before, to whoever has a seat."""
    _tell(
        meetup,
        member,
        text=_("C’est bientôt\u00a0: «\u00a0%(title)s\u00a0», %(when)s."),
        subject=_("Votre rencontre, c’est bientôt"),
        mail="meetup_reminder",
    )


def tell_invited(meetup: Any, member: Any, *, by: Any) -> None:
    """A contact asks this member to host too."""
    from django.urls import reverse

    _tell(
        meetup,
        member,
        text=_("{actor} vous propose d’organiser aussi «\u00a0%(title)s\u00a0»."),
        subject=_("On vous propose d’organiser une rencontre"),
        mail="notification",
        actor=by,
        url=reverse("events:meetups_mine"),
    )


def tell_on_hold(meetup: Any, member: Any) -> None:
    """A moderator asks for a correction of something people are registered for."""
    _tell(
        meetup,
        member,
        text=_(
            "«\u00a0%(title)s\u00a0» est à corriger et n’est plus en ligne pour l’instant. Votre "
            "inscription reste."
        ),
        subject=_("Une rencontre où vous êtes inscrit·e est en suspens"),
        mail="notification",
        url="",
    )


def tell_suspended(meetup: Any, member: Any) -> None:
    """It is out of sight for now: moderators hid it, or whoever receives cannot."""
    _tell(
        meetup,
        member,
        text=_(
            "«\u00a0%(title)s\u00a0», %(when)s, est suspendue pour l’instant. Votre inscription "
            "reste\u202f; nous vous dirons si elle revient."
        ),
        subject=_("Une rencontre où vous êtes inscrit·e est suspendue"),
        mail="notification",
    )


def tell_back(meetup: Any, member: Any) -> None:
    """It is in sight again, with its seats as they were."""
    _tell(
        meetup,
        member,
        text=_("«\u00a0%(title)s\u00a0», %(when)s, est de retour. Votre inscription tient."),
        subject=_("Une rencontre suspendue est de retour"),
        mail="notification",
    )


def tell_decision(meetup: Any, decision: Any) -> None:
    """Tell whoever wrote it what was decided, and those registered when it goes offline."""
    approved = decision.outcome == Outcome.APPROVED
    if not approved:
        with telling_many():
            for registration in meetup.registrations.active().select_related("member"):
                tell_on_hold(meetup, registration.member)
    author = meetup.author
    if author is None or not author.is_present:
        return
    with translation.override(author.language):
        subject = (
            gettext("Votre rencontre est publiée")
            if approved
            else gettext("Votre rencontre est à corriger")
        )
    send_mail(
        "meetup_approved" if approved else "meetup_rejected",
        to=author,
        subject=subject,
        meetup=meetup,
        decision=decision,
    )
