"""What there is to mend in the library of this floor."""

from collections.abc import Callable, Iterator
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from careers import markdown, open_data, sheets
from careers.enums import Confidence, SheetKind
from careers.loading import read
from careers.models import (
    Aid,
    Association,
    Internship,
    LegalValue,
    Organisation,
    ReferenceRecord,
    Role,
    RoleSkill,
    RoleStep,
    School,
    Skill,
    Term,
)
from careers.models.reference import STALE_AFTER
from portal.moderation import debt
from portal.moderation.debt import Debt, Finding, Link

STRANGER = AnonymousUser()
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
            yield _named(record, date_format(when) if when else _now("jamais relue"))
    for sheet in sheets.all_sheets():
        if sheet.is_stale:
            yield _sheet(sheet, date_format(sheet.checked_on))


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
    return Role.objects.filter(~Exists(rows)).order_by("title", "pk")


def roles_without_skills() -> Iterator[Finding]:
    for role in _without(RoleSkill, "role"):
        yield _named(role, "")


def roles_off_the_map() -> Iterator[Finding]:
    """Trades that lead nowhere and where nothing leads."""
    leaving = RoleStep.objects.filter(role=OuterRef("pk"))
    for role in _without(RoleStep, "to").filter(~Exists(leaving)):
        yield _named(role, "")


def idle_skills() -> Iterator[Finding]:
    for skill in Skill.objects.filter(role_skills__isnull=True).order_by("label", "pk"):
        yield _named(skill, "")


def figures_to_come() -> Iterator[Finding]:
    """Legal figures of this year or the next one that nobody has set."""
    today = timezone.localdate()
    soon = today.replace(year=today.year + 1, month=1, day=1)
    known = LegalValue.objects.filter(value__isnull=True).select_related("rule")
    for value in known.filter(valid_from__lte=soon).order_by("valid_from", "pk"):
        yield Finding(
            str(value.rule),
            date_format(value.valid_from) if value.valid_from else "",
            debt.admin_url(value),
        )


def links_of(app: str) -> Callable[[], Iterator[Link]]:
    """The addresses of the site in every text of a floor's reference records."""

    def found() -> Iterator[Link]:
        for model in ReferenceRecord.__subclasses__():
            if model._meta.app_label != app:
                continue
            fields = [one.name for one in model._meta.concrete_fields if _is_written(one)]
            for record in model._default_manager.order_by("pk"):
                finding = _named(record, "")
                values = [getattr(record, name) for name in fields]
                yield from _links(values, finding.label, finding.url)

    return found


def _is_written(field: Any) -> bool:
    return field.name != "loaded" and isinstance(
        field, models.CharField | models.TextField | models.JSONField
    )


def links_of_sheets() -> Iterator[Link]:
    for sheet in sheets.all_sheets():
        yield from _links([sheet.body], _sheet(sheet, "").label, sheet.get_absolute_url())


# Texts of the site that are read from their file: no record holds them.
FILES = ("lawful_ways", "school_tree", "volunteering_test", "call_questions")


def links_of_files() -> Iterator[Link]:
    for name in FILES:
        yield from _links(read(f"{name}.json"), f"{name}.json", "")


def _links(value: Any, label: str, url: str) -> Iterator[Link]:
    """The internal links of a text, or of a list or a dictionary of texts, `url` being one."""
    if isinstance(value, dict):
        if isinstance(href := value.get("url"), str) and href and debt.is_internal(href):
            yield Link(label, href, url)
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _links(one, label, url)
    elif isinstance(value, str) and "[" in value:
        for href in markdown.addresses(value):
            if href.startswith("[["):
                yield Link(label, href, url, unknown=sheets.named(href[2:-2]) is None)
            elif debt.is_internal(href):
                yield Link(label, href, url)


def _by_slug(rows: Callable[[], models.QuerySet[Any]]) -> Callable[..., bool]:
    return lambda slug: rows().filter(slug=slug).exists()


def _internship(pk: int, slug: str) -> bool:
    return Internship.objects.visible_to(STRANGER).filter(pk=pk).exists()


def _first_day(slug: str) -> bool:
    return any(slug in one.roles for one in sheets.of_kind(SheetKind.FIRST_DAY))


def _dataset(slug: str, form: str) -> bool:
    return slug in open_data.DATASETS and form in {"json", "csv"}


for _app_source in (links_of("careers"), links_of_sheets, links_of_files):
    debt.register_links(_app_source)

for _name, _exists in (
    ("role", _by_slug(Role.objects.all)),
    ("checklist", _by_slug(Role.objects.all)),
    ("school", _by_slug(School.objects.listed)),
    ("aid", _by_slug(Aid.objects.listed)),
    ("association", _by_slug(Association.objects.listed)),
    ("term", _by_slug(Term.objects.all)),
    ("organisation", _by_slug(lambda: Organisation.objects.visible_to(STRANGER))),
    ("internship", _internship),
    ("sheet", lambda slug: sheets.get(slug) is not None),
    ("first_day", _first_day),
):
    debt.register_page(f"careers:{_name}", _exists)
debt.register_page("open_library:dataset", _dataset)

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
