from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from careers.admin.directories import DirectoryAdmin
from careers.admin.roles import ReferenceAdmin, TrustField
from events.enums import Specialty
from events.models import Edition, Festival
from portal.shell.admin_fields import LinesField


class FestivalForm(forms.ModelForm):
    specialties = forms.MultipleChoiceField(
        label=_("Spécialités"),
        choices=Specialty.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    sources = LinesField(label=_("Sources (une par ligne)"), required=False)
    field_confidence = TrustField(
        label=_("Fiabilité par partie"),
        required=False,
        help_text=_("Une par ligne\u00a0: usual_period | verified."),
    )

    class Meta:
        model = Festival
        exclude = ["loaded"]  # noqa: DJ006


class EditionForm(forms.ModelForm):
    """An edition that came from the data file keeps its year: the next load looks for it there."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.loaded:
            self.fields["year"].disabled = True

    class Meta:
        model = Edition
        exclude = ["loaded"]  # noqa: DJ006


class EditionInline(admin.StackedInline):
    model = Edition
    form = EditionForm
    extra = 0
    can_delete = False
    show_change_link = True


@admin.register(Festival)
class FestivalAdmin(DirectoryAdmin):
    """Festivals: an administrator adds those the file does not know."""

    form = FestivalForm
    inlines = [EditionInline]
    list_display = [
        "short_name", "city", "region", "usual_month", "confidence", "checked_on", "edited_here",
    ]  # fmt: skip
    list_filter = ["usual_month", "region", "confidence"]
    search_fields = ["name", "short_name", "name_en", "city"]
    fieldsets = [
        (None, {"fields": ["name", "short_name", "name_en", "website", "founded_year"]}),
        (_("Lieu"), {"fields": ["city", "departement", "region", "country", "latitude",
                                "longitude"]}),
        (_("Quand"), {"fields": ["usual_month", "usual_period", "typical_days"]}),
        (_("Quoi"), {"fields": ["specialties", "specialty", "newcomer_interest"]}),
        (_("Fiabilité"), {"fields": ["sources", "confidence", "field_confidence", "checked_on"]}),
    ]  # fmt: skip


@admin.register(Edition)
class EditionAdmin(ReferenceAdmin):
    """Only an edition made here can be deleted: a load would bring another one back."""

    form = EditionForm
    list_display = ["__str__", "starts_on", "ends_on", "confidence", "source"]
    list_filter = ["year", "confidence"]
    list_select_related = ["festival"]
    search_fields = ["festival__name", "festival__short_name"]
    autocomplete_fields = ["festival"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("events.add_edition")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        made_here = obj is not None and not obj.loaded
        return made_here and bool(request.user.has_perm("events.delete_edition"))
