from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A rule as the reference data names it: the article to read and how sure we are of it."""

    slug: str
    article: str = ""
    sources: tuple[str, ...] = ()
    confidence: str = "general_knowledge"
    checked_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Value:
    """What a rule is worth from a day to another, both included; `figure` None: not known yet."""

    rule: str
    figure: Decimal | None
    valid_from: date | None = None
    valid_until: date | None = None
    sources: tuple[str, ...] = ()
    confidence: str = "general_knowledge"

    def holds(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )


@dataclass(frozen=True)
class Span:
    """Days that follow each other under one and the same value; None: no value was ever set."""

    start: date
    end: date
    value: Value | None

    @property
    def figure(self) -> Decimal | None:
        return self.value.figure if self.value else None


@dataclass(frozen=True, kw_only=True)
class Law:
    """The rules and their figures by date, as read on `today`; no database behind it."""

    today: date
    rules: Mapping[str, Rule] = field(default_factory=dict)
    values: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)

    def rule(self, slug: str) -> Rule:
        return self.rules.get(slug) or Rule(slug=slug)

    def at(self, rule: str, day: date) -> Value | None:
        """The twin of `LegalValue.objects.at`: the latest begun of those in force that day."""
        held = [value for value in self.values.get(rule, ()) if value.holds(day)]
        return max(held, key=lambda value: value.valid_from or date.min, default=None)

    def figure(self, rule: str, day: date | None = None) -> Decimal | None:
        value = self.at(rule, day or self.today)
        return value.figure if value else None

    def over(self, rule: str, start: date, end: date) -> Iterator[Span]:
        """The days from `start` to `end` cut where the value changes, and at each New Year."""
        cuts = {date(year, 1, 1) for year in range(start.year + 1, end.year + 1)}
        for value in self.values.get(rule, ()):
            if value.valid_from:
                cuts.add(value.valid_from)
            if value.valid_until and value.valid_until < date.max:
                cuts.add(value.valid_until + DAY)
        begin = start
        for cut in [*sorted(cut for cut in cuts if start < cut <= end), None]:
            last = cut - DAY if cut else end
            yield Span(begin, last, self.at(rule, begin))
            begin = cut or end
