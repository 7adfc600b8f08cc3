"""Checking who an organisation is: its number, an address at its domain, a validator's answer.

Each takes the organisation's row first: of two validators, one answers.
"""

import dataclasses
from datetime import datetime, timedelta
from typing import Any

from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from stdnum.fr import siren as siren_number
from stdnum.fr import siret as siret_number

from careers import business_codes
from careers import verification_notices as notices
from careers.applications.moves import Refused
from careers.domains import is_at
from careers.enums import VerificationMethod
from careers.models import Organisation, Verification
from careers.team_actions import is_owner
from careers.verification import standing_of
from portal.audit import journal
from portal.audit.enums import Act

SALT = "careers.verification"
LINK_DAYS = 3
VALID = timedelta(days=365)
# From then on it may be asked for again, and owners are told (`tick`).
RENEW = timedelta(days=30)
RIGHT = "careers.change_verification"


@dataclasses.dataclass(frozen=True, slots=True)
class Asked:
    """What the link of a mail proves: somebody reads this domain's mail for the organisation."""

    organisation: Organisation
    email: str


def _hold(pk: int) -> Organisation:
    found: Organisation = Organisation.objects.select_for_update(no_key=True).get(pk=pk)
    return found


def _snapshot(organisation: Organisation) -> dict[str, str]:
    return {
        "name": organisation.name,
        "siret": organisation.siret,
        "domain": organisation.domain,
    }


@transaction.atomic
def ask(
    *,
    organisation: Organisation,
    by: Any,
    email: str,
    ape: str,
    activity: str = "",
    language: str = "fr",
    now: datetime | None = None,
) -> None:
    """Check the number, and send the link to an address at the organisation's own domain.

    Raises Refused, or ValidationError on the field to mend.
    """
    now = now or timezone.now()
    held = _hold(organisation.pk)
    if not is_owner(held, by):
        raise Refused(_("Seule une personne responsable de la structure peut faire cela."))
    until = standing_of(held, now=now).until
    if until and until - now > RENEW:
        raise Refused(_("Cette structure est déjà vérifiée."))
    if not siret_number.is_valid(held.siret) or not siren_number.is_valid(held.siret[:9]):
        raise Refused(_("Donnez d’abord le SIRET de la structure, sur sa page à modifier."))
    if not held.domain:
        raise Refused(
            _("Donnez d’abord, sur la page à modifier, un site web au nom de la structure.")
        )
    email, code = email.strip().lower(), business_codes.compact(ape)
    if not is_at(email, held.domain):
        said = _("Il faut une adresse qui finit par @%(domain)s, comme le site de la structure.")
        raise ValidationError({"email": said % {"domain": held.domain}})
    if not code:
        raise ValidationError({"ape": _("Un code APE s’écrit comme 59.11C.")})
    if code not in business_codes.KNOWN and not activity.strip():
        raise ValidationError(
            {"activity": _("Ce code n’est pas du cinéma\u00a0: dites ce que vous y faites.")}
        )
    Verification.objects.create(
        organisation=held,
        method=VerificationMethod.SIRET,
        **_snapshot(held),
        ape=code,
        note=activity.strip(),
        checked_by=by,
        checked_at=now,
        valid_until=now + VALID,
    )
    token = signing.dumps([held.pk, email, *_snapshot(held).values()], salt=SALT)
    notices.send_proof(held, email=email, token=token, language=language)


def read_token(text: str) -> Asked | None:
    """What a link of ours asks, while the organisation is still what it was; None otherwise."""
    try:
        pk, email, *snapshot = signing.loads(text, salt=SALT, max_age=timedelta(days=LINK_DAYS))
    except (signing.BadSignature, ValueError, TypeError):
        return None
    found = Organisation.objects.filter(pk=pk).first()
    if found is None or list(_snapshot(found).values()) != snapshot:
        return None
    return Asked(found, email)


@transaction.atomic
def prove(*, asked: Asked, now: datetime | None = None) -> Verification:
    """Write down that mail at the domain is read. Twice is the same as once."""
    now = now or timezone.now()
    held = _hold(asked.organisation.pk)
    live = Verification.objects.live(now=now).filter(organisation=held.pk)
    siret = live.filter(method=VerificationMethod.SIRET).order_by("-checked_at", "-pk").first()
    if siret is None or not is_at(asked.email, held.domain):
        raise Refused(_("Ce lien n’est plus valable\u00a0: demandez-en un autre."))
    proofs = live.filter(method=VerificationMethod.DOMAIN, checked_at__gte=siret.checked_at)
    already: Verification | None = proofs.first()
    if already is not None:
        return already
    # A proof that still waits would be a second line of the same queue.
    waiting = Verification.objects.waiting(now=now).filter(organisation=held.pk)
    Verification.objects.filter(pk__in=list(waiting.values_list("pk", flat=True))).update(
        ended_at=now
    )
    made: Verification = Verification.objects.create(
        organisation=held,
        method=VerificationMethod.DOMAIN,
        **_snapshot(held),
        ape=siret.ape,
        checked_by=siret.checked_by,
        checked_at=now,
        valid_until=now + VALID,
    )
    return made


@transaction.atomic
def answer(
    *, proof: Verification, by: Any, passed: bool, note: str = "", now: datetime | None = None
) -> Verification:
    """A validator's yes, or no with its reason; owners are told. Raises Refused when too late."""
    if not by.has_perm(RIGHT):
        raise PermissionDenied
    now, note = now or timezone.now(), note.strip()
    held = _hold(proof.organisation_id)
    waiting = Verification.objects.waiting(now=now).filter(pk=proof.pk, organisation=held)
    if not waiting.exists():
        raise Refused(_("Cette demande a déjà sa réponse, ou la structure a changé entre-temps."))
    if held.memberships.filter(user=by.pk).exists():
        raise Refused(
            _("Vous écrivez pour cette structure\u00a0: laissez quelqu’un d’autre répondre.")
        )
    if not passed and not note:
        raise ValidationError({"note": _("Dites à la structure ce qui manque.")})
    made: Verification = Verification.objects.create(
        organisation=held,
        method=VerificationMethod.HUMAN,
        passed=passed,
        **_snapshot(held),
        ape=proof.ape,
        note=note,
        checked_by=by,
        checked_at=now,
        valid_until=now + VALID,
        about=proof,
    )
    notices.tell_answer(made)
    journal.record(
        by=by,
        act=Act.VERIFICATION_ANSWERED,
        about=held,
        named=held.name,
        before={"proof": proof.pk, "answer": None},
        after={"passed": passed, "verification": made.pk, "siret": held.siret, "ape": proof.ape},
        why=note,
        members=[proof.checked_by],
        now=now,
    )
    return made
