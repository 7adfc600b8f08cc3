from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from careers.models import LegalRule, LegalValue
from portal.shell.admin_fields import LinesField

from .roles import ReferenceAdmin


class LegalValueForm(forms.ModelForm):
    sources = LinesField(label=_("Sources (une par ligne)"), required=False)

    class Meta:
        model = LegalValue
        exclude = ["loaded"]  # noqa: DJ006


class LegalValueInline(admin.StackedInline):
    """The figures of a rule, the latest first; a new one is added at the end of the list."""

    model = LegalValue
    form = LegalValueForm
    extra = 0
    can_delete = False
    fields = [("valid_from", "valid_until"), ("value", "confidence"), "sources", "note"]


class LegalRuleForm(forms.ModelForm):
    sources = LinesField(label=_("Sources (une par ligne)"), required=False)

    class Meta:
        model = LegalRule
        exclude = ["loaded"]  # noqa: DJ006


@admin.register(LegalRule)
class LegalRuleAdmin(ReferenceAdmin):
    """Rules of law and, in each, its figures by date: next year's is set here in a minute."""

    form = LegalRuleForm
    inlines = [LegalValueInline]
    list_display = ["label", "legal_ref", "unit", "confidence", "checked_on"]
    list_filter = ["confidence"]
    search_fields = ["label", "legal_ref", "slug"]


@admin.register(LegalValue)
class LegalValueAdmin(ReferenceAdmin):
    """The same figures in one list, with their history; one made here can be deleted."""

    form = LegalValueForm
    list_display = ["rule", "valid_from", "valid_until", "value", "confidence"]
    list_filter = ["confidence", "valid_from"]
    list_select_related = ["rule"]
    search_fields = ["rule__label", "rule__slug"]
    autocomplete_fields = ["rule"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return admin.ModelAdmin.has_add_permission(self, request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        made_here = obj is not None and not obj.loaded
        return made_here and admin.ModelAdmin.has_delete_permission(self, request, obj)
