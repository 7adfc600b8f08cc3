"""Secret addresses: signed, for one report or one decision alone, without an account.

Whoever has the address of a report reads what became of it; whoever has that of a decision reads
its reasons and may contest it. They say nothing of anybody else.
"""

from typing import Any

from django.core import signing
from django.urls import reverse

from portal.moderation.models import Measure, Report

REPORT, MEASURE = "moderation.follow", "moderation.decision"


def _token(number: Any, salt: str) -> str:
    return signing.Signer(salt=salt).sign(str(number)).replace(":", "-", 1)


def _number(token: str, salt: str) -> int:
    """The number that was signed, 0 for what was not."""
    number, _dash, signature = token.partition("-")
    try:
        signing.Signer(salt=salt).unsign(f"{number}:{signature}")
    except signing.BadSignature:
        return 0
    return int(number)


def follow_token(report: Report) -> str:
    return _token(report.pk, REPORT)


def follow_path(report: Report) -> str:
    return reverse("moderation:follow", args=[follow_token(report)])


def report_of(token: str) -> Report | None:
    return Report.objects.filter(pk=_number(token, REPORT)).first()


def decision_token(measure: Measure) -> str:
    return _token(measure.pk, MEASURE)


def decision_path(measure: Measure) -> str:
    return reverse("moderation:decision", args=[decision_token(measure)])


def measure_of(token: str) -> Measure | None:
    """The decision at this address, once taken."""
    taken = Measure.objects.taken().select_related("case", "member")
    return taken.filter(pk=_number(token, MEASURE)).first()
