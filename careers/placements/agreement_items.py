"""What a « convention de stage » has to say, item by item, and which side writes it.

The Code de l’éducation lists them in article D.124-4; our data names the article without its
text, so that the list is shown « à vérifier ». Wordings are ours.
"""

import dataclasses
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from careers.models import Agreement, Placement
from careers.placements.enums import Side
from portal.shell import french

ARTICLE = "D.124-4"
YES, NO = "oui", "non"
YES_NO = ((YES, gettext_lazy("oui")), (NO, gettext_lazy("non")))
LONGEST, LINE = 1500, 200
HIDDEN = gettext_lazy("Texte masqué par la modération.")


@dataclasses.dataclass(frozen=True, slots=True)
class Item:
    """One thing to write. `rows`: lines of its field, 1 for a line; `choice`: yes or no."""

    slug: str
    side: Side
    label: Any
    help: Any = ""
    rows: int = 1
    choice: bool = False
    article: str = ARTICLE
    minors_only: bool = False

    @property
    def longest(self) -> int:
        return LINE if self.rows == 1 else LONGEST


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """An item as the checklist and the draft show it; empty text: missing."""

    label: Any
    text: str
    side: Side
    article: str = ARTICLE
    anchor: str = ""

    @property
    def done(self) -> bool:
        return bool(self.text)


ITEMS = (
    Item("training", Side.INTERN, gettext_lazy("Intitulé complet de la formation")),
    Item(
        "volume", Side.INTERN, gettext_lazy("Volume horaire de la formation"),
        gettext_lazy("Par année ou par semestre\u00a0: votre école le sait."),
    ),
    Item("school", Side.INTERN, gettext_lazy("Établissement, son adresse"), rows=2),
    Item(
        "referent", Side.INTERN, gettext_lazy("Enseignant·e référent·e"),
        gettext_lazy("Son nom et sa fonction."),
    ),
    Item(
        "skills", Side.INTERN, gettext_lazy("Compétences à acquérir ou à développer"),
        gettext_lazy("À relire avec l’enseignant·e référent·e."), rows=5,
    ),
    Item(
        "protection", Side.INTERN, gettext_lazy("Protection sociale"),
        gettext_lazy("Le régime qui vous couvre pendant le stage, maladie comprise."), rows=2,
    ),
    Item(
        "liability", Side.INTERN, gettext_lazy("Assurance responsabilité civile"),
        gettext_lazy("L’assureur et le numéro du contrat."),
    ),
    Item(
        "validation", Side.INTERN, gettext_lazy("Validation si le stage s’interrompt"),
        gettext_lazy("Ce que l’école valide, ou propose à la place."), rows=3, article="L.124-15",
    ),
    Item(
        "representative", Side.INTERN, gettext_lazy("Représentant·e légal·e"),
        gettext_lazy("Qui signe avec vous, tant que vous avez moins de 18 ans."),
        article="L.124-1", minors_only=True,
    ),
    Item("activities", Side.HOST, gettext_lazy("Activités confiées"), rows=6),
    Item(
        "presence", Side.HOST, gettext_lazy("Durée réelle de présence"),
        gettext_lazy("En heures ou en jours, congés retirés."), article="D.124-6",
    ),
    Item("nights", Side.HOST, gettext_lazy("Présence la nuit"), choice=True),
    Item("sundays", Side.HOST, gettext_lazy("Présence le dimanche"), choice=True),
    Item("holidays", Side.HOST, gettext_lazy("Présence les jours fériés"), choice=True),
    Item(
        "supervision", Side.HOST, gettext_lazy("Encadrement et suivi"),
        gettext_lazy("Quand le tuteur ou la tutrice fait le point, et avec l’école."), rows=3,
    ),
    Item(
        "payment", Side.HOST, gettext_lazy("Versement de la gratification"),
        gettext_lazy("Chaque mois, par virement. S’il n’y en a pas, écrivez «\u00a0sans "
                     "objet\u00a0»."),
        article="L.124-6",
    ),
    Item(
        "accident", Side.HOST, gettext_lazy("Accident du travail"),
        gettext_lazy("Qui déclare l’accident, qui prévenir, sous quel délai."), rows=2,
    ),
    Item(
        "leave", Side.HOST, gettext_lazy("Congés et absences autorisées"), rows=2,
        article="L.124-13",
    ),
    Item("ending", Side.HOST, gettext_lazy("Suspendre le stage ou y mettre fin"), rows=3),
    Item(
        "rules", Side.HOST, gettext_lazy("Règlement intérieur"),
        gettext_lazy("Les clauses qui s’appliquent, ou «\u00a0sans objet\u00a0»."), rows=2,
    ),
    Item(
        "benefits", Side.HOST, gettext_lazy("Avantages"),
        gettext_lazy("Transports, repas, hébergement, ou «\u00a0sans objet\u00a0»."), rows=2,
    ),
    Item(
        "signatory", Side.HOST, gettext_lazy("Personne qui signe pour la structure"),
        article="L.124-1",
    ),
)  # fmt: skip


def items_of(side: Side, placement: Placement) -> list[Item]:
    """What a side writes; the legal representative only for somebody under 18."""
    minor = placement.with_minor
    return [one for one in ITEMS if one.side == side and (minor or not one.minors_only)]


def _terms(placement: Placement, *, hidden: bool) -> Iterable[Line]:
    """What the placement itself says: dates, hours, pay, tutor; `hidden`: without the words."""
    tutor = placement.tutor_label if placement.tutor_name else ""
    rows = (
        (_("Premier et dernier jour"), placement.period_label, ARTICLE),
        (_("Heures par semaine"), placement.hours_label, ARTICLE),
        (_("Gratification"), placement.pay_label, "L.124-6"),
        (_("Tuteur ou tutrice"), str(HIDDEN) if hidden and tutor else tutor, "L.124-9"),
    )
    return (Line(label, text, Side.HOST, article, "termes") for label, text, article in rows)


def _shown(item: Item, text: str) -> str:
    return str(dict(YES_NO).get(text, text)) if item.choice else text


def lines(agreement: Agreement, *, reader: Side | None = None) -> list[Line]:
    """Every required item with what is written for it, in the order of the paper.

    `reader`: a part that moderators hid from that side is not shown to it.
    """
    placement = agreement.placement

    def hidden(side: Side) -> bool:
        return reader not in {None, side} and agreement.is_hidden(side)

    def written(side: Side) -> list[Line]:
        texts = agreement.items(side)
        return [
            Line(
                item.label,
                str(HIDDEN)
                if hidden(side) and texts.get(item.slug)
                else _shown(item, texts.get(item.slug, "")),
                side,
                item.article,
                item.slug,
            )
            for item in items_of(side, placement)
        ]

    return [
        *written(Side.INTERN),
        *_terms(placement, hidden=hidden(Side.HOST)),
        *written(Side.HOST),
    ]


def allows(agreement: Agreement | None, slug: str) -> bool | None:
    """Whether nights, sundays or holidays are in it; None while it does not say."""
    said = agreement.says(slug) if agreement else ""
    return {YES: True, NO: False}.get(said)


def first_items(internship: Any) -> dict[Side, dict[str, str]]:
    """What the listing already says, cut to what an item holds."""
    hours = internship.total_hours
    about = _("environ %s") % french.hours(hours) if hours else ""
    found = {
        Side.INTERN: {"skills": internship.learning},
        Side.HOST: {
            "activities": internship.missions,
            "benefits": internship.benefits,
            "presence": about,
        },
    }
    return {
        side: {slug: text[:LONGEST] for slug, text in texts.items() if text}
        for side, texts in found.items()
    }
