"""What the law says of an offer, rule by rule: passed, failed, or not known.

`check(facts, law)` is pure: `Facts` say what is known of the offer, `Law` holds the figures by date
(`careers.legality.loading.load_law` reads them, in one query). It informs and never advises; a
wrong green is worse than an unknown, so whatever is missing makes a rule unknown.
"""

from .check import check
from .facts import Facts
from .law import Law, Rule, Value
from .report import Figure, Finding, Report, State

__all__ = ["Facts", "Figure", "Finding", "Law", "Report", "Rule", "State", "Value", "check"]
