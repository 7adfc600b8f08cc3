"""What this floor knows that weighs on how far the site trusts a member."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q

from mentoring.models import MentorOffer, Mentorship, Profile, VisitingCard
from portal.accounts import trust, vouching


@trust.register_upheld
def hidden_by_moderators(now: datetime) -> Any:
    """A page or a card that a moderator has hidden of late.

    Not a piece: the site itself may have hidden it, and its measure weighs once somebody decides.
    """
    late = {"hidden_at__gt": now - trust.REMEMBERED}
    return Q(Exists(Profile.objects.filter(user=OuterRef("pk"), **late))) | Q(
        Exists(VisitingCard.objects.filter(owner=OuterRef("pk"), **late))
    )


@vouching.register
def mentees(user: Any) -> Any:
    """Those whom a mentor, whose offer a moderator has read, follows or has followed."""
    mentors = MentorOffer.objects.approved().filter(mentor=user.pk)
    followed = Mentorship.objects.filter(mentor=user.pk, mentee__isnull=False)
    return followed.filter(Exists(mentors)).order_by().values("mentee")
