"""The public figures of a year (DSA, art. 15 and 24.3; no host of our size owes them).

Dates, grounds and kinds outlive the accounts: counted anew each time, never stored. A number from
one to four could point to somebody: it reads « moins de 5 », and so does a zero beside it, or what
is left would tell. The sum is then what is shown at least, never the exact one.
"""

import dataclasses
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Count, DurationField, ExpressionWrapper, F, Min, Q, QuerySet, Value
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.moderation.enums import OnAuthor, OnTarget, Outcome, ReportReason
from portal.moderation.grounds import Ground
from portal.moderation.models import Appeal, AutoHide, Decision, Measure, Report

# From as many on, a number is shown.
SHOWN = 5
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """What is counted, and its number as it is shown; `raw` is what the CSV says."""

    label: str
    shown: str
    raw: str


@dataclasses.dataclass(frozen=True, slots=True)
class Table:
    """Lines under a title. `note` says what they are; `counted`, how many things in all."""

    key: str
    title: str
    lines: list[Line]
    counted: int
    note: str = ""


def years(*, now: datetime | None = None) -> list[int]:
    """From the first report or decision to this year, the latest first."""
    now = now or timezone.now()
    first_of = [
        model.objects.order_by()
        .values(one=Value(1))
        .annotate(first=Min(field))
        .values_list("first", flat=True)
        for model, field in (
            (Report, "created_at"),
            (Measure, "decided_at"),
            (Decision, "decided_at"),
            (AutoHide, "placed_at"),
        )
    ]
    firsts = list(first_of[0].union(*first_of[1:]))
    this = timezone.localtime(now).year
    first = min((timezone.localtime(one).year for one in firsts if one), default=this)
    return list(range(this, min(first, this) - 1, -1))


def bounds(year: int) -> tuple[datetime, datetime]:
    """The first moment of a year in Paris, and that of the next one."""
    zone = timezone.get_default_timezone()
    return (
        datetime(year, 1, 1, tzinfo=zone).astimezone(UTC),
        datetime(year + 1, 1, 1, tzinfo=zone).astimezone(UTC),
    )


def tables(year: int) -> list[Table]:
    """All that is told of a year, in eight queries whatever was counted."""
    start, end = bounds(year)

    def within(found: QuerySet[Any], field: str) -> QuerySet[Any]:
        return found.filter(**{f"{field}__gte": start, f"{field}__lt": end}).order_by()

    return [
        _reports(within(Report.objects.all(), "created_at")),
        _decisions(within(Measure.objects.taken(), "decided_at")),
        _grounds(within(Measure.objects.taken(), "decided_at")),
        _automatic(within(AutoHide.objects.all(), "placed_at")),
        _texts(within(Decision.objects.all(), "decided_at")),
        _appeals(within(Appeal.objects.all(), "received_at")),
    ]


def empty(found: list[Table]) -> bool:
    """Whether nothing at all was counted."""
    return not any(table.counted for table in found)


def guarded(counts: Iterable[tuple[str, int]], *, total: str = "") -> list[Line]:
    """Numbers of parts that add up, each shown or kept back; then their sum under this name."""
    rows = list(counts)
    if not any(n for _label, n in rows):
        lines = [_exact(label, 0) for label, _n in rows]
        return [*lines, _exact(total, 0)] if total else lines
    lines = [_exact(label, n) if n >= SHOWN else _few(label) for label, n in rows]
    if total:
        lines.append(_sum(total, [n for _label, n in rows]))
    return lines


def _sum(label: str, numbers: list[int]) -> Line:
    told = sum(n for n in numbers if n >= SHOWN)
    if all(n >= SHOWN for n in numbers):
        return _exact(label, told)
    if sum(numbers) < SHOWN:
        return _few(label)
    if not told:
        return Line(label, _("non montré"), "")
    return Line(label, _("au moins %(n)s") % {"n": _spoken(told)}, f">={told}")


def _spoken(n: int) -> str:
    return f"{n:,}".replace(",", "\u202f")


def _exact(label: str, n: int) -> Line:
    return Line(label, _spoken(n), str(n))


def _few(label: str) -> Line:
    return Line(label, _("moins de %(n)s") % {"n": SHOWN}, f"<{SHOWN}")


def _alone(label: str, n: int, *, of: int) -> Line:
    """A number that stands by itself: a part of others, which no sum gives away."""
    return _exact(label, n) if n >= SHOWN or not of else _few(label)


def _by(found: QuerySet[Any], field: str) -> dict[Any, int]:
    return dict(found.values_list(field).annotate(n=Count("pk")))


def _median(found: QuerySet[Any], start: str, end: str, *, count: int) -> timedelta | None:
    """The middle of so many delays, as one row of the database; None for fewer than SHOWN."""
    if count < SHOWN:
        return None
    delay = ExpressionWrapper(F(end) - F(start), output_field=DurationField())
    delays = found.annotate(delay=delay).order_by("delay").values_list("delay", flat=True)
    middle: list[timedelta] = list(delays[count // 2 : count // 2 + 1])
    return middle[0] if middle else None


def _delay(label: str, delay: timedelta | None) -> Line:
    if delay is None:
        return Line(label, _("trop peu pour le dire"), "")
    hours = max(round(delay / HOUR), 1)
    said = _("%(n)s\u00a0h") % {"n": hours}
    if delay >= 2 * DAY:
        said = _("%(n)s\u00a0jours") % {"n": round(delay / DAY)}
    return Line(label, said, str(hours))


def _share(label: str, part: int, whole: int) -> Line:
    """Of a hundred, when both the part and the rest are shown: a share of a few would tell them."""
    if min(part, whole - part) < SHOWN:
        return Line(label, _("trop peu pour le dire"), "")
    percent = round(100 * part / whole)
    return Line(label, _("%(n)s\u00a0%%") % {"n": percent}, str(percent))


def _reports(found: QuerySet[Any]) -> Table:
    rows = list(found.values_list("reason").annotate(n=Count("pk"), done=Count("handled_at")))
    counts = {reason: n for reason, n, _done in rows}
    whole, done = sum(counts.values()), sum(done for _reason, _n, done in rows)
    settled = found.filter(handled_at__isnull=False)
    return Table(
        "reports",
        _("Signalements reçus"),
        [
            *guarded(
                ((str(one.label), counts.get(one, 0)) for one in ReportReason),
                total=_("Tous les signalements"),
            ),
            _share(_("Part traitée à ce jour"), done, whole),
            _delay(
                _("Délai médian entre le signalement et la réponse"),
                _median(settled, "created_at", "handled_at", count=done),
            ),
        ],
        counted=whole,
        note=_("Par motif, tel que la personne qui signale l’a choisi, avec ou sans compte."),
    )


def _decisions(found: QuerySet[Any]) -> Table:
    """By what is heaviest: a measure on the person, else on the thing, else nothing."""
    rows = list(
        found.values_list("on_author", "on_target").annotate(
            n=Count("pk"),
            lifted=Count("lifted_at"),
            by_two=Count("pk", filter=Q(safety=True)),
            unreported=Count("pk", filter=Q(reported=False)),
        )
    )
    counts = {(author, target): n for author, target, n, *_others in rows}
    lifted, by_two, unreported = (sum(row[at] for row in rows) for at in (3, 4, 5))

    def add(keep: Callable[[str, str], bool]) -> int:
        return sum(n for (author, target), n in counts.items() if keep(author, target))

    parts = [
        *((one.label, add(lambda a, t, one=one: a == one)) for one in OnAuthor),  # type: ignore[misc]
        *((one.label, add(lambda a, t, one=one: not a and t == one)) for one in OnTarget),  # type: ignore[misc]
        (_("Rien de contraire aux règles"), add(lambda a, t: not a and not t)),
    ]
    whole = sum(counts.values())
    return Table(
        "decisions",
        _("Décisions prises par une personne"),
        [
            *guarded([(str(label), n) for label, n in parts], total=_("Toutes les décisions")),
            _alone(_("Dont levées depuis"), lifted, of=whole),
            _alone(_("Dont à deux personnes (sécurité)"), by_two, of=whole),
            _alone(_("Dont sans signalement"), unreported, of=whole),
        ],
        counted=whole,
        note=_("Une décision compte une fois, pour ce qu’elle a de plus lourd."),
    )


def _grounds(found: QuerySet[Any]) -> Table:
    counts = _by(found.exclude(ground=Ground.NOTHING), "ground")
    return Table(
        "grounds",
        _("La règle en cause"),
        guarded(
            (str(one.label), counts.get(one, 0)) for one in Ground if one is not Ground.NOTHING
        ),
        counted=sum(counts.values()),
    )


def _automatic(found: QuerySet[Any]) -> Table:
    by_end = _by(found, "kept")
    return Table(
        "automatic",
        _("Masqué automatiquement, en attendant une lecture"),
        guarded(
            [
                (_("Resté masqué, une fois lu"), by_end.get(True, 0)),
                (_("Remis en place, une fois lu"), by_end.get(False, 0)),
                (_("Pas encore lu"), by_end.get(None, 0)),
            ],
            total=_("Tous les masquages automatiques"),
        ),
        counted=sum(by_end.values()),
        note=_(
            "Après plusieurs signalements indépendants de membres de confiance. Rien d’autre n’est "
            "décidé par une machine."
        ),
    )


def _texts(found: QuerySet[Any]) -> Table:
    counts = _by(found, "outcome")
    return Table(
        "texts",
        _("Textes relus avant parution"),
        guarded(
            [
                (_("Publiés"), counts.get(Outcome.APPROVED, 0)),
                (_("Renvoyés avec un motif"), counts.get(Outcome.REJECTED, 0)),
            ],
            total=_("Tous les textes relus"),
        ),
        counted=sum(counts.values()),
        note=_("Annonces de stage, offres de mentorat, rencontres."),
    )


def _appeals(found: QuerySet[Any]) -> Table:
    counts = _by(found, "upheld")
    decided = found.filter(decided_at__isnull=False)
    return Table(
        "appeals",
        _("Recours"),
        [
            *guarded(
                [
                    (_("Acceptés\u00a0: tout est revenu comme avant"), counts.get(True, 0)),
                    (_("Décision maintenue"), counts.get(False, 0)),
                    (_("En cours de lecture"), counts.get(None, 0)),
                ],
                total=_("Tous les recours reçus"),
            ),
            _delay(
                _("Délai médian de réponse"),
                _median(
                    decided,
                    "received_at",
                    "decided_at",
                    count=counts.get(True, 0) + counts.get(False, 0),
                ),
            ),
        ],
        counted=sum(counts.values()),
        note=_("Lus par une autre personne que celle qui avait décidé."),
    )
