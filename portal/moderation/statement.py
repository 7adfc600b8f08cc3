"""The statement of reasons: the six items of DSA, art. 17, rendered from a measure.

Written in the language being spoken, the member's while their letter is written. It never holds a
word of whoever reported: `refuse_traces` shows the moderator what may be one in what they typed,
and they say for each whether it is.
"""

import dataclasses
import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.moderation import dates, registry
from portal.moderation.enums import OnAuthor, OnTarget
from portal.moderation.grounds import basis
from portal.moderation.models import AutoHide, Measure, ReplyTemplate, Report
from portal.shell import french

# Words of a report that, found one after the other, are a quotation.
QUOTED_WORDS = 6
# Words that stand in any text, so that a name made of them alone names nobody.
_ANYWHERE = (
    "des les une aux par sur sous dans pour avec sans plus moins pas non oui que qui quoi dont "
    "est sont ont été mais donc car elle elles ils vous nous leur leurs mon ton son mes tes ses "
    "votre vos notre nos cette ces cet cela tout tous toute toutes personne personnes texte "
    "annonce message argent site stage anonyme"
)
COMMON = frozenset(_ANYWHERE.split())


@dataclasses.dataclass(frozen=True, slots=True)
class Item:
    """One of the six: its key in the law's order, its title, its sentences."""

    key: str
    title: str
    text: str


def statement(measure: Measure, *, now: datetime | None = None) -> list[Item]:
    """The six items. Before the decision is taken, as they would be at `now`."""
    at = measure.decided_at or now or timezone.now()
    return [
        Item("effect", _("Ce qui est décidé, où et pour combien de temps"), _effect(measure, at)),
        Item("facts", _("Les faits"), _facts(measure)),
        Item("means", _("Les moyens employés"), _means(measure)),
        Item(
            "ground",
            _("La règle"),
            f"{measure.get_ground_display()}. {basis(measure.ground)}.",
        ),
        Item(
            "why",
            _("Pourquoi elle s’applique"),
            measure.why or _("Les faits ci-dessus sont de ceux que cette règle interdit."),
        ),
        Item("redress", _("Si vous n’êtes pas d’accord"), _redress(at)),
    ]


def _effect(measure: Measure, at: datetime) -> str:
    said = []
    about = f"{registry.label(measure.case.kind)} «\u00a0{measure.case.label}\u00a0»"
    if measure.on_target == OnTarget.HIDE:
        said.append(
            _(
                "Votre contenu (%(about)s) n’est plus visible des autres sur Premier Clap, sans "
                "limite de durée."
            )
            % {"about": about}
        )
    elif measure.on_target == OnTarget.CHANGE:
        said.append(
            _(
                "Votre contenu (%(about)s) est retiré de Premier Clap jusqu’à ce que vous l’ayez "
                "corrigé et qu’une personne l’ait relu."
            )
            % {"about": about}
        )
    ends = measure.ends_at or at + timedelta(days=measure.days or 0)
    day = french.day(timezone.localtime(ends).date())
    sentences = {
        OnAuthor.WARN: _("C’est un avertissement\u00a0: votre compte reste ouvert."),
        OnAuthor.LIMIT: _(
            "Votre compte passe en lecture seule sur tout Premier Clap jusqu’au %(day)s\u00a0: "
            "vous lisez tout, vous n’écrivez ni ne publiez rien."
        ),
        OnAuthor.SUSPEND: _(
            "Votre compte est suspendu sur tout Premier Clap jusqu’au %(day)s, et votre page n’est "
            "plus visible. Vous gardez l’accès à vos données."
        ),
        OnAuthor.BAN: _(
            "Votre compte est fermé sur tout Premier Clap, sans limite de durée, et votre page "
            "n’est plus visible. Vous gardez l’accès à vos données."
        ),
    }
    if measure.on_author:
        said.append(sentences[OnAuthor(measure.on_author)] % {"day": day})
    return " ".join(said) or _("Rien n’est décidé contre vous.")


def _facts(measure: Measure) -> str:
    source = (
        _("Cette décision fait suite à un signalement.")
        if measure.reported
        else _("Cette décision vient d’une vérification de l’équipe, sans signalement.")
    )
    return f"{measure.facts} {source}".strip()


def _means(measure: Measure) -> str:
    if measure.automated:
        return _(
            "Un moyen automatique avait masqué le contenu après plusieurs signalements\u00a0; une "
            "personne l’a lu, une personne a décidé."
        )
    return _("Aucun moyen automatique\u00a0: une personne a lu, une personne a décidé.")


def auto_hide_statement(hidden: AutoHide) -> list[Item]:
    """The six items of what the site hid by itself; nothing says who reported, nor how many."""
    about = f"{registry.label(hidden.case.kind)} «\u00a0{hidden.case.label}\u00a0»"
    day = french.day(timezone.localtime(hidden.placed_at).date())
    effect = _(
        "Votre contenu (%(about)s) n’est plus visible des autres sur Premier Clap depuis le "
        "%(day)s, jusqu’à ce qu’une personne de la modération l’ait lu. Votre compte ne change pas."
    )
    ground = (
        f"{hidden.get_ground_display()}. {basis(hidden.ground)}."
        if hidden.ground
        else _("Conditions d’utilisation, article 6\u00a0; règles du site, «\u00a0Comment nous "
               "décidons\u00a0».")
    )  # fmt: skip
    return [
        Item(
            "effect",
            _("Ce qui est décidé, où et pour combien de temps"),
            effect % {"about": about, "day": day},
        ),
        Item(
            "facts",
            _("Les faits"),
            _("Plusieurs membres, sans lien entre eux, ont signalé ce contenu."),
        ),
        Item(
            "means",
            _("Les moyens employés"),
            _(
                "Une décision automatique\u00a0: à partir d’un nombre de signalements "
                "indépendants, le contenu est masqué sans qu’une personne l’ait lu. Aucune machine "
                "n’a lu votre texte."
            ),
        ),
        Item("ground", _("La règle"), ground),
        Item(
            "why",
            _("Pourquoi elle s’applique"),
            _(
                "C’est le motif donné par les personnes qui ont signalé. Personne ne l’a encore "
                "vérifié\u00a0: c’est pourquoi rien n’est définitif."
            ),
        ),
        Item(
            "redress",
            _("Si vous n’êtes pas d’accord"),
            _(
                "Une personne le lira, que vous contestiez ou non. Vous pouvez lui écrire dès "
                "maintenant, gratuitement, à l’adresse de cette lettre. Si elle ne trouve rien à "
                "redire, tout revient comme avant\u202f; sinon vous recevez ses raisons, et six "
                "mois pour les contester. Vous pouvez aussi saisir un organe de règlement des "
                "litiges certifié (règlement (UE) 2022/2065, article 21) ou un tribunal."
            ),
        ),
    ]


def _redress(at: datetime) -> str:
    return _(
        "Vous pouvez contester cette décision, gratuitement, jusqu’au %(day)s inclus\u00a0: une "
        "autre personne de l’équipe la relira. Vous pouvez aussi saisir un organe de règlement des "
        "litiges certifié (règlement (UE) 2022/2065, article 21) ou un tribunal."
    ) % {"day": french.day(dates.last_day(at))}


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _sentences(text: str) -> list[str]:
    return [one for one in re.split(r"(?<=[.!?…])\s+", text) if one.strip()]


def _own_words(text: str, ours: set[tuple[str, ...]]) -> list[str]:
    """The words of a text without the sentences of our own templates; "" where one was."""
    words: list[str] = []
    for sentence in _sentences(text):
        said = _words(sentence)
        words += [""] if tuple(said) in ours else said
    return words


def _names(report: Report) -> list[str]:
    """Under which names and addresses whoever reported is known, as far as they tell a person.

    A name made of nothing but short or common words tells nobody, whoever wrote it in the form.
    """
    names, addresses = [report.name], [report.email]
    if report.reporter is not None:
        names.append(report.reporter.display_name)
        addresses.append(report.reporter.email)
    telling = [
        name for name in names if any(len(word) > 2 and word not in COMMON for word in _words(name))
    ]
    return [one for one in [*telling, *addresses] if one]


def traces(text: str, reports: Iterable[Report]) -> list[str]:
    """What in a text may betray who reported, each once, in lower case.

    Their name, their address, or six words in a row of what they wrote. The sentences of the reply
    templates are the site's own, whoever copies them in a report.
    """
    kept = ReplyTemplate.objects.values_list("facts", "why")
    ours = {tuple(_words(one)) for pair in kept for part in pair for one in _sentences(part)}
    words = _own_words(text, ours)
    found: dict[str, None] = {}
    for report in reports:
        for name in _names(report):
            said = _words(name)
            length = len(said)
            if any(words[at : at + length] == said for at in range(len(words) - length + 1)):
                found[" ".join(said)] = None
        for quoted in _quotations(words, _words(report.text)):
            found[quoted] = None
    return list(found)


def _quotations(words: list[str], told: list[str]) -> list[str]:
    """The longest runs of `words`, of six at least, whose every six words stand in `told`."""
    runs = {tuple(told[at : at + QUOTED_WORDS]) for at in range(len(told) - QUOTED_WORDS + 1)}
    found: list[tuple[int, int]] = []
    for at in range(len(words) - QUOTED_WORDS + 1):
        if tuple(words[at : at + QUOTED_WORDS]) not in runs:
            continue
        if found and at <= found[-1][1]:
            found[-1] = (found[-1][0], at + QUOTED_WORDS)
        else:
            found.append((at, at + QUOTED_WORDS))
    return [" ".join(words[start:end]) for start, end in found]


def refuse_traces(text: str, reports: Iterable[Report], *, cleared: Iterable[str] = ()) -> None:
    """Raise ValidationError when a text meant for the person concerned may betray who reported.

    Each part found that is not among `cleared`, those a moderator has looked at and found to be no
    trace, is named in the sentence and listed in its `params["found"]`.
    """
    found = [one for one in traces(text, reports) if one not in set(cleared)]
    if found:
        raise ValidationError(
            _(
                "Ces mots viennent peut-être de la personne qui a signalé\u00a0: %(said)s. "
                "Changez-les, ou cochez qu’ils ne disent rien d’elle."
            ),
            code="traces",
            params={"said": ", ".join(f"«\u00a0{one}\u00a0»" for one in found), "found": found},
        )
