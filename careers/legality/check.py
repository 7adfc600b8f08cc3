from careers.enums import InternshipKind

from . import length, papers, pay, people
from .desk import Desk
from .facts import Facts
from .law import Law
from .report import Report


def check(facts: Facts, law: Law) -> Report:
    """Hold an offer against the law, rule by rule. Pure: same facts and same law, same report."""
    if facts.kind != InternshipKind.STAGE:
        return Report(kind=facts.kind, made_on=law.today, findings=())
    desk = Desk(facts, law)
    findings = (
        papers.agreement(desk),
        papers.curriculum(desk),
        length.longest(desk),
        pay.allowance(desk),
        people.waiting(desk),
        people.quota(desk),
        people.tutor_named(desk),
        people.tutor_load(desk),
        length.week(desk),
    )
    return Report(
        kind=facts.kind,
        made_on=law.today,
        findings=findings,
        notes=(length.minors(desk),),
    )
