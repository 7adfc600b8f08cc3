"""What is told about who writes for an organisation."""

import dataclasses
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from careers.models import Organisation, OrganisationInvitation
from portal.notifications.inbox import notify
from portal.notifications.mails import send_mail
from portal.notifications.topics import Topic, register

TOPIC = "structures"
LONGEST_NAME = 120

register(
    Topic(
        TOPIC,
        _("Vos structures"),
        _("Une personne rejoint la structure pour laquelle vous écrivez, un rôle change."),
    )
)


@dataclasses.dataclass(frozen=True, slots=True)
class Guest:
    """An address that may have no account: what a mail asks of whom it is written to."""

    email: str
    language: str
    display_name: str = ""


def send_invitation(invitation: OrganisationInvitation, *, token: str, language: str) -> None:
    """The one mail that carries the link. Written in the language of whoever invites."""
    guest = Guest(email=invitation.email, language=language)
    with translation.override(language):
        send_mail(
            "organisation_invitation",
            to=guest,
            subject=gettext("Rejoindre %(name)s sur Premier Clap")
            % {"name": invitation.organisation.name[:LONGEST_NAME]},
            invitation=invitation,
            organisation=invitation.organisation,
            inviter=invitation.invited_by,
            link=settings.SITE_URL + reverse("careers:invitation", args=[token]),
        )


def _tell(organisation: Organisation, *, to: Any, by: Any, text: Any, subject: Any) -> None:
    if to is None:
        return
    with translation.override(to.language):
        notify(
            to=to,
            topic=TOPIC,
            text=str(text) % {"name": organisation.name[:LONGEST_NAME]},
            subject=subject,
            url=organisation.get_absolute_url(),
            actor=by,
            mail="notification",
        )


def tell_joined(organisation: Organisation, *, by: Any, invited_by: Any) -> None:
    _tell(
        organisation,
        to=invited_by,
        by=by,
        text=_("{actor} écrit maintenant pour %(name)s."),
        subject=_("Une personne rejoint votre structure"),
    )


def tell_role(organisation: Organisation, *, to: Any, by: Any, owner: bool) -> None:
    _tell(
        organisation,
        to=to,
        by=by,
        text=_("Vous êtes maintenant responsable de %(name)s.")
        if owner
        else _("Vous écrivez pour %(name)s comme collègue."),
        subject=_("Votre rôle dans une structure change"),
    )


def tell_removed(organisation: Organisation, *, to: Any, by: Any) -> None:
    _tell(
        organisation,
        to=to,
        by=by,
        text=_("Vous n’écrivez plus pour %(name)s."),
        subject=_("Vous quittez une structure"),
    )
