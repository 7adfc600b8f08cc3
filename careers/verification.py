"""Whether an organisation is verified: computed from its checks and from the day."""

import dataclasses
from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from careers.enums import VerificationMethod
from careers.models.verification import Verification
from portal.shell import french


@dataclasses.dataclass(frozen=True, slots=True)
class Standing:
    """The latest living check of each kind; None where there is none."""

    siret: Verification | None = None
    domain: Verification | None = None
    human: Verification | None = None

    @property
    def checks(self) -> list[Verification]:
        return [one for one in (self.siret, self.domain, self.human) if one is not None]

    @property
    def verified(self) -> bool:
        return len(self.checks) == len(VerificationMethod)

    @property
    def until(self) -> datetime | None:
        """Until when, if nothing changes; None for what is not verified."""
        return min(one.valid_until for one in self.checks) if self.verified else None

    @property
    def sentence(self) -> str:
        """What was checked, how and when; what was not, plainly."""
        if self.siret is None or self.domain is None or self.human is None or self.until is None:
            return _("Structure non vérifiée\u00a0: personne n’a encore contrôlé qui elle est.")
        return _(
            "SIRET vérifié le %(siret)s, domaine %(name)s prouvé le %(domain)s, relu par "
            "l’équipe de validation le %(human)s. Valable jusqu’au %(until)s."
        ) % {
            "siret": _day(self.siret.checked_at),
            "name": self.domain.domain,
            "domain": _day(self.domain.checked_at),
            "human": _day(self.human.checked_at),
            "until": _day(self.until),
        }


def _day(moment: datetime) -> str:
    return french.day(timezone.localdate(moment))


def standing_of(organisation: Any, *, now: datetime | None = None) -> Standing:
    """What is known of one organisation; one statement."""
    found: dict[str, Verification] = {}
    checks = Verification.objects.live(now=now).filter(organisation=organisation.pk)
    for one in checks.order_by("checked_at", "pk"):
        found[one.method] = one
    return Standing(**found)


def verified_among(internships: Collection[int], *, now: datetime | None = None) -> set[int]:
    """Those of these listings whose organisation is verified; one statement."""
    rows = Verification.objects.live(now=now).filter(organisation__internships__in=internships)
    kinds: dict[int, set[str]] = {}
    for number, method in rows.values_list("organisation__internships", "method"):
        kinds.setdefault(number, set()).add(method)
    return {number for number, found in kinds.items() if len(found) == len(VerificationMethod)}
