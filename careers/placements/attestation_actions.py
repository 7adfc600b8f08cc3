"""The learning log, and what a tutor confirms of it: asked, answered, taken back."""

import secrets
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from careers.models import Attestation, LearningEntry, OrganisationMember, Placement, Skill
from careers.placements import notices
from careers.placements.attestation_links import DAYS
from careers.placements.diary import total
from careers.placements.enums import AttestationState as State
from portal.contact import texts
from portal.operations.turns import in_turns

MOST_ENTRIES, MOST_CHOSEN, MOST_SKILLS = 400, 20, 15
# How many letters a placement may send to tutors in a month.
MOST_ASKED = 5
# Neither I, L, O nor U: nothing that is misread. 20 of 32 signs are 100 bits.
SIGNS, CODE_LENGTH = "0123456789ABCDEFGHJKMNPQRSTVWXYZ", 20


def new_code() -> str:
    return "".join(secrets.choice(SIGNS) for _sign in range(CODE_LENGTH))


def read_code(text: str) -> str:
    """A code as it was typed: neither case nor hyphens matter, nor O for 0, I or L for 1."""
    plain = "".join(sign for sign in text.upper() if sign.isalnum())
    return plain.translate(str.maketrans("OIL", "011"))


def _held(placement: Placement, *, by: Any) -> Placement:
    found: Placement = (
        Placement.objects.of(by)
        .select_for_update(of=("self",))
        .select_related("application", "intern")
        .get(pk=placement.pk)
    )
    return found


@transaction.atomic
def save_day(
    *,
    placement: Placement,
    by: Any,
    day: date,
    text: str,
    skills: Iterable[Skill],
    key: UUID,
    entry: int | None = None,
) -> LearningEntry:
    """Add a day to the log, or change the day `entry`; the same form sent twice makes one."""
    held = _held(placement, by=by)
    if entry is None:
        made: LearningEntry | None = held.learning.filter(creation_key=key).first()
        if made:
            return made
        if held.learning.count() >= MOST_ENTRIES:
            raise ValidationError(_("Ce journal est plein\u00a0: regroupez quelques journées."))
    if day > timezone.localdate():
        raise ValidationError({"day": _("Ce jour n’est pas encore venu.")})
    if held.starts_on and day < held.starts_on:
        raise ValidationError({"day": _("Ce jour vient avant le premier jour du stage.")})
    row = held.learning.get(pk=entry) if entry is not None else LearningEntry(placement=held)
    if entry is None and not LearningEntry.objects.filter(creation_key=key).exists():
        row.creation_key = key
    row.day, row.text, row.saved_at = day, texts.tidy(text), timezone.now()
    row.save()
    row.skills.set(skills)
    saved: LearningEntry = row
    return saved


def _content(
    placement: Placement, *, entries: list[LearningEntry], skills: list[Skill], hours: bool
) -> dict[str, Any]:
    """The words and figures as they are today, in French: the paper is."""
    today = timezone.localdate()
    minutes = total(one.span for one in placement.hours.all()).total_seconds() / 60
    return {
        "name": placement.person.display_name,
        "title": placement.title,
        "organisation": placement.organisation_name,
        "role": placement.role_name,
        "starts_on": placement.starts_on,
        "ends_on": min(placement.ends_on or today, today),
        "minutes": round(minutes) if hours else None,
        "skills": [one.label for one in skills],
        "entries": [{"day": one.day, "text": one.text} for one in entries],
    }


@transaction.atomic
def ask(
    *,
    placement: Placement,
    by: Any,
    email: str,
    entries: list[LearningEntry],
    skills: list[Skill],
    hours: bool,
    key: UUID,
    now: datetime | None = None,
) -> Attestation:
    """Copy what was chosen and write to the tutor; the same form sent twice writes once.

    Raises ValidationError: before the first day, with one's own address, while another asking
    waits, or after too many letters.
    """
    now = now or timezone.now()
    held = _held(placement, by=by)
    made: Attestation | None = held.attestations.filter(creation_key=key).first()
    if made:
        return made
    if not held.has_begun:
        raise ValidationError(_("Une attestation se demande une fois le stage commencé."))
    email = email.strip().lower()
    if email == by.email:
        raise ValidationError({"email": _("C’est votre adresse\u00a0: donnez celle du tuteur.")})
    expire(now=now, placement=held)
    if held.attestations.filter(state=State.ASKED).exists():
        raise ValidationError(_("Une demande attend déjà sa réponse. Reprenez-la d’abord."))
    if held.attestations.filter(asked_at__gt=now - timedelta(days=30)).count() >= MOST_ASKED:
        raise ValidationError(_("Cinq demandes en un mois\u00a0: attendez un peu."))
    taken = Attestation.objects.filter(creation_key=key).exists()
    attestation: Attestation = Attestation.objects.create(
        placement=held,
        content=_content(held, entries=entries, skills=skills, hours=hours),
        tutor_email=email,
        asked_at=now,
        expires_at=now + timedelta(days=DAYS),
        creation_key=uuid4() if taken else key,
    )
    notices.send_attestation(attestation)
    return attestation


def _asked(attestation: Attestation, *, now: datetime) -> Attestation:
    """The row, held, if it still waits; raises ValidationError otherwise."""
    found = Attestation.objects.asked(now=now).select_for_update(of=("self",))
    one: Attestation | None = (
        found.select_related("placement__intern").filter(pk=attestation.pk).first()
    )
    if one is None:
        raise ValidationError(_("Cette demande n’attend plus de réponse."))
    return one


def _settle(attestation: Attestation, state: State, **values: Any) -> None:
    """Write an end, and forget the address."""
    attestation.state, attestation.tutor_email = state, ""
    for name, value in values.items():
        setattr(attestation, name, value)
    attestation.save()


def from_host(attestation: Attestation) -> bool:
    """Whether the address written to is that of somebody who writes for the organisation."""
    colleagues = OrganisationMember.objects.filter(
        organisation=attestation.placement.organisation_id, user__email=attestation.tutor_email
    )
    return colleagues.exists()


def may_add_a_word(attestation: Attestation) -> bool:
    """No stranger writes to somebody under 18: only their organisation does."""
    return not attestation.placement.with_minor or from_host(attestation)


@transaction.atomic
def confirm(
    *, attestation: Attestation, name: str, role: str, now: datetime | None = None
) -> Attestation:
    """The tutor signs: from now on it has a code, and nothing in it moves.

    Raises ValidationError when it waits no more, or for a way to be reached sent to a minor.
    """
    now = now or timezone.now()
    one = _asked(attestation, now=now)
    if one.placement.with_minor:
        texts.refuse_contact_details(f"{name}\n{role}")
    _settle(
        one,
        State.CONFIRMED,
        from_host=from_host(one),
        tutor_name=name,
        tutor_role=role,
        code=new_code(),
        answered_at=now,
    )
    notices.tell_attestation(one, now=now)
    return one


@transaction.atomic
def decline(*, attestation: Attestation, word: str, now: datetime | None = None) -> None:
    """The tutor does not sign, with a word where one may be written."""
    now = now or timezone.now()
    one = _asked(attestation, now=now)
    word = texts.tidy(word) if may_add_a_word(one) else ""
    if one.placement.with_minor:
        texts.refuse_contact_details(word)
    _settle(one, State.DECLINED, word=word, answered_at=now)
    notices.tell_attestation(one, now=now)


def _own(attestation: Attestation, *, by: Any) -> Attestation:
    found = Attestation.objects.of(by).select_for_update(of=("self",))
    one: Attestation = found.get(pk=attestation.pk)
    return one


@transaction.atomic
def take_back(*, attestation: Attestation, by: Any, now: datetime | None = None) -> None:
    """Take an asking or a signed attestation back; its link, or its code, ends. Twice is once."""
    one = _own(attestation, by=by)
    if one.state == State.ASKED:
        _settle(one, State.CANCELLED)
    elif one.state == State.CONFIRMED:
        _settle(one, State.WITHDRAWN, withdrawn_at=now or timezone.now())


@transaction.atomic
def show(*, attestation: Attestation, by: Any, shown: bool) -> None:
    """Put it on one's page, or not."""
    one = _own(attestation, by=by)
    one.shown = shown
    one.save(update_fields=["shown"])


def expire(*, now: datetime, placement: Placement | None = None) -> int:
    """Close what nobody answered in time and forget the addresses; the interns are told."""
    count = 0
    overdue = Attestation.objects.overdue(now=now)
    if placement is not None:
        overdue = overdue.filter(placement=placement)
    for number in in_turns(list(overdue.values_list("pk", flat=True))):
        with transaction.atomic():
            row = Attestation.objects.overdue(now=now).select_for_update(of=("self",))
            one = row.select_related("placement__intern").filter(pk=number).first()
            if one is not None:
                _settle(one, State.EXPIRED)
                with translation.override(one.placement.person.language):
                    notices.tell_attestation(one, now=now)
                count += 1
    return count
