"""What happens to a placement: its beginning, its agreement, the signatures noted."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from careers import placement_notices as notices
from careers.agreement_items import first_items
from careers.application_enums import ApplicationState
from careers.models import Agreement, AgreementSignature, Application, Placement
from careers.placement_enums import Side

TERMS = ("starts_on", "ends_on", "weekly_hours", "hourly_pay", "tutor_name", "tutor_role")


class ReadAnotherRevision(ValidationError):
    """Somebody of the same side has saved meanwhile; nothing was written."""

    def __init__(self) -> None:
        super().__init__(
            _("Une autre personne a enregistré cette part entre-temps\u00a0: comparez, puis "
              "enregistrez la vôtre."),
            code="conflict",
        )  # fmt: skip


def begin(application: Application, *, now: datetime) -> Placement | None:
    """Make the placement of an application just accepted, in the transaction of the yes.

    With what its listing says now. None when the listing or the person is gone. Twice is once.
    """
    internship, intern = application.internship, application.applicant
    if internship is None or intern is None:
        return None
    values: dict[str, Any] = {name: getattr(internship, name) for name in TERMS}
    values |= {
        "intern": intern,
        "organisation": application.organisation,
        "organisation_name": application.organisation_name,
        "role": internship.role,
        "role_name": internship.role.title if internship.role else "",
        "kind": internship.kind,
        "title": application.title,
        "city": internship.city,
        "began_at": now,
    }
    placement, made = Placement.objects.get_or_create(application=application, defaults=values)
    if made and placement.is_internship:
        # The paper is French, whoever says yes in which language.
        with translation.override("fr"):
            items = first_items(internship)
        Agreement.objects.create(
            placement=placement,
            intern_items=items[Side.INTERN],
            host_items=items[Side.HOST],
            changed_at=now,
        )
    return placement


def make_missing(*, now: datetime) -> int:
    """Give a placement to those accepted before there were any; returns how many."""
    count = 0
    without = Application.objects.filter(
        state=ApplicationState.ACCEPTED, placement=None, applicant__isnull=False
    ).exclude(internship=None)
    for number in list(without.values_list("pk", flat=True)):
        with transaction.atomic():
            found = Application.objects.select_for_update(of=("self",)).select_related(
                "applicant", "internship__role", "organisation"
            )
            one = found.filter(pk=number, state=ApplicationState.ACCEPTED).first()
            count += one is not None and begin(one, now=one.answered_at or now) is not None
    return count


def _held(placement: Placement, *, by: Any) -> Agreement:
    """The agreement, its row held, if this person may still write it."""
    seen = Placement.objects.visible_to(by).standing().filter(pk=placement.pk)
    found = Agreement.objects.select_for_update(of=("self",)).select_related(
        "placement__intern", "placement__application"
    )
    agreement: Agreement | None = found.filter(placement__in=seen.values("pk")).first()
    if agreement is None:
        raise ValidationError(_("Ce stage est annulé\u00a0: sa convention ne se modifie plus."))
    return agreement


@transaction.atomic
def save_part(
    *,
    placement: Placement,
    by: Any,
    items: dict[str, str],
    terms: dict[str, Any] | None = None,
    read: int,
    now: datetime | None = None,
) -> Agreement:
    """Save the part of whoever writes; `read` is the revision of that part they saw.

    `terms`: the placement's, which are the organisation's to write. Raises ReadAnotherRevision
    when a colleague, or another window, has saved meanwhile.
    """
    now = now or timezone.now()
    agreement = _held(placement, by=by)
    current = agreement.placement
    side = current.side_of(by)
    if agreement.revision(side) != read:
        raise ReadAnotherRevision
    if side == Side.INTERN:
        agreement.intern_items, agreement.intern_revision = items, read + 1
    else:
        agreement.host_items, agreement.host_revision = items, read + 1
        for name in TERMS:
            setattr(current, name, (terms or {}).get(name, getattr(current, name)))
        current.save(update_fields=list(TERMS))
    agreement.changed_at = now
    agreement.save()
    return agreement


def may_mark(side: str, *, by: Side) -> bool:
    """Each side marks its own signature; the school has no account here, the intern marks it."""
    return side == by or (side == Side.SCHOOL and by == Side.INTERN)


@transaction.atomic
def mark_signed(
    *, placement: Placement, by: Any, side: str, on: date | None, now: datetime | None = None
) -> None:
    """Note the day a side signed, or take the note back (`on` None). Twice is the same as once.

    Raises ValidationError for another side's signature and for a day to come.
    """
    now = now or timezone.now()
    agreement = _held(placement, by=by)
    current = agreement.placement
    if side not in Side.values or not may_mark(side, by=current.side_of(by)):
        raise ValidationError(_("Cette signature n’est pas la vôtre."))
    if on is None:
        agreement.signatures.filter(side=side).delete()
        return
    if on > timezone.localdate(now):
        raise ValidationError(_("Une signature se note une fois donnée\u00a0: pas à l’avance."))
    _row, made = AgreementSignature.objects.update_or_create(
        agreement=agreement, side=side, defaults={"signed_on": on, "marked_at": now}
    )
    if made:
        notices.tell_signed(current, side=Side(side), by=by, now=now)
