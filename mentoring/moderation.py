"""What can be reported on this floor."""

from typing import Any

from mentoring.models import MentorOffer, Mentorship, PortfolioItem, Profile
from portal.moderation import registry


def _mentorships(user: Any) -> Any:
    return Mentorship.objects.of(user) if user.is_authenticated else Mentorship.objects.none()


registry.register("mentor", MentorOffer, lambda user: MentorOffer.objects.visible_to(user))
registry.register("mentorat", Mentorship, _mentorships)
registry.register("profil", Profile, lambda user: Profile.objects.visible_to(user))
registry.register("portfolio", PortfolioItem, lambda user: PortfolioItem.objects.visible_to(user))
registry.grant(
    "mentoring.view_mentoroffer",
    "mentoring.view_portfolioitem",
    "mentoring.view_profile",
    "mentoring.view_visitingcard",
)
