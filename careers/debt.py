"""What there is to mend in the library of this floor."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from careers import sheets
from careers.enums import Confidence
from careers.models import (
    LegalValue,
    ReferenceRecord,
    Role,
    RoleSkill,
    RoleStep,
    Skill,
)
from careers.models.reference import STALE_AFTER
from portal.moderation import debt
from portal.moderation.debt import Debt, Finding

UNSURE = [Confidence.GENERAL_KNOWLEDGE, Confidence.NOT_FOUND]


def _kinds(field: str) -> Iterator[Any]:
    """The reference models, of every floor, that have this field."""
    for model in ReferenceRecord.__subclasses__():
        if any(one.name == field for one in model._meta.concrete_fields):
            yield model


def _named(record: Any, detail: str) -> Finding:
    kind = str(record._meta.verbose_name)
    return Finding(f"{kind}\u00a0: {record}", detail, debt.admin_url(record))


def _sheet(sheet: sheets.Sheet, detail: str) -> Finding:
    """A practical sheet: a file, which one reads on the site and has no page in the admin."""
    named = _now("fiche pratique\u00a0: %(title)s") % {"title": sheet.title}
    return Finding(named, detail, sheet.get_absolute_url())


def stale() -> Iterator[Finding]:
    """Checked over a year ago, or never; the oldest first, of each kind."""
    since = timezone.localdate() - STALE_AFTER
    for model in _kinds("checked_on"):
        old = model._default_manager.filter(Q(checked_on__isnull=True) | Q(checked_on__lt=since))
        for record in old.order_by("checked_on", "pk"):
            when = record.checked_on
            yield _named(record, f"{when:%d/%m/%Y}" if when else _now("jamais relue"))
    for sheet in sheets.all_sheets():
        if sheet.is_stale:
            yield _sheet(sheet, f"{sheet.checked_on:%d/%m/%Y}")


def unverified() -> Iterator[Finding]:
    """Shown as « à vérifier » on the site."""
    for model in _kinds("confidence"):
        for record in model._default_manager.filter(confidence__in=UNSURE).order_by("pk"):
            yield _named(record, str(record.get_confidence_display()))
    for sheet in sheets.all_sheets():
        if sheet.confidence in UNSURE:
            yield _sheet(sheet, str(sheet.confidence.label))


def _without(model: type[models.Model], path: str) -> Any:
    """The trades that no row of a list names."""
    rows = model._default_manager.filter(**{path: OuterRef("pk")})
    return Role.objects.filter(~Exists(rows)).order_by("title")


def roles_without_skills() -> Iterator[Finding]:
    for role in _without(RoleSkill, "role"):
        yield _named(role, "")


def roles_off_the_map() -> Iterator[Finding]:
    """Trades that lead nowhere and where nothing leads."""
    leaving = RoleStep.objects.filter(role=OuterRef("pk"))
    for role in _without(RoleStep, "to").filter(~Exists(leaving)):
        yield _named(role, "")


def idle_skills() -> Iterator[Finding]:
    for skill in Skill.objects.filter(role_skills__isnull=True).order_by("label"):
        yield _named(skill, "")


def figures_to_come() -> Iterator[Finding]:
    """Legal figures of this year or the next one that nobody has set."""
    today = timezone.localdate()
    soon = today.replace(year=today.year + 1, month=1, day=1)
    known = LegalValue.objects.filter(value__isnull=True).select_related("rule")
    for value in known.filter(valid_from__lte=soon).order_by("valid_from", "pk"):
        yield Finding(str(value.rule), f"{value.valid_from:%d/%m/%Y}", debt.admin_url(value))


for _debt in (
    Debt("chiffres", _("Chiffres de la loi à renseigner"),
         _("Sans eux, le calcul répond «\u00a0inconnu\u00a0» pour l’année."), figures_to_come),
    Debt("anciennes", _("Pages relues il y a plus d’un an"),
         _("Chacune porte déjà un avertissement sur le site."), stale),
    Debt("competences", _("Métiers sans compétences"),
         _("Leur parcours ne peut pas dire ce qui manque."), roles_without_skills),
    Debt("carte", _("Métiers hors de la carte"),
         _("Rien n’y mène et ils ne mènent à rien."), roles_off_the_map),
    Debt("inutiles", _("Compétences d’aucun métier"),
         _("À rattacher, ou à retirer du fichier."), idle_skills),
    Debt("a-verifier", _("Faits à vérifier"),
         _("Le site les montre avec cette mention. Une source et une relecture l’effacent."),
         unverified),
):  # fmt: skip
    debt.register(_debt)
