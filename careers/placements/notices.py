"""What is told about a placement, to both sides: in the inbox, and by mail as each chose."""

from datetime import datetime
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from careers.applications.notices import LONGEST_TITLE, readers
from careers.models import Attestation, Placement
from careers.placements import agreed_terms
from careers.placements.attestation_links import link
from careers.placements.enums import AttestationState, Side
from careers.team_notices import Guest
from portal.notifications.inbox import notify
from portal.notifications.mails import send_mail
from portal.notifications.topics import Topic, register

TOPIC = "stages-acceptes"

register(
    Topic(
        TOPIC,
        _("Vos stages acceptés"),
        _("Des termes changés, une signature notée ou manquante, la réponse à une attestation."),
    )
)


def tell(
    placement: Placement,
    *,
    to: Any,
    text: Any,
    subject: Any,
    url: str = "",
    actor: Any = None,
    now: datetime | None = None,
    mail: str = "notification",
    what: str = "",
    **context: Any,
) -> None:
    """One line and one mail, in the member's language; `what`: for the sentence, as it is."""
    values = {
        "title": placement.title[:LONGEST_TITLE],
        "host": placement.organisation_name,
        "what": what,
    }
    with translation.override(to.language):
        notify(
            to=to,
            topic=TOPIC,
            text=str(text) % values,
            subject=subject,
            url=url or placement.get_absolute_url(),
            actor=actor,
            mail=mail,
            now=now,
            **context,
        )


def tell_signed(placement: Placement, *, side: Side, by: Any, now: datetime) -> None:
    """To the other side: a signature was noted."""
    if by.pk == placement.intern_id:
        people = readers(placement.application)
    else:
        people = [placement.intern] if placement.intern else []
    texts = {
        Side.INTERN: _("La personne accueillie a signé la convention de «\u00a0%(title)s\u00a0»."),
        Side.HOST: _("%(host)s a signé la convention de «\u00a0%(title)s\u00a0»."),
        Side.SCHOOL: _("L’établissement a signé la convention de «\u00a0%(title)s\u00a0»."),
    }
    for one in people:
        tell(
            placement,
            to=one,
            text=texts[side],
            subject=_("Une signature de plus sur la convention"),
            url=f"{placement.get_absolute_url()}convention/",
            now=now,
        )


def tell_terms(before: Placement, after: Placement, *, signed: bool, now: datetime) -> None:
    """To the intern: the organisation changed the terms, from what to what."""
    intern = after.intern
    if intern is None:
        return
    with translation.override(intern.language):
        changes = agreed_terms.changes(before, after, rows=agreed_terms.OF_PLACEMENT)
        what = ", ".join(one.label for one in changes)
    tell(
        after,
        to=intern,
        text=_(
            "%(host)s a changé les termes de «\u00a0%(title)s\u00a0» (%(what)s). Les signatures "
            "notées sont reprises\u00a0: la convention se signe de nouveau."
        )
        if signed
        else _("%(host)s a changé les termes de «\u00a0%(title)s\u00a0» (%(what)s)."),
        subject=_("Les termes de votre stage ont changé"),
        url=f"{after.get_absolute_url()}convention/",
        mail="placement_terms",
        what=what,
        now=now,
        changes=changes,
    )


def _sides(placement: Placement) -> list[Any]:
    """Everybody the placement concerns and who is there."""
    intern = [placement.intern] if placement.intern else []
    return [*intern, *readers(placement.application)]


def tell_unsigned(placement: Placement, *, now: datetime) -> None:
    """To both sides, a week before the first day or late: a signature is missing."""
    begun = placement.starts_on is not None and placement.starts_on <= timezone.localdate(now)
    for one in _sides(placement):
        tell(
            placement,
            to=one,
            text=_(
                "«\u00a0%(title)s\u00a0» a commencé sans les trois signatures de sa "
                "convention\u00a0: parlez-en aujourd’hui, avec l’école aussi."
            )
            if begun
            else _(
                "La convention de «\u00a0%(title)s\u00a0» n’a pas encore ses trois "
                "signatures\u00a0: sans elles, le stage ne commence pas."
            ),
            subject=_("Une convention attend ses signatures"),
            url=f"{placement.get_absolute_url()}convention/",
            now=now,
        )


def send_attestation(attestation: Attestation) -> None:
    """The one mail to the tutor, with the link that answers. French: the paper is."""
    placement = attestation.placement
    with translation.override("fr"):
        send_mail(
            "attestation_request",
            to=Guest(email=attestation.tutor_email, language="fr"),
            subject=gettext("Signer une attestation de stage, en une minute"),
            attestation=attestation,
            placement=placement,
            link=link(attestation),
        )


def tell_attestation(attestation: Attestation, *, now: datetime) -> None:
    """To the intern: it is signed, refused, or was left without an answer."""
    texts = {
        AttestationState.CONFIRMED: _("Votre attestation pour «\u00a0%(title)s\u00a0» est signée."),
        AttestationState.DECLINED: _(
            "Votre demande d’attestation pour «\u00a0%(title)s\u00a0» est refusée\u00a0: lisez le "
            "mot."
        ),
        AttestationState.EXPIRED: _(
            "Votre demande d’attestation pour «\u00a0%(title)s\u00a0» est restée sans réponse."
        ),
    }
    tell(
        attestation.placement,
        to=attestation.placement.intern,
        text=texts[AttestationState(attestation.state)],
        subject=_("Votre attestation de stage"),
        url=attestation.get_absolute_url(),
        now=now,
    )
