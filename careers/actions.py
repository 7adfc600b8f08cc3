"""Writes that touch several models of this floor."""

from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from careers.enums import MemberRole
from careers.models import Internship, Organisation, OrganisationMember
from portal.moderation.enums import State

# Addresses of the site below /structures/.
RESERVED = {"creer"}
# Two people may take the same name at once: each try looks for a free address again.
TRIES = 5


def _free_slug(name: str) -> str:
    base = slugify(name)[:60].strip("-") or "structure"
    taken = RESERVED | set(
        Organisation.objects.filter(slug__startswith=base).values_list("slug", flat=True)
    )
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug


def _key_after_collision(*, by: Any, organisation: Organisation, key: UUID) -> UUID:
    """The key for the next try; raises ValidationError when it is the SIRET that is taken."""
    if Organisation.objects.of_member(by).filter(creation_key=key).exists():
        return key
    if Organisation.objects.filter(creation_key=key).exists():
        return uuid4()  # somebody else's key, copied or guessed
    if organisation.siret and Organisation.objects.filter(siret=organisation.siret).exists():
        raise ValidationError({"siret": _("Une structure vient de s’inscrire avec ce SIRET.")})
    return key


def create_organisation(*, by: Any, organisation: Organisation, key: UUID) -> Organisation:
    """Create an organisation and make its author responsible for it.

    The same form sent twice (`key`), even at once, gives the organisation already made. Raises
    ValidationError on `siret` when another one took that number meanwhile.
    """
    for _try in range(TRIES):
        made = Organisation.objects.of_member(by).filter(creation_key=key).first()
        if made:
            return made
        organisation.slug = _free_slug(organisation.name)
        organisation.creation_key = key
        try:
            with transaction.atomic():
                organisation.save(force_insert=True)
                OrganisationMember.objects.create(
                    organisation=organisation, user=by, role=MemberRole.OWNER
                )
        except IntegrityError:
            organisation.pk = None
            key = _key_after_collision(by=by, organisation=organisation, key=key)
        else:
            return organisation
    raise ValidationError(_("L’enregistrement n’a pas abouti. Réessayez dans un instant."))


@transaction.atomic
def edit_organisation(*, organisation: Organisation) -> int:
    """Save what was changed and send its open listings back to review.

    Readers see the organisation with each listing, so a moderator reads the change first.
    Returns how many published listings wait again.
    """
    organisation.save()
    waiting = 0
    for internship in organisation.internships.select_for_update():
        if internship.is_open() or internship.state == State.SUBMITTED:
            waiting += internship.state == State.APPROVED
            internship.save_edit(read=internship.revision)
        else:
            internship.save(update_fields=["search_text"])
    return waiting


def create_internship(*, by: Any, internship: Internship, key: UUID) -> Internship:
    """Save a new draft; the same form sent twice (`key`), even at once, gives the one draft."""
    for attempt in (key, key, uuid4()):
        made = Internship.objects.written_by(by).filter(creation_key=key).first()
        if made:
            return made
        internship.author = by
        internship.creation_key = attempt
        try:
            with transaction.atomic():
                internship.save(force_insert=True)
        except IntegrityError:
            internship.pk = None
        else:
            return internship
    raise ValidationError(_("L’enregistrement n’a pas abouti. Réessayez dans un instant."))


@transaction.atomic
def delete_internship(*, internship: Internship) -> bool:
    """Delete a listing nobody has decided on; returns whether it was."""
    current = Internship.objects.select_for_update().filter(pk=internship.pk).first()
    if current is None or not current.deletable:
        return False
    current.delete()
    return True
