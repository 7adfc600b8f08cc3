"""What a member's application carries of their page (`careers.applications.applicant_file`).

Which parts go along is decided in `mentoring.sight` (`applied`). The page is read as it is today,
and closes again with the application.
"""

from typing import Any

from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from careers.applications import applicant_file
from careers.applications.applicant_file import Piece, Summary
from mentoring.enums import PortfolioKind
from mentoring.models import PortfolioItem, Profile
from mentoring.sight import Link, applied
from portal.uploads.responses import serve


def _may_join(member: Any) -> Any:
    """The pieces a member may join: their own, but for those that a moderator has hidden."""
    return PortfolioItem.objects.written_by(member).filter(hidden_at=None)


def summary(member: Any, *, accepted: bool = False) -> Summary:
    """The page as the organisation reads it; the ways to write to the person once accepted."""
    found = Profile.objects.filter(user=member, hidden_at=None).select_related("user")
    profile = found.with_roles().prefetch_related("skills").first()
    if profile is None:
        return Summary()
    shown = applied(profile)
    ways = [(_("E-mail"), shown.email), (_("Téléphone"), shown.phone)]
    return Summary(
        headline=profile.headline,
        about=profile.about,
        experience=shown.experience,
        skills=[skill.name for skill in profile.skills.all()],
        roles=[role.name for role in (*profile.roles_held.all(), *profile.roles_wanted.all())],
        facts=shown.facts,
        contact=[(label, value) for label, value in ways if accepted and value],
    )


def pieces(member: Any) -> list[Piece]:
    return [
        Piece(
            pk=item.pk,
            kind=item.kind,
            title=item.title,
            my_role=item.my_role,
            year=item.year,
            alt=item.alt,
            link=item.link,
            host=Link(item.link).label if item.kind == PortfolioKind.LINK else "",
        )
        for item in _may_join(member)
    ]


def open_file(member: Any, number: int) -> FileResponse:
    item: PortfolioItem = get_object_or_404(_may_join(member), pk=number)
    return serve(item.file, filename=slugify(item.title)[:60])


applicant_file.register(
    applicant_file.Provider(
        summary=summary,
        pieces=pieces,
        open_file=open_file,
        edit_url=lambda: reverse("mentoring:profile_edit", args=["presentation"]),
        add_url=lambda: reverse("mentoring:portfolio"),
    )
)
