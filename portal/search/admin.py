from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from portal.audit.trail import JournalledAdmin
from portal.search.analyser import stems
from portal.search.models import Synonym
from portal.search.query import LONGEST_SYNONYM


class SynonymForm(forms.ModelForm):
    class Meta:
        model = Synonym
        fields = ["typed", "means"]
        widgets = {"means": forms.Textarea(attrs={"rows": 4, "cols": 60})}
        help_texts = {
            "typed": _(
                "Les mots tapés, sans souci d’accent, de genre ni de nombre\u00a0: chef op."
            ),
            "means": _("Une expression par ligne\u00a0: directeur de la photographie."),
        }

    def clean_typed(self) -> str:
        typed = str(self.cleaned_data["typed"])
        key = stems(typed)
        if not 0 < len(key.split()) <= LONGEST_SYNONYM:
            raise ValidationError(_("Écrivez de un à cinq mots qui ont un sens."), code="words")
        if Synonym.objects.filter(key=key).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("Ces mots ont déjà leurs synonymes."), code="unique")
        return typed

    def clean_means(self) -> str:
        lines = [line.strip() for line in self.cleaned_data["means"].splitlines()]
        kept = [line for line in lines if stems(line)]
        if not kept:
            raise ValidationError(_("Écrivez au moins une expression."), code="required")
        return "\n".join(kept)


@admin.register(Synonym)
class SynonymAdmin(JournalledAdmin):
    """What people type, and the words of the site that say it. At work as soon as it is saved."""

    form = SynonymForm
    list_display = ["typed", "meanings", "edited_here"]
    search_fields = ["typed", "means"]

    @admin.display(description=_("cherche aussi"))
    def meanings(self, synonym: Synonym) -> str:
        return ", ".join(synonym.means.splitlines())

    @admin.display(boolean=True, description=_("modifié ici"))
    def edited_here(self, synonym: Synonym) -> bool:
        """Whether the next load of the file leaves it alone."""
        return synonym.loaded != {"typed": synonym.typed, "means": synonym.means}

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """One that the file holds would come back with the next load: it is edited instead."""
        if obj is not None and obj.loaded:
            return False
        return super().has_delete_permission(request, obj)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions
