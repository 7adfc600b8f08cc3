"""The hours of an internship, and what in them ought to be talked about. Pure: no database.

Times are those of a clock on the wall; the night the hour changes counts one hour too many or too
few. What ends no later than it began ends the next day. Work belongs to the day it began on. Weeks
begin on Monday. The articles stand as we know them: the data holds the alignment on the staff
(L.124-14, partly checked) and the hours of minors (partly checked); the rest is « à vérifier ».
"""

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from portal.shell import french

HOUR = timedelta(hours=1)
REST, REST_MINOR, WEEKLY_REST = 11 * HOUR, 12 * HOUR, 35 * HOUR
# How much of a long rest must lie in a week for that week to have had it.
REST_OF_THE_WEEK = 24 * HOUR
LONGEST_DAY, LONGEST_DAY_MINOR = 10 * HOUR, 7 * HOUR
LONGEST_WEEK, LONGEST_WEEK_MINOR = 48 * HOUR, 35 * HOUR
BEFORE_A_BREAK, SHORTEST_BREAK = timedelta(hours=4, minutes=30), timedelta(minutes=30)
DAYS_IN_A_ROW = 6
NIGHT, NIGHT_MINOR, MORNING = time(21), time(20), time(6)
SUNDAY = 6
ZERO = timedelta(0)


@dataclasses.dataclass(frozen=True, slots=True)
class Span:
    """A stretch of work, breaks counted in minutes inside it."""

    day: date
    start: time
    end: time
    pause: int = 0

    @property
    def begins(self) -> datetime:
        return datetime.combine(self.day, self.start)

    @property
    def ends(self) -> datetime:
        """The next day when the end is not after the beginning."""
        later = self.end <= self.start
        return datetime.combine(self.day, self.end) + timedelta(days=later)

    @property
    def present(self) -> timedelta:
        return self.ends - self.begins

    @property
    def worked(self) -> timedelta:
        return max(self.present - timedelta(minutes=self.pause), ZERO)

    def overlaps(self, other: "Span") -> bool:
        """Whether both share a moment; one may begin when the other ends."""
        return self.begins < other.ends and other.begins < self.ends


@dataclasses.dataclass(frozen=True, slots=True)
class Terms:
    """What the hours are held against. `nights`, `sundays`: None where the agreement is silent."""

    weekly: timedelta | None = None
    nights: bool | None = None
    sundays: bool | None = None
    minor: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Finding:
    """Something to talk about. `level`: how sure we are of the article (`Confidence`)."""

    rule: str
    day: date
    text: str
    article: str
    level: str = "general_knowledge"


@dataclasses.dataclass(frozen=True, slots=True)
class Week:
    """A week and its total; `monday` names it."""

    monday: date
    worked: timedelta

    @property
    def label(self) -> str:
        return length(self.worked)


def length(value: timedelta) -> str:
    """35 h, 7 h 30."""
    minutes = round(value.total_seconds() / 60)
    whole, rest = divmod(minutes, 60)
    return f"{whole}{french.NBSP}h" + (f"{french.NBSP}{rest:02d}" if rest else "")


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def total(spans: Iterable[Span]) -> timedelta:
    return sum((one.worked for one in spans), ZERO)


def weeks(spans: Iterable[Span]) -> list[Week]:
    """The total of each week with work, the first one first."""
    found: dict[date, timedelta] = defaultdict(lambda: ZERO)
    for one in spans:
        found[monday_of(one.day)] += one.worked
    return [Week(monday, found[monday]) for monday in sorted(found)]


def findings(spans: Sequence[Span], terms: Terms) -> list[Finding]:
    """Everything to talk about, the first day first; spans do not overlap."""
    ordered = sorted(spans, key=lambda one: one.begins)
    by_day: dict[date, list[Span]] = defaultdict(list)
    for one in ordered:
        by_day[one.day].append(one)
    found = [
        *_rests(by_day, terms),
        *_days(by_day, terms),
        *_rows(sorted(by_day)),
        *_weeks(ordered, terms),
        *_weekly_rests(ordered),
        *_nights_and_sundays(ordered, terms),
        *(_breaks(ordered) if terms.minor else ()),
    ]
    return sorted(found, key=lambda one: one.day)


def _rests(by_day: dict[date, list[Span]], terms: Terms) -> Iterable[Finding]:
    """Eleven hours in a row between two days of work, twelve under 18."""
    least = REST_MINOR if terms.minor else REST
    article = _("Code du travail, L.3164-1") if terms.minor else _("Code du travail, L.3131-1")
    days = sorted(by_day)
    for before, after in pairwise(days):
        rest = by_day[after][0].begins - max(one.ends for one in by_day[before])
        if rest < least:
            yield Finding(
                "rest",
                after,
                _("Repos de %(rest)s seulement depuis la veille\u00a0: il en faut %(least)s.")
                % {"rest": length(max(rest, ZERO)), "least": length(least)},
                article,
            )


def _days(by_day: dict[date, list[Span]], terms: Terms) -> Iterable[Finding]:
    """Ten hours of work a day at most, seven under 18."""
    most = LONGEST_DAY_MINOR if terms.minor else LONGEST_DAY
    for day, spans in by_day.items():
        worked = total(spans)
        if worked > most:
            yield Finding(
                "day",
                day,
                _("Journée de %(worked)s\u00a0: %(most)s au plus.")
                % {"worked": length(worked), "most": length(most)},
                _("Code du travail, L.3162-1") if terms.minor else _("Code du travail, L.3121-18"),
                "mixed" if terms.minor else "general_knowledge",
            )


def _rows(days: list[date]) -> Iterable[Finding]:
    """No more than six days in a row."""
    run, before = 0, None
    for day in days:
        run = run + 1 if before is not None and (day - before).days == 1 else 1
        before = day
        if run > DAYS_IN_A_ROW:
            yield Finding(
                "row",
                day,
                _("%(n)s jours de suite\u00a0: six au plus.") % {"n": run},
                _("Code du travail, L.3132-1"),
            )


def _weeks(spans: list[Span], terms: Terms) -> Iterable[Finding]:
    """No more than the agreement says, 48 hours for anybody, 35 under 18."""
    most = LONGEST_WEEK_MINOR if terms.minor else LONGEST_WEEK
    for week in weeks(spans):
        values = {"worked": week.label, "most": length(most)}
        if week.worked > most:
            yield Finding(
                "week",
                week.monday,
                _("Semaine de %(worked)s\u00a0: %(most)s au plus.") % values,
                _("Code du travail, L.3162-1") if terms.minor else _("Code du travail, L.3121-20"),
                "mixed" if terms.minor else "general_knowledge",
            )
        if terms.weekly is not None and week.worked > terms.weekly:
            yield Finding(
                "agreed",
                week.monday,
                _("Semaine de %(worked)s, pour %(agreed)s dites au départ.")
                % {"worked": week.label, "agreed": length(terms.weekly)},
                _("Code de l’éducation, D.124-4 et L.124-14"),
                "mixed",
            )


def _weekly_rests(spans: list[Span]) -> Iterable[Finding]:
    """Thirty-five hours in a row each week; the rest after the last line is not over yet."""
    gaps, end = [], datetime.min
    for one in spans:
        gaps.append((end, one.begins))
        end = max(end, one.ends)
    gaps.append((end, datetime.max))
    for week in weeks(spans):
        first = datetime.combine(week.monday, time())
        last = first + timedelta(days=7)
        rested = any(
            b - a >= WEEKLY_REST and min(b, last) - max(a, first) >= REST_OF_THE_WEEK
            for a, b in gaps
        )
        if not rested:
            yield Finding(
                "weekly-rest",
                week.monday,
                _("Aucun repos de 35\u00a0h d’affilée cette semaine (24\u00a0h et les 11\u00a0h "
                  "du jour)."),
                _("Code du travail, L.3132-2"),
            )  # fmt: skip


def _touches(span: Span, first: time, last: time) -> bool:
    """Whether a span has a moment between an hour of the evening and one of the morning."""
    for day in (span.day - timedelta(days=1), span.day, span.day + timedelta(days=1)):
        night = datetime.combine(day, first)
        morning = datetime.combine(day + timedelta(days=1), last)
        if span.begins < morning and night < span.ends:
            return True
    return False


def _nights_and_sundays(spans: list[Span], terms: Terms) -> Iterable[Finding]:
    """Nights and Sundays that the agreement does not have; at night, nobody under 18."""
    silent = _("la convention n’en dit rien")
    refused = _("la convention dit non")
    for one in spans:
        if terms.minor and _touches(one, NIGHT_MINOR, MORNING):
            yield Finding(
                "night",
                one.day,
                _(
                    "Travail entre 20\u00a0h et 6\u00a0h\u00a0: interdit avant 16 ans dès "
                    "20\u00a0h, avant 18 ans dès 22\u00a0h."
                ),
                _("Code du travail, L.3163-1 et L.3163-2"),
                "mixed",
            )
        elif not terms.minor and terms.nights is not True and _touches(one, NIGHT, MORNING):
            why = refused if terms.nights is False else silent
            yield Finding(
                "night",
                one.day,
                _("Travail de nuit, entre 21\u00a0h et 6\u00a0h\u00a0: %(why)s.") % {"why": why},
                _("Code de l’éducation, D.124-4\u202f; Code du travail, L.3122-2"),
            )
        # What ends at midnight on Saturday has not touched Sunday.
        last = (one.ends - timedelta(microseconds=1)).date()
        if terms.sundays is not True and SUNDAY in {one.day.weekday(), last.weekday()}:
            why = refused if terms.sundays is False else silent
            yield Finding(
                "sunday",
                one.day,
                _("Travail le dimanche\u00a0: %(why)s.") % {"why": why},
                _("Code de l’éducation, D.124-4\u202f; Code du travail, L.3132-3"),
            )


def _breaks(spans: list[Span]) -> Iterable[Finding]:
    """Under 18: half an hour of break in any stretch of more than four hours and a half."""
    for one in spans:
        if one.present > BEFORE_A_BREAK and timedelta(minutes=one.pause) < SHORTEST_BREAK:
            yield Finding(
                "break",
                one.day,
                _("Plus de 4\u00a0h\u00a030 d’affilée sans 30 minutes de pause."),
                _("Code du travail, L.3162-3"),
                "mixed",
            )


def terms_of(placement: Any, agreement: Any) -> Terms:
    """What a placement's hours are held against."""
    from careers.placements.agreement_items import allows

    weekly = placement.weekly_hours
    return Terms(
        weekly=timedelta(minutes=round(weekly * 60)) if weekly is not None else None,
        nights=allows(agreement, "nights"),
        sundays=allows(agreement, "sundays"),
        minor=placement.with_minor,
    )
