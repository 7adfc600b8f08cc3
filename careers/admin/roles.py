import re
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import TextField
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from careers import role_lists
from careers.admin.history import FrenchHistory
from careers.admin.transfer import TransferAdmin
from careers.enums import Confidence, HardSide, Phase
from careers.loading import as_json
from careers.models import Collaboration, Department, Role, RoleSkill, RoleStep, Skill
from portal.audit.trail import JournalledAdmin, also
from portal.shell.admin_fields import LinesField, PairsField


class ReferenceAdmin(TransferAdmin, SimpleHistoryAdmin):
    """Reference records are edited here, never added or deleted: a reload would disagree."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_historical_record_context_helper(self, request: Any, historical_record: Any) -> Any:
        return FrenchHistory(self.model, historical_record)

    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: Any = None
    ) -> Any:
        """An earlier version: whoever may see it may not always come back to it."""
        if request.method == "POST" and not self.has_change_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return super().history_form_view(request, object_id, version_id, extra_context)
        with transaction.atomic():
            return super().history_form_view(request, object_id, version_id, extra_context)


class DayField(PairsField):
    def to_python(self, value: Any) -> Any:
        rows = super().to_python(value)
        for row in rows:
            if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", row["time"]):
                raise ValidationError(
                    _("« %(time)s » n’est pas une heure : écrivez 05:40."),
                    code="time",
                    params={"time": row["time"]},
                )
        return rows


class TrustField(PairsField):
    """How sure each section of a guide is: `typical_day | general_knowledge`, one a line."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(keys=("section", "confidence"), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return "\n".join(f"{section} | {confidence}" for section, confidence in value.items())

    def to_python(self, value: Any) -> Any:
        trust = {row["section"]: row["confidence"] for row in super().to_python(value)}
        for section, confidence in trust.items():
            if confidence not in Confidence.values:
                raise ValidationError(
                    _("%(section)s : choisissez parmi %(allowed)s."),
                    code="confidence",
                    params={"section": section, "allowed": ", ".join(Confidence.values)},
                )
        return trust

    def run_validators(self, value: Any) -> None:
        LinesField.run_validators(self, list(value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool((initial or {}) != self.to_python(data))
        except ValidationError:
            return True


class RoleForm(forms.ModelForm):
    aliases = LinesField(label=_("Autres noms"), required=False)
    mission = LinesField(label=_("Mission (un paragraphe par ligne)"), required=False)
    tasks = LinesField(label=_("Tâches (une par ligne)"))
    typical_day = DayField(
        label=_("Journée type"),
        keys=("time", "text"),
        required=False,
        help_text=_("Une étape par ligne : 05:40 | Ouverture du décor."),
    )
    ways_in = LinesField(label=_("Portes d’entrée (une par ligne)"), required=False)
    hard_sides = PairsField(
        label=_("Ce qui est dur"),
        keys=("topic", "text"),
        choices=HardSide.values,
        required=False,
        help_text=_("Une par ligne : nuits | Les nuits d’été sont courtes."),
    )
    streaming_sources = PairsField(
        label=_("Sources (streaming)"),
        keys=("label", "date"),
        required=False,
        help_text=_("Une par ligne : CNC, production 2024 | 2025."),
    )
    ai_sources = PairsField(label=_("Sources (IA)"), keys=("label", "date"), required=False)
    sources = LinesField(label=_("Sources (une par ligne)"), required=False)
    field_confidence = TrustField(
        label=_("Fiabilité par partie"),
        required=False,
        help_text=_("Une par ligne : typical_day | general_knowledge."),
    )

    class Meta:
        model = Role
        exclude = ["loaded"]  # noqa: DJ006


class GuideInline(admin.StackedInline):
    """A list of the guide, folded: each field has its label, which rows of a table have not."""

    classes = ["collapse"]
    extra = 0
    formfield_overrides = {TextField: {"widget": forms.Textarea(attrs={"rows": 3, "cols": 44})}}


class RoleSkillInline(GuideInline):
    model = RoleSkill
    autocomplete_fields = ["skill"]


class RoleStepInline(GuideInline):
    model = RoleStep
    fk_name = "role"
    autocomplete_fields = ["to"]


class CollaborationForm(forms.ModelForm):
    phases = forms.MultipleChoiceField(
        choices=Phase.choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Collaboration
        fields = ["other", "label", "phases", "note", "position"]


class CollaborationInline(GuideInline):
    model = Collaboration
    form = CollaborationForm
    fk_name = "role"
    autocomplete_fields = ["other"]


@admin.register(Role)
class RoleAdmin(ReferenceAdmin):
    form = RoleForm
    inlines = [RoleSkillInline, RoleStepInline, CollaborationInline]
    list_display = ["title", "department", "level", "confidence", "checked_on", "edited_here"]
    list_filter = ["department", "level", "confidence"]
    list_select_related = ["department"]
    search_fields = ["title", "title_masculine", "title_feminine", "title_en"]
    fieldsets = [
        (None, {"fields": ["title", "title_masculine", "title_feminine", "title_en", "aliases",
                           "department", "level", "in_mission"]}),
        (_("Le guide"), {"fields": ["description", "mission", "tasks", "day_context",
                                    "typical_day", "entry_path", "ways_in", "hard_sides", "note"]}),
        (_("Mutations"), {"fields": ["streaming", "streaming_sources", "ai", "ai_sources",
                                     "ai_exposure"]}),
        (_("Repères"), {"fields": ["rome_code", "rome_label", "rome_version", "esco_uri",
                                   "esco_label", "agreement_match", "agreement_idcc",
                                   "agreement_name", "agreement_title", "agreement_branch",
                                   "agreement_function", "agreement_status"]}),
        (_("Fiabilité"), {"fields": ["sources", "confidence", "field_confidence", "checked_on"]}),
    ]  # fmt: skip

    object_history_form_template = "admin/careers/role_version.html"

    def save_model(self, request: HttpRequest, obj: Role, form: Any, change: bool) -> None:
        role_lists.keep(obj)
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save the lists, and say in the history which of them were edited."""
        super().save_related(request, form, formsets, change)
        edited = [one for one in formsets if one.has_changed()]
        if edited:
            names = ", ".join(str(one.model._meta.verbose_name_plural) for one in edited)
            said = _now("Listes modifiées\u00a0: %(names)s") % {"names": names}
            latest = form.instance.history.order_by("-history_id").first()
            latest.history_change_reason = said[:100]
            latest.save(update_fields=["history_change_reason"])

    @transaction.atomic
    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: Any = None
    ) -> Any:
        """An earlier version, with what coming back to it does to the lists; then does it."""
        role = get_object_or_404(Role, pk=object_id)
        version = get_object_or_404(role.history.all(), history_id=version_id)
        lists = role_lists.at(role, version.history_id)
        if request.method == "POST":
            also(request, "lists", role_lists.present(role), lists)
        context = {"returns": role_lists.differences(role, lists), **(extra_context or {})}
        answer = super().history_form_view(request, object_id, version_id, context)
        if request.method == "POST" and answer.status_code == HTTPStatus.FOUND:
            role_lists.restore(role, lists)
        return answer

    @admin.display(boolean=True, description=_("modifiée ici"))
    def edited_here(self, role: Role) -> bool:
        """Whether a field differs from the last load, and so is kept by the next one."""
        return any(
            as_json(getattr(role, name)) != value
            for name, value in role.loaded.items()
            if name not in {"role_skills", "next_steps", "works_with"}
        )


class SkillForm(forms.ModelForm):
    sources = LinesField(label=_("Sources (une par ligne)"), required=False)

    class Meta:
        model = Skill
        exclude = ["loaded"]  # noqa: DJ006


@admin.register(Skill)
class SkillAdmin(ReferenceAdmin):
    form = SkillForm
    list_display = ["label", "category", "confidence", "checked_on"]
    list_filter = ["category", "confidence"]
    list_select_related = ["category"]
    search_fields = ["label", "label_en"]


@admin.register(Department)
class DepartmentAdmin(JournalledAdmin):
    list_display = ["label", "label_en", "position"]
    readonly_fields = ["slug"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
