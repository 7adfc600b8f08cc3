from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from portal.audit.trail import JournalledAdmin
from portal.moderation.models import ReplyTemplate


@admin.register(ReplyTemplate)
class ReplyTemplateAdmin(JournalledAdmin):
    """Decisions written once for all: the same tone, whoever answers."""

    list_display = ["position", "name", "ground", "on_target", "on_author", "days", "active"]
    list_display_links = ["name"]
    list_editable = ["position", "active"]
    prepopulated_fields = {"slug": ["name"]}
    fields = [
        "name", "slug", "on_target", "on_author", "days", "ground", "facts", "why", "reply",
        "position", "active",
    ]  # fmt: skip

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in {"facts", "why", "reply"}:
            kwargs["widget"] = forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"})
        return super().formfield_for_dbfield(db_field, request, **kwargs)
