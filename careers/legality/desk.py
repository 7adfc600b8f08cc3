from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from django.utils.translation import gettext_noop

from .facts import Facts
from .flags import BLOCK
from .law import Law, Rule, Value
from .presence import Presence, presence
from .report import Figure, Finding, Said, State, Words
from .wording import find


@dataclass(frozen=True)
class Desk:
    """One offer before the law: what every rule needs to give its finding."""

    facts: Facts
    law: Law

    @cached_property
    def presence(self) -> Presence | None:
        return presence(self.facts)

    @cached_property
    def found(self) -> tuple[Words, ...]:
        """Every wording found in the texts of the offer."""
        return find(self.facts.texts, kind=self.facts.kind)

    def words(self, *flags: str) -> tuple[Words, ...]:
        return tuple(words for words in self.found if words.flag in flags)

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
        law: Rule | None = None,
        value: Value | None = None,
        figure: Figure | None = None,
        fields: tuple[str, ...] = (),
        words: tuple[Words, ...] = (),
    ) -> Finding:
        """A finding with the article of the rule `legal`, or of `law`, and the value's source."""
        known = law or (self.law.rule(legal) if legal else None)
        source = value or known
        return Finding(
            rule=rule,
            legal=legal,
            state=state,
            title=title,
            said=said,
            article=known.article if known else "",
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


def weighed(finding: Finding, words: tuple[Words, ...]) -> Finding:
    """The finding once the words of the offer are held against it: they only ever make it worse."""
    if not words:
        return finding
    if any(one.action == BLOCK for one in words):
        state, text = State.FAILED, AGAINST
    else:
        state = State.UNKNOWN if finding.state == State.PASSED else finding.state
        text = TO_READ
    return replace(finding, state=state, said=(*finding.said, Said(text)), words=words)


AGAINST = gettext_noop("Des mots de l’annonce disent le contraire.")
TO_READ = gettext_noop("Des mots de l’annonce sont à relire.")
