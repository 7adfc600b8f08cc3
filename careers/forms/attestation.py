"""The forms of the learning log and of the attestation: the intern's, and the tutor's."""

from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from careers.forms.dates import DateInput
from careers.models import LearningEntry, Placement, Skill
from careers.models.attestation import TEXT_LENGTH, WORD_LENGTH
from careers.placements.attestation_actions import MOST_CHOSEN, MOST_SKILLS
from portal.shell import french
from portal.shell.forms import CreationKeyMixin


def skills_of(placement: Placement) -> Any:
    """Those the role asks for; all of them when it is not known or asks for none."""
    own = (
        Skill.objects.filter(role_skills__role=placement.role_id).distinct().order_by("label", "pk")
    )
    return own if placement.role_id and own.exists() else Skill.objects.order_by("label", "pk")


def _in_short(entry: LearningEntry) -> str:
    return f"{french.day(entry.day)} — {Truncator(entry.text).chars(90)}"


class LearningForm(CreationKeyMixin):
    """A day of the log."""

    day = forms.DateField(label=_("Jour"), widget=DateInput())
    text = forms.CharField(
        label=_("Ce que j’ai appris"),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5, "data-clap-count": True}),
        help_text=_("Un geste, un mot du métier, une erreur qui ne se refera pas."),
        error_messages={"required": _("Écrivez quelques mots.")},
    )
    skills = forms.ModelMultipleChoiceField(
        label=_("Compétences travaillées"),
        required=False,
        queryset=Skill.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, placement: Placement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["skills"].queryset = skills_of(placement)  # type: ignore[attr-defined]


class AskForm(CreationKeyMixin):
    """What a tutor is asked to confirm, and where to write to them."""

    skills = forms.ModelMultipleChoiceField(
        label=_("Compétences à confirmer"),
        queryset=Skill.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Celles que votre tuteur ou tutrice vous a vu·e exercer. Quinze au plus."),
        error_messages={"required": _("Cochez au moins une compétence.")},
    )
    entries = forms.ModelMultipleChoiceField(
        label=_("Journées à joindre"),
        required=False,
        queryset=LearningEntry.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Votre tuteur ou tutrice lira celles que vous cochez, et aucune autre."),
    )
    hours = forms.BooleanField(
        label=_("Dire le total de mes heures notées"),
        required=False,
        help_text=_("Le total seul\u00a0: le journal reste à vous."),
    )
    email = forms.EmailField(
        label=_("Adresse e-mail du tuteur ou de la tutrice"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "inputmode": "email"}),
        help_text=_("Une adresse de la structure, si possible. Oubliée dès la réponse."),
    )

    def __init__(self, *args: Any, placement: Placement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        entries: Any = self.fields["entries"]
        entries.queryset = LearningEntry.objects.filter(placement=placement)
        entries.label_from_instance = lambda one: (
            f"{french.day(one.day)} — {Truncator(one.text).chars(90)}"
        )
        skills: Any = self.fields["skills"]
        used = Skill.objects.filter(learning_entries__placement=placement)
        skills.queryset = Skill.objects.filter(
            pk__in=[
                *used.values_list("pk", flat=True),
                *skills_of(placement).values_list("pk", flat=True),
            ]
        ).order_by("label", "pk")

    def clean_skills(self) -> Any:
        chosen = self.cleaned_data["skills"]
        if len(chosen) > MOST_SKILLS:
            raise forms.ValidationError(_("Quinze compétences au plus."))
        return chosen

    def clean_entries(self) -> Any:
        chosen = self.cleaned_data["entries"]
        if len(chosen) > MOST_CHOSEN:
            raise forms.ValidationError(_("Vingt journées au plus."))
        return chosen


class ConfirmForm(forms.Form):
    """Who signs."""

    name = forms.CharField(label=_("Votre nom"), max_length=120)
    role = forms.CharField(
        label=_("Votre fonction"),
        max_length=120,
        help_text=_("Par exemple\u00a0: régisseuse générale."),
    )


class RefuseForm(forms.Form):
    """Why not; with `silent`, nothing may be written."""

    word = forms.CharField(
        label=_("Un mot pour la personne"),
        max_length=WORD_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Ce qu’il faudrait changer pour que vous signiez."),
        error_messages={"required": _("Dites-le en une phrase.")},
    )

    def __init__(self, *args: Any, silent: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if silent:
            del self.fields["word"]
