"""What happens to a placement: its beginning, its agreement, the signatures noted."""

import copy
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from careers.applications.enums import ApplicationState
from careers.models import Agreement, AgreementSignature, Application, Placement, Role
from careers.placements import agreed_terms, notices
from careers.placements.agreement_items import first_items, lines
from careers.placements.enums import Side
from careers.placements.law import report_of
from careers.posting import Unlawful
from portal.operations.turns import in_turns

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

    On the terms the application stands on, whatever its listing says since. None when the listing
    or the person is gone. Twice is once.
    """
    internship, intern = application.internship, application.applicant
    if internship is None or intern is None:
        return None
    agreed = agreed_terms.offer(application) or internship
    role = Role.objects.filter(pk=agreed.role_id or 0).first()
    values: dict[str, Any] = {name: getattr(agreed, name) for name in TERMS}
    values |= {
        "intern": intern,
        "organisation": application.organisation,
        "organisation_name": application.organisation_name,
        "role": role,
        "role_name": role.title if role else "",
        "kind": agreed.kind,
        "title": application.title,
        "city": agreed.city,
        "began_at": now,
    }
    placement, made = Placement.objects.get_or_create(application=application, defaults=values)
    if made and placement.is_internship:
        # The paper is French, whoever says yes in which language.
        with translation.override("fr"):
            items = first_items(agreed)
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
    for number in in_turns(list(without.values_list("pk", flat=True))):
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
        "placement__intern", "placement__application__internship"
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
    when a colleague, or another window, has saved meanwhile, Unlawful when other terms break a
    rule. A part that says what it said is left as it is, with its signatures; one that moderators
    hid is read again once it says something else.
    """
    now = now or timezone.now()
    agreement = _held(placement, by=by)
    current = agreement.placement
    side = current.side_of(by)
    if agreement.revision(side) != read:
        raise ReadAnotherRevision
    other = side == Side.HOST and _change_terms(agreement, terms or {}, now=now)
    if not other and items == agreement.items(side):
        return agreement
    rewritten = items != agreement.items(side)
    if side == Side.INTERN:
        agreement.intern_items, agreement.intern_revision = items, read + 1
        agreement.intern_hidden_at = None if rewritten else agreement.intern_hidden_at
    else:
        agreement.host_items, agreement.host_revision = items, read + 1
        agreement.host_hidden_at = None if rewritten else agreement.host_hidden_at
    agreement.changed_at = now
    agreement.save()
    return agreement


def _change_terms(agreement: Agreement, terms: dict[str, Any], *, now: datetime) -> bool:
    """Write other terms, if they are; the agreement's row is held. Returns whether they were.

    They are held against the law of today first. The signatures that were noted are for another
    text: they are taken back, and the person taken in is told what changed.
    """
    current = agreement.placement
    before = copy.copy(current)
    for name in TERMS:
        setattr(current, name, terms.get(name, getattr(current, name)))
    changes = agreed_terms.changes(before, current, rows=agreed_terms.OF_PLACEMENT)
    if not changes:
        return False
    report = report_of(before, {name: getattr(current, name) for name in TERMS})
    if report.blocks:
        raise Unlawful(report)
    signed, _models = agreement.signatures.all().delete()
    if signed:
        # Both sides are reminded once more before the first day.
        current.reminded_at = None
    current.save(update_fields=[*TERMS, "reminded_at"])
    notices.tell_terms(before, current, signed=bool(signed), now=now)
    return True


def may_mark(side: str, *, by: Side) -> bool:
    """Each side marks its own signature; the school has no account here, the intern marks it."""
    return side == by or (side == Side.SCHOOL and by == Side.INTERN)


# How many of the items that are missing a refusal names.
NAMED = 5


def _still_missing(labels: list[str]) -> str:
    """What has to be written before anybody signs."""
    named = ", ".join(labels[:NAMED])
    if len(labels) > NAMED:
        named = _("%(names)s et %(n)s autres") % {"names": named, "n": len(labels) - NAMED}
    said = _("On ne signe pas une convention incomplète\u00a0: il manque %(names)s.")
    return said % {"names": named}


@transaction.atomic
def mark_signed(
    *,
    placement: Placement,
    by: Any,
    side: str,
    on: date | None,
    read: str | None = None,
    now: datetime | None = None,
) -> None:
    """Note the day a side signed, or take the note back (`on` None). Twice is the same as once.

    `read`: the version of the text that was on the page (`Agreement.version`). Raises
    ValidationError when it has changed since, lacks something the law requires or holds what
    moderators hid; for another side's signature, for a day to come.
    """
    now = now or timezone.now()
    agreement = _held(placement, by=by)
    current = agreement.placement
    if side not in Side.values or not may_mark(side, by=current.side_of(by)):
        raise ValidationError(_("Cette signature n’est pas la vôtre."))
    if on is None:
        agreement.signatures.filter(side=side).delete()
        return
    if read is not None and read != agreement.version:
        raise ValidationError(
            _("La convention vient de changer\u00a0: relisez-la avant de noter une signature.")
        )
    if any(agreement.is_hidden(part) for part in (Side.INTERN, Side.HOST)):
        raise ValidationError(
            _("La modération a masqué un texte de cette convention\u00a0: qui l’a écrit en écrit "
              "un autre, puis elle se signe.")
        )  # fmt: skip
    missing = [str(line.label) for line in lines(agreement) if not line.done]
    if missing:
        raise ValidationError(_still_missing(missing))
    if on > timezone.localdate(now):
        raise ValidationError(_("Une signature se note une fois donnée\u00a0: pas à l’avance."))
    # One noted before the text changed is for another text.
    there = agreement.signatures.filter(side=side, marked_at__gte=agreement.changed_at).exists()
    AgreementSignature.objects.update_or_create(
        agreement=agreement, side=side, defaults={"signed_on": on, "marked_at": now}
    )
    if not there:
        notices.tell_signed(current, side=Side(side), by=by, now=now)
