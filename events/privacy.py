"""What this floor knows of a member, and what becomes of it (see portal/accounts/privacy.py)."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from events.actions import leave_everything
from events.models import AgendaKey, Meetup, MeetupHost, Registration
from portal.accounts import privacy
from portal.accounts.privacy import Record, Row


def export_meetups(member: Any) -> list[Row]:
    fields = (
        "title", "description", "festival", *(f for f in Meetup.PRACTICAL), "referent_name",
        "referent_contact", "alcohol_free", "minors_welcome", "state", "created_at",
        "submitted_at", "decided_at", "published_at", "cancelled_at", "cancel_reason",
    )  # fmt: skip
    return privacy.rows(member.meetups.select_related("festival").order_by("pk"), *fields)


def export_registrations(member: Any) -> list[Row]:
    fields = (
        "meetup", "state", "shown", "as_role", "created_at", "confirmed_at", "promoted_at",
        "cancelled_at", "reminded_at",
    )  # fmt: skip
    found = member.registrations.select_related("meetup", "as_role").order_by("created_at", "pk")
    return privacy.rows(found, *fields)


def export_hostings(member: Any) -> list[Row]:
    found = member.hostings.select_related("meetup").order_by("pk")
    return privacy.rows(found, "meetup", "invited_at", "accepted_at", "declined_at")


def erase_hostings(member: Any, *, now: datetime) -> None:
    """Free the seats, call off what nobody else hosts, and forget who was to be found there."""
    leave_everything(member=member, now=now)


privacy.register(
    Record(
        model=Meetup,
        through=("author",),
        title=_("Rencontres proposées"),
        holds=_("Les rencontres que vous avez écrites."),
        export=export_meetups,
        erase=privacy.UNLINKED,
        kept=_("Une rencontre publiée garde sa page, sans votre nom."),
    ),
    Record(
        model=MeetupHost,
        through=("member",),
        title=_("Rencontres organisées"),
        holds=_("Ce que vous organisez, ou qu’on vous a proposé d’organiser."),
        export=export_hostings,
        erase=erase_hostings,
        fate=_(
            "Vos places sont rendues. Ce que vous êtes seul·e à organiser et qui est à venir est "
            "annulé, et les personnes inscrites prévenues\u202f; ce qui n’a pas été publié est "
            "supprimé."
        ),
        kept=_("La page d’une rencontre passée, sans votre nom ni la personne référente."),
    ),
    Record(
        model=Registration,
        through=("member",),
        title=_("Inscriptions aux rencontres"),
        holds=_("Vos places, vos listes d’attente, et comment vous y apparaissez."),
        export=export_registrations,
        erase=privacy.WITH_ACCOUNT,
        kept=_("Tant que le compte existe."),
    ),
    Record(
        model=AgendaKey,
        through=("member",),
        title=_("Adresse d’agenda"),
        holds=_("Que votre agenda a une adresse secrète, depuis quand\u202f; jamais l’adresse."),
        export=lambda member: privacy.rows(AgendaKey.objects.filter(member=member), "created_at"),
        erase=privacy.WITH_ACCOUNT,
        kept=_("Jusqu’à ce que vous la changiez."),
    ),
)
