from .card import VisitingCard, VisitingCardQuerySet
from .mentorship import (
    MentorGoal,
    MentoringRequest,
    MentorMeeting,
    MentorNote,
    Mentorship,
    MentorshipQuerySet,
    MentorThanks,
)
from .offer import MentorOffer, MentorOfferQuerySet
from .portfolio import PortfolioItem, PortfolioItemQuerySet
from .profile import DirectoryTerm, Profile, ProfileQuerySet

__all__ = [
    "DirectoryTerm",
    "MentorGoal",
    "MentorMeeting",
    "MentorNote",
    "MentorOffer",
    "MentorOfferQuerySet",
    "MentorThanks",
    "MentoringRequest",
    "Mentorship",
    "MentorshipQuerySet",
    "PortfolioItem",
    "PortfolioItemQuerySet",
    "Profile",
    "ProfileQuerySet",
    "VisitingCard",
    "VisitingCardQuerySet",
]
