"""How a placement is shown to both sides: its agreement counted, its signatures, what to watch."""

import dataclasses
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from careers.models import Agreement, Placement
from careers.placements.actions import may_mark
from careers.placements.agreement_items import Line, lines
from careers.placements.enums import PlacementState, Side
from portal.shell import french

TAGS = {
    PlacementState.OFF: "error",
    PlacementState.RUNNING: "ok",
    PlacementState.AHEAD: "warn",
}


@dataclasses.dataclass(frozen=True, slots=True)
class Signature:
    """One of the three, given or awaited. `mine`: whether the reader marks it."""

    side: Side
    when: date | None
    mine: bool
    # The draft was changed after it was noted: it is for another text.
    stale: bool = False

    @property
    def holds(self) -> bool:
        """Whether what was signed is what the draft says."""
        return self.when is not None and not self.stale


@dataclasses.dataclass(frozen=True, slots=True)
class Paper:
    """The agreement as a page shows it."""

    agreement: Agreement
    lines: list[Line]
    signatures: list[Signature]
    warning: str

    @property
    def missing(self) -> list[Line]:
        return [line for line in self.lines if not line.done]

    @property
    def written(self) -> int:
        return len(self.lines) - len(self.missing)

    @property
    def signed(self) -> int:
        """How many of the three are for this very text."""
        return sum(one.holds for one in self.signatures)


def _signatures(agreement: Agreement, *, reader: Side) -> list[Signature]:
    given = {one.side: one for one in agreement.signatures.all()}
    found = []
    for side in Side:
        one = given.get(side)
        found.append(
            Signature(
                side=side,
                when=one.signed_on if one else None,
                mine=may_mark(side, by=reader),
                stale=one is not None and agreement.changed_at > one.marked_at,
            )
        )
    return found


def warning(placement: Placement, signatures: list[Signature], *, today: date) -> str:
    """What to watch when the first day comes before the three signatures; empty when all is well.

    The paper is signed by the three sides before the internship begins (Code de l’éducation,
    L.124-1 and D.124-4).
    """
    start = placement.starts_on
    if not placement.stands or start is None:
        return ""
    awaited = [str(one.side.label) for one in signatures if not one.holds]
    if awaited:
        names = ", ".join(awaited)
        if start <= today:
            return _(
                "Le stage a commencé et il manque\u00a0: %(names)s. Sans convention signée, ce "
                "n’est pas un stage\u00a0: parlez-en aujourd’hui à l’école et à la structure."
            ) % {"names": names}
        left = (start - today).days
        if left <= 14:
            return _("Le premier jour est le %(day)s et il manque\u00a0: %(names)s.") % {
                "day": french.day(start),
                "names": names,
            }
        return ""
    last = max(one.when for one in signatures if one.when)
    if last > start:
        return _(
            "La dernière signature (%(last)s) est venue après le premier jour (%(day)s)\u00a0: "
            "dites-le à l’enseignant·e référent·e."
        ) % {"last": french.day(last), "day": french.day(start)}
    return ""


def paper(placement: Placement, *, reader: Any, today: date | None = None) -> Paper | None:
    """The agreement for one of its two sides; None where the kind has another paper."""
    agreement = (
        Agreement.objects.filter(placement=placement.pk).prefetch_related("signatures").first()
    )
    if agreement is None:
        return None
    agreement.placement = placement
    signatures = _signatures(agreement, reader=placement.side_of(reader))
    return Paper(
        agreement=agreement,
        lines=lines(agreement, reader=placement.side_of(reader)),
        signatures=signatures,
        warning=warning(placement, signatures, today=today or timezone.localdate()),
    )


def strip(placement: Placement, *, viewer: Any) -> dict[str, Any]:
    """The values of a line of a list (`components/strip.html`)."""
    state = placement.state()
    mine = viewer.pk == placement.intern_id
    return {
        "department": placement.role.department.slug if placement.role else "",
        "slugline": placement.organisation_name if mine else placement.title,
        "title": placement.title if mine else placement.intern_name,
        "url": placement.get_absolute_url(),
        "meta": placement.period_label,
        "tags": [{"kind": TAGS.get(state, "neutral"), "text": state.label}],
    }
