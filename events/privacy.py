"""What this floor knows of a member, and what becomes of it (see portal/accounts/privacy.py)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from events.actions import leave_everything
from events.models import AgendaKey, Meetup, MeetupHost, Registration
from portal.accounts import leaving, privacy
from portal.accounts.leaving import Pending
from portal.accounts.models.user import GRACE, present
from portal.accounts.privacy import Record, Row


def export_meetups(member: Any) -> list[Row]:
    fields = (
        "title", "description", "festival", *(f for f in Meetup.PRACTICAL), "referent_name",
        "referent_contact", "referent_trained_on", "alcohol_free", "minors_welcome", "state",
        "created_at", "submitted_at", "decided_at", "published_at", "cancelled_at", "cancel_reason",
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


@leaving.register
def hosted_alone(member: Any) -> Iterator[Pending]:
    """The meetups to come that nobody else hosts, with what becomes of each."""
    others = MeetupHost.objects.accepted().filter(present("member"), meetup=OuterRef("pk"))
    alone = Meetup.objects.written_by(member).filter(
        ~Exists(others.exclude(member=member.pk)),
        published_at__isnull=False,
        cancelled_at__isnull=True,
        starts_at__gt=timezone.now(),
    )
    for meetup in alone.order_by("starts_at", "pk"):
        yield Pending(meetup.title, _what_becomes(meetup, member), hosting_url(meetup))


def _what_becomes(meetup: Meetup, member: Any) -> str:
    begins: Any = meetup.starts_at  # what is published has a beginning
    values = {
        "day": date_format(timezone.localtime(begins), "l j F"),
        "people": ngettext(
            "%(n)s personne inscrite", "%(n)s personnes inscrites", meetup.seats_taken
        )
        % {"n": meetup.seats_taken},
    }
    erased_from = member.erased_from or timezone.now() + GRACE
    if begins >= erased_from and member.erased_from is None:
        said = _now(
            "Le %(day)s, %(people)s. Vous êtes seul·e à l’organiser\u00a0: avant de partir, faites "
            "accepter cette rencontre par quelqu’un d’autre, ou annulez-la. Sinon, elle sera "
            "annulée avec votre compte, dans sept jours, et les personnes inscrites prévenues ce "
            "jour-là."
        )
    elif begins < erased_from:
        said = _now(
            "Le %(day)s, %(people)s. Elle a lieu avant que votre compte soit effacé\u00a0: on vous "
            "y attend toujours. Si vous n’y serez pas, annulez-la\u00a0: les personnes inscrites "
            "seront prévenues tout de suite."
        )
    else:
        said = _now(
            "Le %(day)s, %(people)s. Elle sera annulée avec votre compte. Annulez-la maintenant "
            "pour que les personnes inscrites le sachent plus tôt, ou gardez votre compte le temps "
            "de la confier à quelqu’un."
        )
    return said % values


def hosting_url(meetup: Meetup) -> str:
    return reverse("events:meetup_hosting", args=[meetup.pk])


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
