from careers.enums import InternshipKind

from . import kinds, length
from .desk import Desk
from .facts import Facts
from .law import Law
from .report import Report


def check(facts: Facts, law: Law) -> Report:
    """Hold an offer against the law, rule by rule. Pure: same facts and same law, same report.

    ValueError for a kind that nobody knows.
    """
    if facts.kind not in kinds.BY_KIND:
        raise ValueError(facts.kind)
    desk = Desk(facts, law)
    notes = [length.minors(desk)]
    if facts.kind != InternshipKind.STAGE:
        notes.append(kinds.not_applicable(desk))
    findings = [*kinds.BY_KIND[facts.kind](desk), *kinds.of_every_kind(desk)]
    return Report(kind=facts.kind, made_on=law.today, findings=tuple(findings), notes=tuple(notes))
