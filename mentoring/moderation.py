"""What can be reported on this floor."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from mentoring import absences as absences  # follows the suspensions
from mentoring.models import (
    MentorGoal,
    MentorMeeting,
    MentorNote,
    MentorOffer,
    Mentorship,
    MentorThanks,
    PortfolioItem,
    Profile,
    VisitingCard,
)
from mentoring.profile_actions import give_back, hide
from portal.moderation import registry, standing, waiting
from portal.moderation.registry import Excerpt, Handle


def _mentorships(user: Any) -> Any:
    return Mentorship.objects.of(user) if user.is_authenticated else Mentorship.objects.none()


def lines_of(model: Any) -> Any:
    """The lines of one kind that somebody may report: those of their mentorships."""

    def visible_to(user: Any) -> Any:
        mine = _mentorships(user).order_by().values("pk")
        return model.objects.filter(mentorship__in=mine).select_related("author")

    return visible_to


def line_evidence(line: Any) -> list[Excerpt]:
    text = getattr(line, "text", "") or getattr(line, "place", "")
    return [Excerpt(author=line.author_id, at=line.created_at, text=text, reported=True)]


def frame_evidence(mentorship: Mentorship) -> list[Excerpt]:
    """The purpose and the rhythm, which nobody signed alone."""
    text = "\n".join(filter(None, (mentorship.purpose, mentorship.rhythm)))
    at = mentorship.created_at
    return [Excerpt(author=None, at=at, text=text, reported=True)] if text else []


def other_side(mentorship: Mentorship, reporter: Any) -> Any:
    """Of the two, the one who did not report."""
    if reporter is not None and reporter.pk == mentorship.mentor_id:
        return mentorship.mentee
    return mentorship.mentor


def hideable(author: Any, *, automatic: bool = False) -> Handle:
    return Handle(
        author=lambda target, reporter: author(target),
        automatic=automatic,
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
    "mentorat",
    Mentorship,
    _mentorships,
    # The frame is both people's: it is hidden from both, until they agree on another.
    handle=Handle(author=other_side, two_sided=True, **registry.flag()),
    evidence=frame_evidence,
    note=_(
        "La modération recevra une copie du but et du rythme convenus, rien d’autre du mentorat. "
        "Chaque lecture est notée."
    ),
)
for key, model in (
    ("but", MentorGoal),
    ("note", MentorNote),
    ("rendez-vous", MentorMeeting),
    ("remerciement", MentorThanks),
):
    registry.register(
        key,
        model,
        lines_of(model),
        handle=Handle(author=lambda line, reporter: line.author, **registry.flag()),
        evidence=line_evidence,
        note=_(
            "La modération recevra une copie de cette ligne, rien d’autre du mentorat. Chaque "
            "lecture est notée."
        ),
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
    handle=hideable(lambda item: item.profile.user, automatic=True),
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
# Taking back what one shows or offers, ending, reporting.
standing.allow_while_limited(
    "mentoring:card_report",
    "mentoring:card_revoke",
    "mentoring:meeting_cancel",
    "mentoring:mentorship_end",
    "mentoring:offer_pause",
    "mentoring:offer_withdraw",
    "mentoring:portfolio_delete",
)
