"""Reference data in and out of the admin, as CSV and JSON: a dry run first, then all or nothing."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.utils.html import format_html
from django.utils.translation import gettext as _
from import_export.admin import ImportExportMixin
from import_export.fields import Field
from import_export.formats import base_formats
from import_export.forms import ExportForm
from import_export.resources import Diff, ModelResource
from import_export.widgets import ForeignKeyWidget, ManyToManyWidget

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


class GuardedCSV(base_formats.CSV):
    """CSV whose cells are never formulas; the guard is taken off again by an import."""

    def export_data(self, dataset: Any, **kwargs: Any) -> Any:
        for index, row in enumerate(list(dataset)):
            dataset[index] = [neutral(cell) for cell in row]
        return super().export_data(dataset, **kwargs)

    def create_dataset(self, in_stream: Any, **kwargs: Any) -> Any:
        dataset = super().create_dataset(in_stream, **kwargs)
        for index, row in enumerate(list(dataset)):
            dataset[index] = [restored(cell) for cell in row]
        return dataset


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

    def before_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        if instance.pk is None and not self.creates:
            raise ValueError(
                _("«\u00a0%(slug)s\u00a0» n’existe pas, et aucune fiche ne s’ajoute ici.")
                % {"slug": instance.slug}
            )


def by_slug(field: Any) -> Field | None:
    """A column that names other records by their slug rather than by a number."""
    related = field.related_model
    if related is None or not hasattr(related, "slug"):
        return None
    widget = ManyToManyWidget if field.many_to_many else ForeignKeyWidget
    return Field(attribute=field.name, column_name=field.name, widget=widget(related, field="slug"))


def _every_field(model: type[models.Model]) -> list[Any]:
    return [*model._meta.concrete_fields, *model._meta.many_to_many]


def resource(model: type[models.Model], *, creates: bool) -> type[ReferenceResource]:
    """The columns of a model: every field an editor may write."""
    fields = [
        field
        for field in _every_field(model)
        if field.name not in OURS
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

    formats = [GuardedCSV, base_formats.JSON]
    import_error_display = ("message",)
    # The other form lets one choose columns, with scripts that the site's policy forbids.
    export_form_class = ExportForm

    def get_resource_classes(self, request: Any) -> list[Any]:
        return [resource(self.model, creates=self.has_add_permission(request))]
