from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from careers.enums import Audience, Domain, SchoolLevel
from careers.loading import as_json
from careers.models import Aid, Association, Department, ReferenceRecord, School
from portal.shell.admin_fields import LinesField

from .roles import ReferenceAdmin

SOURCES = _("Sources (une par ligne)")


def several(label: Any, choices: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple
    )


def free_slug(model: type[ReferenceRecord], name: str) -> str:
    """An address made of the name, which neither a record of the model nor a page has."""
    base = slugify(name)[:70].strip("-") or "fiche"
    taken = set(model._default_manager.filter(slug__startswith=base).values_list("slug", flat=True))
    taken.add("comparer")
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug


class DirectoryAdmin(ReferenceAdmin):
    """Schools, aids, associations. What was made here can be deleted.

    What a file brings is hidden instead (`is_listed`): the next load would bring it back.
    """

    list_per_page = 50

    def has_add_permission(self, request: HttpRequest) -> bool:
        return admin.ModelAdmin.has_add_permission(self, request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        made_here = obj is not None and not obj.loaded
        return made_here and admin.ModelAdmin.has_delete_permission(self, request, obj)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not obj.slug:
            obj.slug = free_slug(type(obj), obj.name)
        super().save_model(request, obj, form, change)

    @admin.display(boolean=True, description=_("modifiée ici"))
    def edited_here(self, record: ReferenceRecord) -> bool:
        """Whether it was made here, or a field differs from the last load."""
        return not record.loaded or any(
            as_json(getattr(record, name)) != value for name, value in record.loaded.items()
        )


class SchoolForm(forms.ModelForm):
    levels = several(_("Niveaux"), SchoolLevel.choices)
    domains = several(_("Domaines"), Domain.choices)
    sources = LinesField(label=SOURCES, required=False)

    class Meta:
        model = School
        exclude = ["loaded"]  # noqa: DJ006


@admin.register(School)
class SchoolAdmin(DirectoryAdmin):
    form = SchoolForm
    list_display = [
        "name", "city", "status", "is_listed", "confidence", "checked_on", "edited_here",
    ]  # fmt: skip
    list_filter = ["status", "free_of_charge", "apprenticeship", "is_listed", "confidence"]
    search_fields = ["name", "city"]
    fieldsets = [
        (None, {"fields": ["name", "status", "website", "is_listed"]}),
        (_("Lieu"), {"fields": ["city", "departement", "country", "latitude", "longitude"]}),
        (_("Études"), {"fields": ["domains", "levels", "admission", "duration", "diploma"]}),
        (_("Coût"), {"fields": ["fees", "free_of_charge", "apprenticeship", "note"]}),
        (_("Fiabilité"), {"fields": ["sources", "confidence", "checked_on"]}),
    ]  # fmt: skip


class AidForm(forms.ModelForm):
    beneficiaries = LinesField(label=_("Bénéficiaires, comme le dit la source"), required=False)
    audiences = several(_("Publics, pour le filtre"), Audience.choices)
    sources = LinesField(label=SOURCES, required=False)

    class Meta:
        model = Aid
        exclude = ["loaded"]  # noqa: DJ006


@admin.register(Aid)
class AidAdmin(DirectoryAdmin):
    form = AidForm
    list_display = [
        "name", "provider", "kind", "phase", "valid_until", "is_listed", "confidence",
        "edited_here",
    ]  # fmt: skip
    list_filter = ["kind", "phase", "scope", "newcomer_friendly", "is_listed", "confidence"]
    search_fields = ["name", "provider"]
    fieldsets = [
        (None, {"fields": ["name", "provider", "kind", "url", "is_listed"]}),
        (_("Pour qui, quand, où"), {"fields": ["beneficiaries", "audiences", "newcomer_friendly",
                                              "phase", "scope", "region", "valid_until"]}),
        (_("Quoi"), {"fields": ["summary", "amount", "conditions"]}),
        (_("Fiabilité"), {"fields": ["sources", "confidence", "checked_on"]}),
    ]  # fmt: skip


class AssociationForm(forms.ModelForm):
    departments = several(_("Départements (aucun\u00a0: tous)"), [])
    sources = LinesField(label=SOURCES, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        departments: Any = self.fields["departments"]
        departments.choices = [(one.slug, one.label) for one in Department.objects.all()]

    class Meta:
        model = Association
        exclude = ["loaded"]  # noqa: DJ006


@admin.register(Association)
class AssociationAdmin(DirectoryAdmin):
    form = AssociationForm
    list_display = [
        "name", "acronym", "kind", "is_listed", "confidence", "checked_on", "edited_here",
    ]  # fmt: skip
    list_filter = ["kind", "is_listed", "confidence"]
    search_fields = ["name", "acronym"]
    fieldsets = [
        (None, {"fields": ["name", "acronym", "kind", "website", "is_listed"]}),
        (_("Pour qui, pour quoi"), {"fields": ["departments", "purpose", "newcomer_use",
                                              "membership"]}),
        (_("Fiabilité"), {"fields": ["sources", "confidence", "checked_on"]}),
    ]  # fmt: skip
