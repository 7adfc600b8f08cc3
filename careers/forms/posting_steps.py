"""The steps of writing a listing: what each asks, in the order of the page."""

import dataclasses
from typing import Any

from django.utils.translation import gettext_lazy as _

Groups = tuple[tuple[Any, tuple[str, ...]], ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Step:
    """One page of the form; `groups` are (legend, fields). The last step asks nothing."""

    slug: str
    label: Any
    title: Any
    scene: Any
    groups: Groups = ()

    @property
    def fields(self) -> tuple[str, ...]:
        return tuple(name for _legend, names in self.groups for name in names)


FRAME = Step(
    "cadre",
    _("Cadre"),
    _("Qui accueille, et sous quel papier\u202f?"),
    _("Int. bureau de production — matin"),
    (
        (_("L’annonce"), ("organisation", "title", "kind")),
        (_("Le papier du stage"), ("has_agreement", "in_curriculum")),
        (
            _("Le film"),
            ("production_title", "production_title_hidden", "production_phase"),
        ),
    ),
)
MISSION = Step(
    "mission",
    _("Mission"),
    _("Que fera la personne, et qu’apprendra-t-elle\u202f?"),
    _("Int. plateau — jour"),
    ((_("La mission"), ("role", "missions", "learning", "level")),),
)
TERMS = Step(
    "conditions",
    _("Conditions"),
    _("Où, quand, et pour combien\u202f?"),
    _("Ext. décor — jour"),
    (
        (_("Le lieu"), ("city", "departement", "remote")),
        (_("Les dates"), ("starts_on", "ends_on", "weekly_hours", "presence_hours")),
        (_("L’argent et les avantages"), ("hourly_pay", "benefits")),
        (_("Les candidatures"), ("places", "apply_by", "how_to_apply")),
    ),
)
WELCOME = Step(
    "accueil",
    _("Accueil"),
    _("Qui accueille, et dans quelle équipe\u202f?"),
    _("Int. cantine — midi"),
    (
        (_("Le tutorat"), ("tutor_name", "tutor_role", "tutor_interns")),
        (_("La structure"), ("headcount", "interns_present")),
        (
            _("Le poste avant ce stage"),
            (
                "first_on_post",
                "previous_starts_on",
                "previous_ends_on",
                "previous_weekly_hours",
                "previous_left_early",
            ),
        ),
        (_("Équipe au complet"), ("team_complete", "team_complete_by")),
        (_("Sécurité et accès"), ("vhss_contact", "accessibility")),
    ),
)
REVIEW = Step(
    "relire",
    _("Relire"),
    _("Relire, puis envoyer"),
    _("Int. salle de projection — soir"),
)
STEPS = (FRAME, MISSION, TERMS, WELCOME, REVIEW)
WRITTEN = STEPS[:-1]
FIELDS = tuple(name for step in WRITTEN for name in step.fields)


def step_called(slug: str) -> Step | None:
    return next((step for step in STEPS if step.slug == slug), None)


def step_of(field: str) -> Step:
    """The step that asks for a field."""
    return next(step for step in WRITTEN if field in step.fields)


def neighbours(step: Step) -> tuple[Step | None, Step | None]:
    """The step before and the one after."""
    at = STEPS.index(step)
    return (STEPS[at - 1] if at else None), (STEPS[at + 1] if at + 1 < len(STEPS) else None)
