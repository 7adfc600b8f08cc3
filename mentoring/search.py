"""What members find of each other: what the page of each shows to any member, and nothing else.

Asked again at each search: who left, who is hidden, whom a block separates is neither shown nor
counted.
"""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from mentoring.enums import Sight
from mentoring.models import MentorOffer, Profile
from mentoring.sight import look
from portal.accounts.models import User
from portal.search import registry
from portal.search.registry import Document, Source


def listed() -> Any:
    """The pages shown to every member, whoever looks."""
    return Profile.objects.listed_for(AnonymousUser()).with_page()


def member(profile: Profile) -> Document:
    page = look(profile, Sight.MEMBER)
    assert page is not None  # what is listed is shown to members
    roles = [*page.roles_held, *page.roles_wanted]
    lists = [*page.looking_for, *page.offers, *page.languages, *page.licences]
    text = [
        page.headline,
        page.about,
        *page.experience,
        *(role.label for role in roles),
        *(skill.label for skill in page.skills),
        *(str(one.label) for one in lists),
        page.looking_for_line,
        page.offers_line,
        *page.equipment,
        page.place,
    ]
    return Document(
        title=page.name,
        url=page.url,
        text="\n".join(filter(None, text)),
        excerpt="\n".join(filter(None, [page.headline, page.about, *page.experience])),
        line=page.slugline,
        departments=[role.slug for role in roles],
        regions=[slugify(page.region)] if page.region else [],
        owner_id=profile.user_id,
        place=registry.newest_first(profile.created_at),
    )


def offer(one: MentorOffer) -> Document:
    roles = list(one.roles.all())
    return Document(
        title=one.mentor.display_name,
        url=one.get_absolute_url(),
        text="\n".join(
            [
                one.pitch,
                one.rhythm,
                one.departement_name,
                one.region,
                *(str(label) for label in one.topic_labels),
                *(role.title for role in roles),
            ]
        ),
        excerpt=one.pitch,
        line=" · ".join(filter(None, [*(role.title for role in roles[:2]), one.region])),
        departments=[role.department.slug for role in roles],
        regions=[slugify(one.region)] if one.region else [],
        owner_id=one.mentor_id,
        adults_only=not one.welcomes_minors,
        place=registry.newest_first(one.published_at),
    )


def offers_for(viewer: Any, now: datetime) -> Any:
    return MentorOffer.objects.visible_to(viewer).for_age_of(viewer)


registry.register(
    Source(
        key="mentor",
        many=True,
        order=registry.FIRST_FOR_MEMBERS,
        label=_("Mentor"),
        plural=_("Mentors"),
        model=MentorOffer,
        queryset=lambda: (
            MentorOffer.objects.approved()
            .select_related("mentor")
            .prefetch_related("roles__department")
        ),
        visible=offers_for,
        document=offer,
        depends=[(User, "mentor")],
    ),
    Source(
        key="membre",
        many=True,
        order=registry.FIRST_FOR_MEMBERS + 4,
        label=_("Membre"),
        plural=_("Membres"),
        model=Profile,
        queryset=listed,
        visible=lambda viewer, now: Profile.objects.listed_for(viewer),
        document=member,
        depends=[(User, "user")],
    ),
)
