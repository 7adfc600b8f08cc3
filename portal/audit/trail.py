"""What the team edits in the administration, written in the journal: one row a thing, or an import.

Every admin class that can add, change or delete inherits `JournalledAdmin`; a test compares them
with the registry. Django's own log keeps the titles; the journal keeps the values before and after.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst

from portal.accounts import privacy
from portal.accounts.models import User
from portal.audit import journal
from portal.audit.enums import Act

# Never copied: a hash of a password is a secret, a file is told by its name alone.
SECRET = {"password"}
RIGHTS = {"is_active", "is_staff", "is_superuser", "groups", "user_permissions"}


def snapshot(thing: models.Model) -> dict[str, Any]:
    """The values of a row, by the name of their field, as the journal keeps them."""
    return {
        field.name: _plain(field.value_from_object(thing))
        for field in thing._meta.concrete_fields
        if field.name not in SECRET and not isinstance(field, models.BinaryField)
    }


def _plain(value: Any) -> Any:
    """Numbers and yes or no as they are; a record by its number and name; the rest as text."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, models.Model):
        return f"{value.pk} ({value})"
    if isinstance(value, dict):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, models.QuerySet | list | set | tuple):
        return [_plain(one) for one in value]
    return str(value)


def concerned(thing: models.Model) -> list[User]:
    """The members whom a row belongs to or speaks of, by what `privacy` declares of its model."""
    numbers: set[int] = set()
    for record in privacy.records():
        if record.model is not type(thing) or record.staff or not record.through:
            continue
        row = type(thing)._base_manager.filter(pk=thing.pk).values_list(*record.through)
        numbers.update(one for values in row for one in values if one)
    return list(User.objects.filter(pk__in=numbers)) if numbers else []


class JournalledAdmin(admin.ModelAdmin):
    """An admin whose every addition, change and deletion leaves one row in the journal."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Keep what the row was, whatever the form knows of it (a roll-back has another one)."""
        former = type(obj)._base_manager.filter(pk=obj.pk).first() if change else None
        _kept(request)["before"] = snapshot(former) if former else {}
        super().save_model(request, obj, form, change)

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        _kept(request)["lists"] = list(_changed_lists(form)) + list(_changed_rows(formsets or []))
        return super().construct_change_message(request, form, formsets, add)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        made = super().log_addition(request, obj, message)
        self._record(request, obj, Act.ADDED)
        return made

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        made = super().log_change(request, obj, message)
        match = request.resolver_match
        back = match is not None and (match.url_name or "").endswith("_simple_history")
        self._record(request, obj, Act.ROLLED_BACK if back else Act.CHANGED)
        return made

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        made = super().log_deletions(request, queryset)
        for thing in queryset:
            journal.record(
                by=request.user,
                act=Act.DELETED,
                about=thing,
                named=str(thing),
                before=snapshot(thing),
                members=concerned(thing),
            )
        return made

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """In one transaction: an action on several rows is done and written down, or neither."""
        if request.method != "POST":
            return super().changelist_view(request, extra_context)
        with transaction.atomic():
            return super().changelist_view(request, extra_context)

    def _record(self, request: HttpRequest, obj: Any, act: Act) -> None:
        kept = _kept(request)
        former, now = kept.get("before", {}), snapshot(obj)
        names = [name for name in now if former.get(name) != now[name] or act == Act.ADDED]
        before = {name: former[name] for name in names if name in former}
        after = {name: now[name] for name in names}
        for name, was, became in [*kept.get("lists", []), *kept.get("also", [])]:
            before[name], after[name] = was, became
        if act == Act.CHANGED and self._is_of_the_team(after):
            act = Act.TEAM_CHANGED
        journal.record(
            by=request.user,
            act=act,
            about=obj,
            named=str(obj),
            before=before or None,
            after=after or None,
            members=concerned(obj),
        )
        kept.clear()

    def _is_of_the_team(self, after: dict[str, Any]) -> bool:
        rights = {"permissions"} if self.opts.label == "auth.Group" else RIGHTS
        return self.opts.label in {"auth.Group", "accounts.User"} and bool(rights & set(after))


def _kept(request: HttpRequest) -> dict[str, Any]:
    """What one row of this request was, until it is written down."""
    if not hasattr(request, "_journal"):
        request._journal = {}  # type: ignore[attr-defined]
    kept: dict[str, Any] = request._journal  # type: ignore[attr-defined]
    return kept


def also(request: HttpRequest, name: str, was: Any, becomes: Any) -> None:
    """What this request changes beside the form, for the row that is about to be written."""
    if was != becomes:
        _kept(request).setdefault("also", []).append((name, _plain(was), _plain(becomes)))


def _changed_lists(form: Any) -> Iterable[tuple[str, Any, Any]]:
    """The lists of other records that a form changed: their name, what they were, what they are."""
    several = {field.name for field in form.instance._meta.many_to_many}
    for name in form.changed_data:
        if name in several:
            yield name, _plain(form.initial.get(name) or []), _plain(form.cleaned_data.get(name))


def _changed_rows(formsets: Iterable[Any]) -> Iterable[tuple[str, Any, Any]]:
    """The rows that were added, changed or taken away below a form."""
    for formset in formsets:
        title = capfirst(str(formset.model._meta.verbose_name_plural))
        gone = set(formset.deleted_forms) if hasattr(formset, "deleted_forms") else set()
        for form in formset.forms:
            if form not in gone and not form.has_changed():
                continue
            names = list(form.fields) if form in gone else form.changed_data
            names = [name for name in names if name not in SECRET and name != "DELETE"]
            was = {name: _plain(form.initial.get(name)) for name in names if form.initial}
            became = {name: _plain(form.cleaned_data.get(name)) for name in names}
            which = f"{title} {form.instance.pk or form.initial.get('id') or ''}".strip()
            yield which, was or None, None if form in gone else became


def record_import(request: HttpRequest, model: type[models.Model], result: Any) -> None:
    """One row for a whole import: each record it added or changed, column by column."""
    added: dict[str, Any] = {}
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for row in result.rows:
        if row.is_skip() or row.diff is None:
            continue
        columns = row.diff.columns
        name = f"{row.object_id} ({row.object_repr})"
        if row.is_new():
            added[name] = {column: new for column, _old, new in columns if new}
        else:
            before[name] = {column: old for column, old, new in columns if old != new}
            after[name] = {column: new for column, old, new in columns if old != new}
    journal.record(
        by=request.user,
        act=Act.IMPORTED,
        about=model,
        before=before or None,
        after={"added": added, "changed": after},
    )
