"""Reference data in and out of the admin, as CSV and JSON: a dry run first, then all or nothing."""

from collections import defaultdict
from typing import Any

from django.contrib import messages
from django.contrib.admin.models import LogEntry
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models, transaction
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from import_export.admin import ImportExportMixin
from import_export.fields import Field
from import_export.forms import ExportForm
from import_export.resources import Diff, ModelResource
from import_export.results import Error
from import_export.widgets import Widget

from careers.admin.cells import SlugCell, cell_of, shown
from careers.admin.files import GuardedCSV, PlainJSON, UnreadableError
from portal.audit.trail import JournalledAdmin, record_import

OURS = {"id", "loaded", "history"}


class PlainError(Error):
    """What went wrong, in French and without what only says where our code stands."""

    traceback = ""

    def __init__(self, error: Any, row: Any = None, number: int | None = None) -> None:
        if not isinstance(error, RefusedError | ValidationError):
            error = RefusedError(_("Cette ligne ne se lit pas\u00a0: vérifiez ses cellules."))
        super().__init__(error, row=row, number=number)


class RefusedError(ValueError):
    """A file, or a row, that is not taken in; its message is shown."""


class Shown(list[SafeString]):
    """What an import changes in a record, as its page shows it; `columns`, as the journal does."""

    columns: list[tuple[str, str, str]]


class PlainDiff(Diff):
    """What an import changes in a record, by column; empty when nothing does."""

    def __init__(self, resource: Any, instance: Any, new: bool) -> None:
        self.new, self.names = new, resource.labels()
        self.left, self.right = _all_said(resource, instance), list[str]()

    def compare_with(self, resource: Any, instance: Any) -> None:
        self.right = _all_said(resource, instance)

    def as_html(self) -> Shown:
        columns = list(zip(self.names, self.left, self.right, strict=True))
        if self.new:
            found = Shown(
                format_html("<dt>{}</dt><dd><ins>{}</ins></dd>", name, new)
                for name, _old, new in columns
                if new
            )
        else:
            found = Shown(
                format_html(
                    "<dt>{}</dt><dd><del>{}</del> <ins>{}</ins></dd>", name, old or "—", new or "—"
                )
                for name, old, new in columns
                if old != new
            )
        found.columns = columns
        return found


def _all_said(resource: Any, instance: Any) -> list[str]:
    return [_said(field, instance) for field in resource.get_import_fields()]


def _said(field: Field, instance: Any) -> str:
    """The value of a column as a reader of the site would say it."""
    choice = getattr(instance, f"get_{field.attribute}_display", None)
    return shown(choice() if choice else field.get_value(instance))


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
        return cell_of(f)

    @classmethod
    def widget_kwargs_for_field(cls, field_name: str, django_field: Any) -> dict[str, Any]:
        return {}

    def labels(self) -> list[str]:
        """The columns as the admin form names them."""
        fields = self._meta.model._meta
        return [
            capfirst(str(fields.get_field(field.attribute).verbose_name))
            for field in self.get_import_fields()
        ]

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        """Refuse what would be left out in silence: an unknown column, one of two alike."""
        known = {field.column_name for field in self.get_import_fields()}
        names = list(dataset.headers or [])
        if "slug" not in names:
            raise RefusedError(
                _("Ligne 1\u00a0: il manque la colonne «\u00a0slug\u00a0», qui dit de quelle fiche "
                  "il s’agit.")
            )  # fmt: skip
        unknown = [name or _("(sans nom)") for name in names if name not in known]
        if unknown:
            raise RefusedError(
                _("Ligne 1\u00a0: colonnes inconnues\u00a0: %(names)s. Colonnes possibles\u00a0: "
                  "%(known)s.") % {"names": ", ".join(unknown), "known": ", ".join(sorted(known))}
            )  # fmt: skip
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise RefusedError(
                _("Ligne 1\u00a0: colonnes en double\u00a0: %(names)s.")
                % {"names": ", ".join(twice)}
            )
        self._refuse_doubles(dataset, names.index("slug"))

    def _refuse_doubles(self, dataset: Any, column: int) -> None:
        places = defaultdict(list)
        for where, row in zip(dataset.places, dataset, strict=True):
            places[str(row[column]).strip()].append(where)
        if "" in places or "None" in places:
            raise RefusedError(
                _("%(places)s\u00a0: il manque le «\u00a0slug\u00a0» de la fiche.")
                % {"places": ", ".join(places[""] + places["None"])}
            )
        doubles = [
            _("%(places)s\u00a0: «\u00a0%(slug)s\u00a0» est en double.")
            % {"places": ", ".join(found), "slug": slug}
            for slug, found in places.items()
            if len(found) > 1
        ]
        if doubles:
            raise RefusedError(" ".join(doubles))

    def import_data(self, dataset: Any, *args: Any, **kwargs: Any) -> Any:
        """The result, which also tells by place in the file what was refused and why."""
        result = super().import_data(dataset, *args, **kwargs)
        if result.base_errors:
            result.refusals = [("", [str(one.error)]) for one in result.base_errors]
            return result
        found = [
            (row.number, [said for error in row.errors for said in _messages(error.error)])
            for row in result.error_rows
        ]
        found += [(row.number, _messages(row.error)) for row in result.invalid_rows]
        result.refusals = [(dataset.places[number - 1], said) for number, said in sorted(found)]
        result.changes = [row for row in result.rows if not row.is_skip()]
        return result

    def after_init_instance(self, instance: Any, new: bool, row: Any, **kwargs: Any) -> None:
        if new and not self.creates:
            raise RefusedError(
                _("«\u00a0%(slug)s\u00a0» n’existe pas, et aucune fiche ne s’ajoute ici.")
                % {"slug": row["slug"]}
            )


def _messages(error: Any) -> list[str]:
    """What is wrong with a row, each with its column where there is one."""
    if not isinstance(error, ValidationError):
        return [str(error)]
    if not hasattr(error, "error_dict"):
        return list(error.messages)
    return [
        said
        if name == NON_FIELD_ERRORS
        else _("colonne %(name)s\u00a0: %(said)s") % {"name": name, "said": said}
        for name, all_said in error.message_dict.items()
        for said in all_said
    ]


def _columns(model: type[models.Model]) -> list[Any]:
    return [
        field
        for field in model._meta.concrete_fields
        if field.name not in OURS and not getattr(field, "auto_now", False)
    ]


def resource(model: type[models.Model], *, creates: bool) -> type[ReferenceResource]:
    """The columns of a model: every field an editor may write; another record by its slug.

    A list kept by rows of its own (the skills of a role) is edited on the record's page.
    """
    fields = _columns(model)
    named = {
        field.name: Field(
            attribute=field.name,
            column_name=field.name,
            widget=SlugCell(field.related_model, field="slug"),
        )
        for field in fields
        if field.related_model is not None
    }
    columns = [field.name for field in fields]
    meta = type("Meta", (ReferenceResource.Meta,), {"model": model, "fields": columns})
    values = {**named, "Meta": meta, "creates": creates}
    return type(f"{model.__name__}Resource", (ReferenceResource,), values)


class TransferAdmin(ImportExportMixin, JournalledAdmin):
    """Import and export on the list of a reference model. Needs the right to change, to view."""

    formats = [GuardedCSV, PlainJSON]
    import_template_name = "admin/careers/import.html"
    # The other form lets one choose columns, with scripts that the site's policy forbids.
    export_form_class = ExportForm

    def add_data_read_fail_error_to_form(self, form: Any, e: Exception) -> None:
        said = str(e) if isinstance(e, UnreadableError) else _("Ce fichier ne se lit pas.")
        form.add_error("import_file", said)

    def get_import_data_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """All or nothing, also when the records have changed since the dry run."""
        return {"rollback_on_validation_errors": True}

    def process_import(self, request: HttpRequest, **kwargs: Any) -> Any:
        """The import and its row of the journal; a file confirmed twice, or a day later, is
        gone."""
        try:
            with transaction.atomic():
                return super().process_import(request, **kwargs)
        except UnreadableError as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(reverse(self._address("import")))

    def process_result(self, result: Any, request: HttpRequest) -> Any:
        if not result.refusals:
            answer = super().process_result(result, request)
            record_import(request, self.model, result)
            return answer
        for where, said in result.refusals:
            messages.error(request, f"{where}\u00a0: {' '.join(said)}" if where else " ".join(said))
        return HttpResponseRedirect(reverse(self._address("import")))

    def _address(self, page: str) -> str:
        return f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}"

    def add_success_message(self, result: Any, request: HttpRequest) -> None:
        messages.success(
            request,
            _("Import terminé. Ajoutées\u00a0: %(new)s. Mises à jour\u00a0: %(update)s. "
              "Inchangées\u00a0: %(skip)s.") % result.totals,
        )  # fmt: skip

    def _create_log_entry(
        self, user_pk: Any, rows: Any, import_type: Any, action_flag: Any
    ) -> None:
        if rows:
            LogEntry.objects.log_actions(
                user_pk, rows, action_flag, change_message=_("Par un import")
            )

    def get_resource_classes(self, request: Any) -> list[Any]:
        return [resource(self.model, creates=self.has_add_permission(request))]
