"""What is told about the check of an organisation."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from careers.enums import MemberRole
from careers.models import Organisation, OrganisationMember, Verification
from careers.team_notices import LONGEST_NAME, TOPIC, Guest
from portal.notifications.inbox import notify
from portal.notifications.mails import send_mail


def send_proof(organisation: Organisation, *, email: str, token: str, language: str) -> None:
    """The one mail that carries the link. Written in the language of whoever asks."""
    with translation.override(language):
        send_mail(
            "organisation_proof",
            to=Guest(email=email, language=language),
            subject=gettext("Confirmer une adresse de %(name)s sur Premier Clap")
            % {"name": organisation.name[:LONGEST_NAME]},
            organisation=organisation,
            link=settings.SITE_URL + reverse("careers:verification_proof", args=[token]),
        )


def owners_of(organisation: Organisation) -> Iterable[Any]:
    found = OrganisationMember.objects.filter(organisation=organisation, role=MemberRole.OWNER)
    return [one.user for one in found.select_related("user").order_by("pk")]


def tell_owners(organisation: Organisation, *, text: Any, subject: Any, url: str) -> None:
    """One sentence to each person responsible, in their language."""
    for owner in owners_of(organisation):
        with translation.override(owner.language):
            notify(
                to=owner,
                topic=TOPIC,
                text=str(text) % {"name": organisation.name[:LONGEST_NAME]},
                subject=subject,
                url=url,
                mail="notification",
            )


def page(organisation: Organisation) -> str:
    return reverse("careers:verification", args=[organisation.slug])


def tell_answer(answer: Verification) -> None:
    text = (
        _("%(name)s est vérifiée\u00a0: sa page et ses annonces le disent.")
        if answer.passed
        else _("%(name)s n’est pas vérifiée\u00a0: lisez ce qui manque.")
    )
    tell_owners(
        answer.organisation,
        text=text,
        subject=_("La vérification de votre structure"),
        url=page(answer.organisation),
    )


def tell_ending(organisation: Organisation) -> None:
    tell_owners(
        organisation,
        text=_("La vérification de %(name)s finit dans un mois\u00a0: renouvelez-la."),
        subject=_("La vérification de votre structure finit bientôt"),
        url=page(organisation),
    )
