"""Secret addresses: signed, for one report or one decision alone, without an account.

Whoever has the address of a report reads what became of it; whoever has that of a decision reads
its reasons and may contest it. They say nothing of anybody else.
"""

from typing import Any

from django.core import signing
from django.urls import reverse

from portal.moderation.models import AutoHide, Measure, Report

REPORT, MEASURE, HIDDEN = "moderation.follow", "moderation.decision", "moderation.hidden"


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


def hidden_token(hidden: AutoHide) -> str:
    return _token(hidden.pk, HIDDEN)


def hidden_path(hidden: AutoHide) -> str:
    return reverse("moderation:hidden", args=[hidden_token(hidden)])


def hidden_of(token: str) -> AutoHide | None:
    """What the site hid by itself, at this address."""
    found = AutoHide.objects.select_related("case__author", "case__measure")
    return found.filter(pk=_number(token, HIDDEN)).first()
