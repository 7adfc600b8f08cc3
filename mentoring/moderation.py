"""What can be reported on this floor."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from mentoring.models import MentorOffer, Mentorship, PortfolioItem, Profile, VisitingCard
from mentoring.profile_actions import give_back, hide
from portal.moderation import registry, waiting
from portal.moderation.registry import Handle


def _mentorships(user: Any) -> Any:
    return Mentorship.objects.of(user) if user.is_authenticated else Mentorship.objects.none()


def other_side(mentorship: Mentorship, reporter: Any) -> Any:
    """Of the two, the one who did not report."""
    if reporter is not None and reporter.pk == mentorship.mentor_id:
        return mentorship.mentee
    return mentorship.mentor


def hideable(author: Any) -> Handle:
    return Handle(
        author=lambda target, reporter: author(target),
        hide=lambda target: hide(target=target),
        restore=lambda target, before: give_back(target=target, before=before),
        shown=lambda target: ("mentoring/_reported.html", {"target": target}),
    )


registry.register(
    "mentor",
    MentorOffer,
    lambda user: MentorOffer.objects.visible_to(user),
    handle=registry.publication(
        author=lambda offer: offer.mentor,
        shown=lambda offer: ("mentoring/_offer_body.html", {"offer": offer}),
    ),
)
registry.register(
    "mentorat", Mentorship, _mentorships, handle=Handle(author=other_side, two_sided=True)
)
registry.register(
    "profil",
    Profile,
    lambda user: Profile.objects.visible_to(user),
    handle=hideable(lambda profile: profile.user),
)
registry.register(
    "portfolio",
    PortfolioItem,
    lambda user: PortfolioItem.objects.visible_to(user),
    handle=hideable(lambda item: item.profile.user),
)
# Reported at its own secret address alone: a number would let anybody find those of others.
registry.register(
    "carte",
    VisitingCard,
    lambda user: VisitingCard.objects.none(),
    handle=hideable(lambda card: card.owner),
)
registry.grant(
    "mentoring.view_mentoroffer",
    "mentoring.view_portfolioitem",
    "mentoring.view_profile",
    "mentoring.view_visitingcard",
)
waiting.register_texts(
    _("Offres de mentorat à relire"), MentorOffer, "admin:mentoring_mentoroffer_changelist"
)
