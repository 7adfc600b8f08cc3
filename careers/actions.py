"""Writes that touch several models of this floor."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.text import slugify

from careers.enums import MemberRole
from careers.models import Internship, Organisation, OrganisationMember
from portal.moderation.enums import State
from portal.moderation.models import Decision


def _free_slug(name: str) -> str:
    base = slugify(name)[:60] or "structure"
    taken = set(Organisation.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug


@transaction.atomic
def create_organisation(*, by: Any, organisation: Organisation, key: UUID) -> Organisation:
    """Create an organisation and make its author responsible for it.

    The same form sent twice (`key`) gives the organisation already made.
    """
    made = Organisation.objects.of_member(by).filter(creation_key=key).first()
    if made:
        return made
    organisation.slug = _free_slug(organisation.name)
    organisation.creation_key = key
    organisation.save()
    OrganisationMember.objects.create(organisation=organisation, user=by, role=MemberRole.OWNER)
    return organisation


@transaction.atomic
def edit_organisation(*, organisation: Organisation) -> int:
    """Save what was changed and send its published listings back to review.

    Readers see the organisation with each listing, so a moderator reads the change first.
    Returns how many listings wait again.
    """
    organisation.save()
    waiting = 0
    for internship in organisation.internships.select_for_update().filter(
        state__in=[State.APPROVED, State.SUBMITTED]
    ):
        waiting += internship.state == State.APPROVED
        internship.save_edit()
    return waiting


@transaction.atomic
def create_internship(*, by: Any, internship: Internship, key: UUID) -> Internship:
    """Save a new draft; the same form sent twice (`key`) gives the draft already made."""
    made = Internship.objects.written_by(by).filter(creation_key=key).first()
    if made:
        return made
    internship.author = by
    internship.creation_key = key
    internship.save()
    return internship


@transaction.atomic
def delete_internship(*, internship: Internship) -> None:
    """Delete a listing and the decisions taken on it, which nothing else points at."""
    Decision.objects.about(internship).delete()
    internship.delete()
