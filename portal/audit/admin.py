import json
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.core.exceptions import FieldDoesNotExist
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.audit.models import Entry
from portal.shell.admin_lists import CappedPaginator


class ActorFilter(admin.SimpleListFilter):
    """Whose acts: those who are of the team today."""

    title = _("personne")
    parameter_name = "par"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterator[tuple[Any, Any]]:
        for person in User.objects.filter(is_staff=True).order_by("display_name", "pk"):
            yield str(person.pk), str(person)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        chosen = self.value() or ""
        return queryset.filter(actor=int(chosen)) if chosen.isdecimal() else queryset


@admin.register(Entry)
class EntryAdmin(admin.ModelAdmin):
    """The journal, to be read only; the database refuses anything else as well."""

    list_display = ["number", "at", "who", "act", "about"]
    list_filter = ["act", ActorFilter, "at", "model"]
    list_select_related = ["actor", "words"]
    search_fields = ["=object_id", "=number"]
    search_help_text = _("Le numéro d’une fiche, ou d’une ligne.")
    show_full_result_count = False
    paginator = CappedPaginator
    ordering = ["-number"]
    actions = None
    readonly_fields = [
        "number", "at", "who", "act", "about", "before", "after", "why", "previous", "hash",
    ]  # fmt: skip
    fields = (*readonly_fields,)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("actor", "words")

    @admin.display(description=_("par"))
    def who(self, entry: Entry) -> str:
        """Their name as long as they have an account; the site's own rows have none."""
        if entry.actor_id is None:
            return str(_("le site"))
        return str(entry.actor or _("compte effacé n° %s") % entry.actor_id)

    @admin.display(description=_("à propos de"))
    def about(self, entry: Entry) -> str:
        named = self._said(entry).get("about", "")
        which = f"{entry.model} {entry.object_id}".strip()
        return f"{named} ({which})" if named else which

    @admin.display(description=_("avant"))
    def before(self, entry: Entry) -> Any:
        return self._values(entry, "before")

    @admin.display(description=_("après"))
    def after(self, entry: Entry) -> Any:
        return self._values(entry, "after")

    @admin.display(description=_("pourquoi"))
    def why(self, entry: Entry) -> str:
        return str(self._said(entry).get("why") or "—")

    def _said(self, entry: Entry) -> dict[str, Any]:
        words: Any = getattr(entry, "words", None)
        said: dict[str, Any] = json.loads(words.text) if words and words.text else {}
        return said

    def _values(self, entry: Entry, side: str) -> SafeString | str:
        said = self._said(entry)
        if not said:
            return str(_("mots effacés"))
        values = said.get(side)
        if not isinstance(values, dict) or not values:
            return "—"
        rows = ((_named(entry.model, name), _written(value)) for name, value in values.items())
        return format_html("<dl>{}</dl>", format_html_join("", "<dt>{}</dt><dd>{}</dd>", rows))


def _named(model: str, field: str) -> str:
    """A field as forms name it; as it was written down, where the model has none of that name."""
    try:
        found: Any = apps.get_model(model)._meta.get_field(field)
    except (LookupError, ValueError, FieldDoesNotExist):
        return field
    return str(getattr(found, "verbose_name", field))


def _written(value: Any) -> str:
    if isinstance(value, str):
        return value or "—"
    return json.dumps(value, ensure_ascii=False, indent=1)
