"""What moderators work on: cases of several kinds, a decision, an appeal."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from portal.moderation import appeals, links
from portal.moderation.decisions import Choice
from portal.moderation.grounds import Ground
from portal.moderation.models import Appeal, AutoHide, Case, Measure, Report
from tests.factories import make_moderator
from tests.portal.moderation.factories import case_of, make_report, settle


@dataclass(frozen=True)
class Moderated:
    """Cases about what the world holds already."""

    waiting: Report
    settled: Report
    case: Case
    closed: Case
    measure: Measure
    appeal: Appeal
    hidden: AutoHide


def build(member: Any, organisation: Any, published: Any) -> Moderated:
    """A warning to `member`, contested; a report of the published listing still waits."""
    closed = case_of(organisation, reporter=None)
    settled = closed.reports.get()
    warn = Choice(on_author="warn", ground=Ground.UNTRUE, facts="Adresse inexacte.", reply="Merci.")
    measure = settle(closed, warn, by=make_moderator())
    appeal = appeals.contest(measure=measure, text="L’adresse est bien la nôtre.")
    waiting = make_report(published)
    assert waiting.case
    hidden = AutoHide.objects.create(case=waiting.case, people=4, said="Relisez, merci.")
    return Moderated(waiting, settled, waiting.case, closed, measure, appeal, hidden)


Row = tuple[str, Any, str]
ROWS: list[Row] = [
    ("suivre un signalement", lambda m: links.follow_path(m.waiting), "visitor"),
    ("suivre un signalement, traité", lambda m: links.follow_path(m.settled), "visitor"),
    ("décision de la modération", lambda m: links.decision_path(m.measure), "visitor"),
    ("masqué en attendant", lambda m: links.hidden_path(m.hidden), "visitor"),
    ("ce qui est décidé de moi", lambda m: reverse("moderation:suspended"), "member"),
    ("file des dossiers", lambda m: reverse("admin:moderation_case_changelist"), "moderator"),
    ("dossier", lambda m: reverse("admin:moderation_case_change", args=[m.case.pk]), "moderator"),
    (
        "dossier clos",
        lambda m: reverse("admin:moderation_case_change", args=[m.closed.pk]),
        "moderator",
    ),
    ("file des recours", lambda m: reverse("admin:moderation_appeal_changelist"), "moderator"),
    (
        "recours",
        lambda m: reverse("admin:moderation_appeal_change", args=[m.appeal.pk]),
        "moderator",
    ),
]
