from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.translation import gettext_noop

from .facts import Facts
from .law import Law, Value
from .presence import Presence, presence
from .report import Figure, Finding, Said, State, Words


@dataclass(frozen=True)
class Desk:
    """One offer before the law: what every rule needs to give its finding."""

    facts: Facts
    law: Law

    @cached_property
    def presence(self) -> Presence | None:
        return presence(self.facts)

    @property
    def day(self) -> date:
        """The day whose figures count: that of the offer, or today as long as it has none."""
        return self.facts.starts_on or self.law.today

    def finding(
        self,
        rule: str,
        state: State,
        title: str,
        *said: Said,
        legal: str = "",
        value: Value | None = None,
        figure: Figure | None = None,
        article: str = "",
        fields: tuple[str, ...] = (),
        words: tuple[Words, ...] = (),
    ) -> Finding:
        """A finding with the article of the rule `legal` and the source of its value."""
        known = self.law.rule(legal) if legal else None
        source = value or known
        return Finding(
            rule=rule,
            legal=legal,
            state=state,
            title=title,
            said=said,
            article=article or (known.article if known else ""),
            figure=figure,
            as_of=value.valid_from if value else None,
            checked_on=known.checked_on if known else None,
            sources=source.sources if source else (),
            confidence=source.confidence if source else "general_knowledge",
            fields=fields,
            words=words,
        )

    def not_known(self, rule: str, title: str, *, legal: str) -> Finding:
        """The reference data has no figure for this rule on this day."""
        return self.finding(rule, State.UNKNOWN, title, Said(NO_FIGURE), legal=legal, value=None)


NO_FIGURE = gettext_noop("Le site n’a pas de chiffre pour cette règle : à vérifier sur Légifrance.")
