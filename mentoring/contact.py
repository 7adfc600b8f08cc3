"""What one writes to somebody about on this floor, whom the site has checked, and who is who."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentoring.mentor_actions import ANSWER_DAYS, PURPOSE, begin
from mentoring.models import MentorOffer, Profile
from portal.accounts import faces
from portal.accounts.models import User
from portal.contact import purposes, rules
from portal.contact.models import ContactRequest

rules.register_vetted(MentorOffer.objects.welcomes_minors_from)
rules.register_barred(MentorOffer.objects.refused)


def _answer_url(request: ContactRequest) -> str:
    return reverse("mentoring:request", args=[request.pk])


def _begin(request: ContactRequest, *, by: Any, now: Any) -> Any:
    return begin(request, by, now)


def _words(request: ContactRequest) -> list[str]:
    asked = getattr(request, "mentoring", None)
    return [asked.goal, asked.tried] if asked is not None else []


purposes.register(
    purposes.Purpose(
        key=PURPOSE,
        label=_("Demander un mentorat"),
        hint=_("Un objectif, pourquoi cette personne, ce que vous avez déjà essayé."),
        days=ANSWER_DAYS,
        on_accept=_begin,
        answer_url=_answer_url,
        words=_words,
    )
)


def _reachable(viewer: Any) -> QuerySet[User]:
    """The members whose page the viewer may open."""
    page = Profile.objects.visible_to(viewer).filter(user=OuterRef("pk"))
    return User.objects.filter(Exists(page))


def _describe(members: Iterable[User], viewer: Any) -> dict[int, faces.Face]:
    """Those among the members whose page the viewer may open, with the way there."""
    pages = Profile.objects.visible_to(viewer).filter(user__in=[one.pk for one in members])
    return {
        page.user_id: faces.Face(
            name=page.user.display_name, url=page.get_absolute_url(), headline=page.headline
        )
        # In no order: SQLite would go through every profile in theirs.
        for page in pages.select_related("user").order_by()
    }


faces.register(reachable=_reachable, describe=_describe)
