"""What this floor shows on a member's own page."""

from typing import Any

from django.http import HttpRequest

from mentoring.mentor_actions import open_asks
from mentoring.models import MentorOffer, Mentorship, Profile
from mentoring.next_steps import next_steps
from portal.shell.home import on_dashboard


@on_dashboard
def profile(request: HttpRequest) -> dict[str, Any]:
    """One's own page and what to add to it next; None before the first saving."""
    user: Any = request.user
    found = Profile.objects.filter(user=user).with_page().first()
    page = found.seen_by(user) if found else None
    return {"my_profile": page, "profile_steps": next_steps(page) if page else []}


@on_dashboard
def mentoring(request: HttpRequest) -> dict[str, Any]:
    """The mentorships under way; for a moderator, how many offers wait."""
    user: Any = request.user
    waiting = MentorOffer.objects.awaiting_review().count() if user.is_moderator else 0
    return {
        "asks": open_asks(user).select_related("recipient"),
        "mentorships": [one for one in Mentorship.objects.listed_for(user) if one.goes_on],
        "offers_awaiting": waiting,
    }
