"""What this floor shows on a member's own page."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from mentoring.mentor_actions import open_asks
from mentoring.models import MentorOffer, Mentorship, Profile
from mentoring.next_steps import next_steps
from portal.shell.home import Counts, on_counts, on_dashboard


@on_counts
def counts(user: Any) -> dict[str, QuerySet[Any]]:
    """For a moderator, how many offers wait, too."""
    offers = MentorOffer.objects.all()
    return {
        "asks": open_asks(user),
        "mentorships": Mentorship.objects.of(user).under_way(),
        "offers_awaiting": offers.awaiting_review() if user.is_moderator else offers.none(),
    }


@on_dashboard
def profile(request: HttpRequest, counts: Counts) -> dict[str, Any]:
    """One's own page and what to add to it next; None before the first saving."""
    page = Profile.objects.own_line(request.user)
    return {"my_profile": page, "profile_steps": next_steps(page) if page else []}


@on_dashboard
def mentoring(request: HttpRequest, counts: Counts) -> dict[str, Any]:
    """The mentorships under way, where there are some; the requests that wait are counted."""
    user: Any = request.user
    listed = Mentorship.objects.listed_for(user) if counts["mentorships"] else []
    return {"mentorships": [one for one in listed if one.goes_on]}
