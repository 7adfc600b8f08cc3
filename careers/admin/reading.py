from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from careers.admin.roles import ReferenceAdmin
from careers.models import Question, Taste, Term
from portal.shell.admin_fields import LinesField, PairsField


class TermForm(forms.ModelForm):
    variants = LinesField(
        label=_("Autres formes (une par ligne)"),
        required=False,
        help_text=_("Les pluriels en s ou x se trouvent tout seuls."),
    )
    departments = LinesField(label=_("Départements (un par ligne)"), required=False)
    see_also = LinesField(label=_("Voir aussi (un terme par ligne)"), required=False)
    roles = LinesField(label=_("Métiers (un par ligne)"), required=False)
    sources = LinesField(label=_("Sources (une par ligne)"), required=False)

    class Meta:
        model = Term
        exclude = ["loaded"]  # noqa: DJ006


@admin.register(Term)
class TermAdmin(ReferenceAdmin):
    form = TermForm
    list_display = ["label", "label_en", "linked", "confidence", "checked_on"]
    list_filter = ["confidence", "linked"]
    search_fields = ["label", "label_en"]


class QuestionForm(forms.ModelForm):
    links = PairsField(
        label=_("Liens"),
        keys=("label", "url"),
        required=False,
        help_text=_("Un par ligne\u00a0: Les stages | /stages/."),
    )
    sources = LinesField(label=_("Sources (une par ligne)"), required=False)

    class Meta:
        model = Question
        exclude = ["loaded"]  # noqa: DJ006


@admin.register(Question)
class QuestionAdmin(ReferenceAdmin):
    form = QuestionForm
    list_display = ["question", "theme", "confidence", "checked_on"]
    list_filter = ["theme", "confidence"]
    search_fields = ["question", "answer"]


class TasteForm(forms.ModelForm):
    skills = LinesField(label=_("Compétences (une par ligne)"), required=False)
    roles = LinesField(label=_("Métiers (un par ligne)"), required=False)

    class Meta:
        model = Taste
        exclude = ["loaded"]  # noqa: DJ006


@admin.register(Taste)
class TasteAdmin(ReferenceAdmin):
    form = TasteForm
    list_display = ["label", "label_en", "confidence", "checked_on"]
