"""Reports, cases and decisions, made the way people make them."""

from typing import Any

from django.utils import timezone

from portal.moderation import cases, decisions, registry
from portal.moderation.decisions import Choice
from portal.moderation.grounds import Ground
from portal.moderation.models import Case, Measure, Report
from tests.factories import make_moderator, make_officer

HIDE = Choice(on_target="hide", ground=Ground.SCAM, facts="De l’argent est demandé.")
SUSPEND = Choice(
    on_author="suspend",
    days=30,
    ground=Ground.VIOLENCE,
    facts="Des menaces.",
    why="Elles blessent.",
)
NOTHING = Choice(ground=Ground.NOTHING, reply="Merci.")


def make_report(target: Any, *, kind: str = "", reporter: Any = None, **fields: Any) -> Report:
    kind = kind or registry.key_of(target)
    reportable = registry.get(kind)
    assert reportable
    values = {"reason": "scam", "text": "Il demande de l’argent.", "good_faith": True, **fields}
    report = Report(target=target, reporter=reporter, evidence=reportable.copied(target), **values)
    return cases.receive(report=report, target=target, kind=kind, now=timezone.now())


def case_of(target: Any, **fields: Any) -> Case:
    case = make_report(target, **fields).case
    assert case
    case.refresh_from_db()
    return case


def settle(case: Case, choice: Choice = HIDE, *, by: Any = None, **fields: Any) -> Measure:
    """Decide; on a safety case, propose and confirm by two officers."""
    case.refresh_from_db()
    if not case.safety:
        return decisions.decide(
            case=case, by=by or make_moderator(), version=case.version, choice=choice, **fields
        )
    decisions.decide(
        case=case, by=by or make_officer(), version=case.version, choice=choice, **fields
    )
    case.refresh_from_db()
    return decisions.confirm(case=case, by=make_officer(), version=case.version, **fields)
