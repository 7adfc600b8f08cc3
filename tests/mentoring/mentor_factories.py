"""Mentors, requests and mentorships, brought about the way people bring them about."""

from typing import Any
from uuid import uuid4

from django.utils import timezone

from mentoring import mentor_actions
from mentoring.models import MentoringRequest, MentorOffer, Mentorship, Profile
from portal.contact import actions as contact
from portal.moderation.actions import decide
from portal.moderation.enums import Outcome, State
from tests.factories import make_moderator, make_role, make_user

WORDS: dict[str, Any] = {
    "goal": "Comprendre la régie avant l’été.",
    "why": "Vous avez commencé sans réseau.",
    "tried": "Deux courts métrages d’école.",
}


def make_page(user: Any = None, **fields: Any) -> Profile:
    """A member with a page, as everybody who has gone through the welcome has one."""
    user = user or make_user()
    handle = fields.pop("handle", f"membre-{user.pk}")
    profile, _made = Profile.objects.get_or_create(user=user, defaults={"handle": handle, **fields})
    return profile


def make_offer(*, mentor: Any = None, state: State = State.APPROVED, **fields: Any) -> MentorOffer:
    """A complete offer brought to `state`."""
    mentor = mentor or make_user()
    make_page(mentor)
    offer: MentorOffer = MentorOffer.objects.create(
        **{
            "mentor": mentor,
            "pitch": "Quinze ans de régie, et des refus à raconter.",
            "topics": ["trade"],
            "rhythm": "une heure par mois",
            "charter_accepted_at": timezone.now(),
            **fields,
        }
    )
    offer.roles.add(make_role())
    if state == State.DRAFT:
        return offer
    offer.submit()
    if state == State.APPROVED:
        decide(offer, by=make_moderator(), revision=offer.revision, outcome=Outcome.APPROVED)
    return offer


def make_ask(*, by: Any = None, offer: MentorOffer | None = None) -> MentoringRequest:
    return mentor_actions.ask(
        by=by or make_user(), offer=offer or make_offer(), key=uuid4(), **WORDS
    )


def make_mentorship(
    *, mentee: Any = None, offer: MentorOffer | None = None, **fields: Any
) -> Mentorship:
    offer = offer or make_offer(**fields)
    asked = make_ask(by=mentee, offer=offer)
    contact.accept(request=asked.contact, by=offer.mentor)
    return Mentorship.objects.get(offer=offer, mentee=asked.contact.sender)
