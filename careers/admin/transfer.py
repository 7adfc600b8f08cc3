"""Reference data in and out of the admin, as CSV and JSON: a dry run first, then all or nothing."""

import csv
import io
import json
from collections import Counter
from typing import Any

import tablib
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.html import format_html
from django.utils.translation import gettext as _
from import_export.admin import ImportExportMixin
from import_export.fields import Field
from import_export.formats import base_formats
from import_export.forms import ExportForm
from import_export.resources import Diff, ModelResource
from import_export.results import Error
from import_export.widgets import ManyToManyWidget, Widget

from careers.admin.cells import CELLS, JSONCell, SlugCell

# What a spreadsheet would read as a formula (OWASP, CSV injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r")
OURS = {"id", "loaded", "history"}


def neutral(cell: Any) -> Any:
    """A text that a spreadsheet shows instead of computing it."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def restored(cell: Any) -> Any:
    """What `neutral` was given."""
    guarded = isinstance(cell, str) and cell.startswith("'") and cell[1:].startswith(FORMULA)
    return cell[1:] if guarded else cell


class UnreadableError(ValueError):
    """A file whose rows cannot be told apart for sure; its message says where."""


class GuardedCSV(base_formats.CSV):
    """CSV whose cells are never formulas; the guard is taken off again by an import."""

    def export_data(self, dataset: Any, **kwargs: Any) -> Any:
        for index, row in enumerate(list(dataset)):
            dataset[index] = [neutral(cell) for cell in row]
        return super().export_data(dataset, **kwargs)

    def create_dataset(self, in_stream: Any, **kwargs: Any) -> Any:
        """The rows, separated by commas or, as a French spreadsheet does, by semicolons."""
        try:
            text = in_stream.decode("utf-8-sig") if isinstance(in_stream, bytes) else in_stream
        except UnicodeDecodeError:
            raise UnreadableError(_("Enregistrez ce fichier en «\u00a0CSV UTF-8\u00a0».")) from None
        head = text.partition("\n")[0]
        mark = ";" if head.count(";") > head.count(",") else ","
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
        for number, line in enumerate(lines[1:], start=2):
            if line and len(line) != len(lines[0]):
                raise UnreadableError(
                    _("Ligne %(n)s\u00a0: %(found)s cellules, et %(wanted)s colonnes.")
                    % {"n": number, "found": len(line), "wanted": len(lines[0])}
                )
        dataset = super().create_dataset(text, delimiter=mark, **kwargs)
        for index, row in enumerate(list(dataset)):
            dataset[index] = [restored(cell) for cell in row]
        return dataset


class PlainJSON(base_formats.JSON):
    """JSON whose lists are lists, not texts."""

    def export_data(self, dataset: Any, **kwargs: Any) -> Any:
        lists = getattr(dataset, "lists", {})
        rows = [
            {
                name: (json.loads(cell) if cell else lists[name]) if name in lists else cell
                for name, cell in row.items()
            }
            for row in dataset.dict
        ]
        return json.dumps(rows, ensure_ascii=False)

    def create_dataset(self, in_stream: Any, **kwargs: Any) -> Any:
        """The rows, each with the same names, in whatever order."""
        try:
            text = in_stream.decode("utf-8-sig") if isinstance(in_stream, bytes) else in_stream
            rows = json.loads(text)
        except ValueError:
            raise UnreadableError(_("Ce fichier n’est pas du JSON.")) from None
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise UnreadableError(_("Écrivez une liste de fiches, chacune avec ses noms."))
        names = list(rows[0]) if rows else []
        for number, row in enumerate(rows, start=1):
            if set(row) != set(names):
                raise UnreadableError(
                    _("Fiche %(n)s\u00a0: elle n’a pas les mêmes noms que la première.")
                    % {"n": number}
                )
        return tablib.Dataset(*([row[name] for name in names] for row in rows), headers=names)


class PlainError(Error):
    """What went wrong, in French and without what only says where our code stands."""

    traceback = ""

    def __init__(self, error: Any, row: Any = None, number: int | None = None) -> None:
        if not isinstance(error, ValueError | ValidationError):
            error = ValueError(_("Cette ligne ne se lit pas\u00a0: vérifiez ses cellules."))
        super().__init__(error, row=row, number=number)


class PlainDiff(Diff):
    """Before and after, without the inline styles that the site's policy forbids."""

    def as_html(self) -> list[str]:
        pairs = [(str(old), str(new)) for old, new in zip(self.left, self.right, strict=True)]
        return [
            new
            if self.new or old == new
            else format_html("<del>{}</del> <ins>{}</ins>", old or "—", new or "—")
            for old, new in pairs
        ]


class ReferenceResource(ModelResource):
    """Rows known by their `slug`; each is checked as its admin form would check it."""

    class Meta:
        import_id_fields = ["slug"]
        clean_model_instances = True
        skip_unchanged = True
        report_skipped = True
        use_transactions = True

    # Whether a row of an unknown slug makes a new record.
    creates = True

    @classmethod
    def get_diff_class(cls) -> type[Diff]:
        return PlainDiff

    @classmethod
    def get_error_result_class(cls) -> type[Error]:
        return PlainError

    @classmethod
    def widget_from_django_field(cls, f: Any, default: Any = Widget) -> Any:
        found = super().widget_from_django_field(f, default)
        return CELLS.get(found, found)

    def export(self, *args: Any, **kwargs: Any) -> Any:
        """The rows, which remember what an empty list of each column of lists is."""
        dataset = super().export(*args, **kwargs)
        dataset.lists = {
            field.column_name: self._meta.model._meta.get_field(field.attribute).get_default()
            for field in self.get_export_fields()
            if isinstance(field.widget, JSONCell)
        }
        return dataset

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        """Say which columns are unknown: a misspelt one would be left out in silence."""
        known = {field.column_name for field in self.get_import_fields()}
        unknown = [name for name in dataset.headers or [] if name and name not in known]
        if unknown:
            raise ValueError(
                _("Colonnes inconnues\u00a0: %(names)s. Colonnes possibles\u00a0: %(known)s.")
                % {"names": ", ".join(unknown), "known": ", ".join(sorted(known))}
            )
        if "slug" not in (dataset.headers or []):
            raise ValueError(
                _("Il manque la colonne «\u00a0slug\u00a0», qui dit de quelle fiche il s’agit.")
            )
        headers = list(dataset.headers)
        if twice := _twice(headers):
            raise ValueError(_("Colonnes en double\u00a0: %(names)s.") % {"names": twice})
        if twice := _twice([row[headers.index("slug")] for row in dataset]):
            raise ValueError(_("Fiches en double\u00a0: %(names)s.") % {"names": twice})
        if any("\0" in str(cell) for row in dataset for cell in row):
            raise ValueError(_("Une cellule contient un caractère nul\u00a0: retirez-le."))

    def before_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        if instance.pk is None and not self.creates:
            raise ValueError(
                _("«\u00a0%(slug)s\u00a0» n’existe pas, et aucune fiche ne s’ajoute ici.")
                % {"slug": instance.slug}
            )


def _twice(names: list[Any]) -> str:
    return ", ".join(str(name) for name, count in Counter(map(str, names)).items() if count > 1)


def by_slug(field: Any) -> Field | None:
    """A column that names other records by their slug rather than by a number."""
    related = field.related_model
    if related is None or not hasattr(related, "slug"):
        return None
    widget = ManyToManyWidget if field.many_to_many else SlugCell
    return Field(attribute=field.name, column_name=field.name, widget=widget(related, field="slug"))


def _every_field(model: type[models.Model]) -> list[Any]:
    return [*model._meta.concrete_fields, *model._meta.many_to_many]


def resource(model: type[models.Model], *, creates: bool) -> type[ReferenceResource]:
    """The columns of a model: every field an editor may write."""
    fields = [
        field
        for field in _every_field(model)
        if field.name not in OURS
        and not getattr(field, "auto_now", False)
        # A list kept by rows of its own (skills of a role) is edited on the record's page.
        and (not field.many_to_many or field.remote_field.through._meta.auto_created)
    ]
    named = {field.name: column for field in fields if (column := by_slug(field)) is not None}
    columns = [field.name for field in fields]
    meta = type("Meta", (ReferenceResource.Meta,), {"model": model, "fields": columns})
    values = {**named, "Meta": meta, "creates": creates}
    return type(f"{model.__name__}Resource", (ReferenceResource,), values)


class TransferAdmin(ImportExportMixin, admin.ModelAdmin):
    """Import and export on the list of a reference model. Needs the right to change, to view."""

    formats = [GuardedCSV, PlainJSON]
    import_error_display = ("message",)
    # The other form lets one choose columns, with scripts that the site's policy forbids.
    export_form_class = ExportForm

    def add_data_read_fail_error_to_form(self, form: Any, e: Exception) -> None:
        if isinstance(e, UnreadableError):
            form.add_error("import_file", str(e))
        else:
            super().add_data_read_fail_error_to_form(form, e)

    def get_resource_classes(self, request: Any) -> list[Any]:
        return [resource(self.model, creates=self.has_add_permission(request))]
