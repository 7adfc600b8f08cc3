"""A placement on each side as a world of its own, and the pages that show them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.urls import reverse
from django.utils import timezone

from careers.models import Attestation, Placement, Skill
from careers.placements import attestation_actions as actions
from careers.placements import attestation_links as links
from careers.placements.enums import Side
from portal.accounts.models import User
from tests.careers.placements.factories import make_placement

SENTENCE = "Une phrase assez longue pour occuper une ligne entière, comme on en écrit vraiment. "


@dataclass(frozen=True)
class Placements:
    """The member's own, under way, and one in their organisation."""

    signed: Attestation
    gone: Attestation
    asked: Attestation
    own: Placement
    hosted: Placement


def build(member: User, hosted: Placement) -> Placements:
    # Far from the member's other applications, which a yes at the same dates would close.
    first = timezone.localdate() + timedelta(days=200)
    own = make_placement(
        intern=member, begun=20, starts_on=first, ends_on=first + timedelta(days=60)
    )
    own.agreement.signatures.create(side=Side.INTERN, signed_on=timezone.localdate())
    own.agreement.intern_items |= {"training": SENTENCE, "school": SENTENCE}
    own.agreement.save()
    today = timezone.localdate()
    for days in range(8):
        own.hours.create(
            day=today - timedelta(days=days + 1), start="08:00", end="23:00", note=SENTENCE[:90]
        )
    skill = Skill.objects.order_by("pk")[0]
    day = actions.save_day(
        placement=own, by=member, day=today, text=SENTENCE * 5, skills=[skill], key=uuid4()
    )
    values: dict[str, Any] = {
        "placement": own, "by": member, "email": "tutrice@example.org", "entries": [day],
        "skills": [skill], "hours": True,
    }  # fmt: skip
    signed, gone = (_signed(values) for _twice in range(2))
    actions.take_back(attestation=gone, by=member)
    asked = actions.ask(**values, key=uuid4())
    return Placements(signed=signed, gone=gone, asked=asked, own=own, hosted=hosted)


def _signed(values: dict[str, Any]) -> Attestation:
    asked = actions.ask(**values, key=uuid4())
    return actions.confirm(attestation=asked, name="Camille Martin", role="régisseuse générale")


# Name, its address in this world, who looks, status.
Row = tuple[str, Callable[[Placements], str], str, int]


def _own(name: str) -> Callable[[Placements], str]:
    return lambda made: reverse(f"careers:{name}", args=[made.own.pk])


def _hosted(name: str) -> Callable[[Placements], str]:
    return lambda made: reverse(f"careers:{name}", args=[made.hosted.pk])


def _line(made: Placements) -> str:
    return reverse("careers:diary_edit", args=[made.own.pk, made.own.hours.all()[0].pk])


def _day(made: Placements) -> str:
    return reverse("careers:learning_edit", args=[made.own.pk, made.own.learning.all()[0].pk])


VISITOR: list[Row] = [
    ("attestation vérifiée", lambda made: made.signed.check_url, "visitor", 200),
    ("attestation retirée", lambda made: made.gone.check_url, "visitor", 410),
    (
        "attestation à signer",
        lambda made: reverse("careers:attestation_answer", args=[links.token(made.asked)]),
        "visitor",
        200,
    ),
    (
        "signaler une attestation",
        lambda made: reverse("careers:attestation_report", args=[links.token(made.asked)]),
        "visitor",
        200,
    ),
]
MEMBER: list[Row] = [
    ("stages acceptés", lambda _made: reverse("careers:placements"), "member", 200),
    ("mon stage accepté", _own("placement"), "member", 200),
    ("ma convention", _own("agreement"), "member", 200),
    ("ma convention, imprimée", _own("agreement_print"), "member", 200),
    ("mon journal de stage", _own("learning"), "member", 200),
    ("mon journal de stage, un jour", _day, "member", 200),
    ("demander une attestation", _own("attestation_ask"), "member", 200),
    ("mon attestation", lambda made: made.signed.get_absolute_url(), "member", 200),
    ("mes heures de stage", _own("diary"), "member", 200),
    ("mes heures, une ligne", _line, "member", 200),
    ("stage accueilli", _hosted("placement"), "member", 200),
    ("convention, part de la structure", _hosted("agreement"), "member", 200),
]
