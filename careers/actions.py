"""Writes that touch several models of this floor."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from careers.enums import MemberRole
from careers.legality import Report
from careers.models import Internship, Organisation, OrganisationMember
from careers.posting import Unlawful, report_on
from portal.moderation.enums import State
from portal.shell import addresses

# Addresses of the site below /structures/.
RESERVED = {"creer"}
DATES = ("starts_on", "ends_on", "apply_by")
# True on the day of the source, to be said again.
NOT_COPIED = (
    *DATES, "presence_hours", "interns_present", "tutor_interns", "first_on_post",
    "previous_starts_on", "previous_ends_on", "previous_weekly_hours", "previous_left_early",
    "team_complete_by",
)  # fmt: skip
# Two people may take the same name at once: each try looks for a free address again.
TRIES = 5


def _free_slug(name: str, attempt: int) -> str:
    base = slugify(name)[:60].strip("-") or "structure"
    others = Organisation.objects.filter(slug__startswith=base)
    taken = RESERVED | set(others.values_list("slug", flat=True))
    return addresses.free(base, taken=taken, attempt=attempt)


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
    for attempt in range(TRIES):
        made = Organisation.objects.of_member(by).filter(creation_key=key).first()
        if made:
            return made
        organisation.slug = _free_slug(organisation.name, attempt)
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
    # Internships before their organisation, as whoever answers an application takes them.
    internships = list(organisation.internships.select_for_update(of=("self",)).order_by("pk"))
    organisation.save()
    waiting = 0
    for internship in internships:
        if internship.is_open() or internship.state == State.SUBMITTED:
            waiting += internship.state == State.APPROVED
            internship.save_edit(read=internship.revision)
        else:
            internship.save(update_fields=["search_text"])
    return waiting


def a_year_later(day: date) -> date:
    """The same day of the next year; the 28th for a 29 February."""
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if leap else day.day)


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


def _checked(internship: Internship) -> Report:
    """The report of a listing about to be read; raises Unlawful when a rule fails.

    Under the lock of its organisation: two listings sent at once count each other. Its own row
    first, as whoever answers an application takes them.
    """
    Internship.objects.select_for_update(of=("self",)).filter(pk=internship.pk).first()
    Organisation.objects.select_for_update().get(pk=internship.organisation_id)
    report = report_on(internship)
    if report.blocks:
        raise Unlawful(report)
    return report


@transaction.atomic
def send_internship(*, internship: Internship) -> Report:
    """Check the law once more and send a complete listing to the moderators, with the report.

    Raises Unlawful when a rule fails, AlreadyDecided when it has left already.
    """
    report = _checked(internship)
    internship.submit(legality=report.as_json())
    return report


@transaction.atomic
def edit_internship(*, internship: Internship, read: int) -> None:
    """Save an edit of revision `read`; what is in review or published is checked again first.

    Raises Unlawful when a rule fails, AlreadyDecided when somebody edited it meanwhile.
    """
    if internship.state in {State.SUBMITTED, State.APPROVED}:
        internship.legality = _checked(internship).as_json()
    internship.save_edit(read=read)


@transaction.atomic
def copy_internship(*, by: Any, source: Internship, key: UUID, renewed: bool) -> Internship:
    """A new draft with the same text: its dates a year later (`renewed`), or to be given.

    What was decided, promised or counted at the time of the source stays with it. The same press
    sent twice (`key`) gives the one draft.
    """
    fields = {
        field.attname: getattr(source, field.attname)
        for field in Internship._meta.concrete_fields
        if field.editable and field.name not in NOT_COPIED and not field.primary_key
    }
    for name in DATES:
        value = getattr(source, name)
        fields[name] = a_year_later(value) if renewed and value else None
    fields["organisation_id"] = source.organisation_id
    return create_internship(by=by, internship=Internship(**fields), key=key)


@transaction.atomic
def delete_internship(*, internship: Internship) -> bool:
    """Delete a listing nobody has decided on; returns whether it was."""
    current = Internship.objects.select_for_update().filter(pk=internship.pk).first()
    if current is None or not current.deletable:
        return False
    current.delete()
    return True
