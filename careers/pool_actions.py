"""Staying in touch after a no: the organisation offers, the person decides, either one ends it."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from careers.models import (
    Application,
    Internship,
    Opening,
    OrganisationMember,
    PoolPlace,
    ToldInternship,
)
from portal.accounts.models import User
from portal.contact.blocks import hidden_from
from portal.notifications.inbox import notify

# What an inbox line can hold of a title, with the sentence around it.
LONGEST_TITLE = 90


def offer(application: Application, *, by: Any, now: datetime) -> PoolPlace | None:
    """Offer, with the no just said, to stay in touch; in its transaction.

    An offer that was never answered is renewed; a yes stays as it is, and gives None.
    """
    if application.applicant_id is None or application.organisation_id is None:
        return None
    there = PoolPlace.objects.filter(
        organisation=application.organisation_id, member=application.applicant_id
    )
    if there.kept(now=now).exists():
        return None
    # Two colleagues may decline two applications of one person at once.
    made: PoolPlace = PoolPlace.objects.update_or_create(
        organisation_id=application.organisation_id,
        member_id=application.applicant_id,
        defaults={
            "application": application,
            "offered_by": by,
            "offered_at": now,
            "accepted_at": None,
        },
    )[0]
    return made


def accept(place: PoolPlace, *, now: datetime | None = None) -> bool:
    """The person's yes; False when the offer has ended meanwhile. Twice is the same as once."""
    now = now or timezone.now()
    mine = PoolPlace.objects.filter(pk=place.pk)
    return bool(mine.offered(now=now).update(accepted_at=now)) or mine.kept(now=now).exists()


def leave(place: PoolPlace) -> None:
    """End it, for either side: nothing is kept of it, and nobody is told."""
    PoolPlace.objects.filter(pk=place.pk).delete()


def tell_of(internship: int, *, now: datetime) -> int:
    """Tell those in its organisation's pool of a listing just published, once each.

    Whoever writes for the organisation, or is separated from its author by a block, is not told.
    Returns how many were.
    """
    found = Opening.objects.open(today=timezone.localdate(now)).filter(pk=internship)
    listing = Internship.objects.filter(opening__in=found).select_related("organisation").first()
    if listing is None:
        return 0
    places = PoolPlace.objects.filter(organisation=listing.organisation_id).kept(now=now)
    own = OrganisationMember.objects.filter(organisation=listing.organisation_id).values("user")
    apart = hidden_from(listing.author) if listing.author else []
    wanted = places.exclude(member__in=own).exclude(member__in=apart)
    return sum(
        _tell(number, listing, now=now) for number in wanted.values_list("member", flat=True)
    )


@transaction.atomic
def _tell(number: int, listing: Internship, *, now: datetime) -> int:
    member = User.objects.select_for_update(no_key=True).filter(pk=number).first()
    told = ToldInternship.objects.filter(member=number, internship=listing)
    if member is None or told.exists():
        return 0
    ToldInternship.objects.create(member=member, internship=listing, told_at=now)
    with translation.override(member.language):
        notify(
            to=member,
            topic="alertes",
            text=_(
                "%(host)s, qui voulait garder le contact, publie\u00a0: «\u00a0%(title)s\u00a0»."
            )
            % {"host": listing.organisation.name, "title": listing.title[:LONGEST_TITLE]},
            subject=_("Une structure qui vous garde en tête publie un stage"),
            url=listing.get_absolute_url(),
            now=now,
        )
    return 1


def forget(*, now: datetime) -> int:
    """Forget the offers left without an answer and the yeses a year old; returns how many."""
    gone, _kinds = PoolPlace.objects.over(now=now).delete()
    return gone
