from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from careers.forms.dates import DateInput
from portal.shell.dates import validate_not_coming

SHORTEST = 16


def _phrase(label: Any, help_text: Any = "") -> forms.CharField:
    # Never shown again by a form that comes back with errors (`render_value`).
    widget = forms.PasswordInput(attrs={"autocomplete": "off"})
    return forms.CharField(label=label, max_length=200, help_text=help_text, widget=widget)


class BeginForm(forms.Form):
    """The phrase of a new notebook, twice."""

    phrase = _phrase(
        _("Votre phrase"),
        _(
            "Seize caractères au moins\u00a0: quatre ou cinq mots sans rapport entre eux, que vous "
            "seul·e savez. Ce n’est pas le mot de passe du site."
        ),
    )
    again = _phrase(_("La même phrase, encore une fois"))

    def clean_phrase(self) -> str:
        phrase: str = self.cleaned_data["phrase"]
        if len(" ".join(phrase.split())) < SHORTEST:
            raise ValidationError(_("Trop courte\u00a0: seize caractères au moins."))
        return phrase

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if {"phrase", "again"} <= data.keys() and data["phrase"] != data["again"]:
            self.add_error("again", _("Les deux phrases ne sont pas les mêmes."))
        return data


class PhraseForm(forms.Form):
    """What opens a notebook."""

    phrase = _phrase(_("Votre phrase"))


class NoteForm(forms.Form):
    """A day and what happened."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    on = forms.DateField(
        label=_("Le jour des faits"),
        widget=DateInput(),
        validators=[validate_not_coming],
        error_messages={"invalid": _("Écrivez une date.")},
    )
    text = forms.CharField(
        label=_("Les faits"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8, "autocomplete": "off"}),
        help_text=_("L’heure, le lieu, les mots exacts, qui était là, ce que vous avez gardé."),
    )

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on.year < timezone.localdate().year - 100:
            raise ValidationError(_("Cette date est trop ancienne."))
        return on

    def written(self) -> dict[str, Any]:
        data = self.cleaned_data
        key: UUID = data["key"]
        return {"key": key, "on": data["on"], "text": data["text"]}
