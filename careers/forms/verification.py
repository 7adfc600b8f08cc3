from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class AskForm(forms.Form):
    """What an organisation gives to be verified."""

    ape = forms.CharField(
        label=_("Code APE"),
        max_length=10,
        help_text=_("Sur votre avis de situation de l’INSEE\u00a0: 59.11C, 59.11A, 59.12Z…"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    activity = forms.CharField(
        label=_("Si ce code n’est pas du cinéma, ce que vous y faites"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    email = forms.EmailField(
        label=_("Une adresse au nom de la structure"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "inputmode": "email"}),
    )

    def __init__(self, *args: Any, domain: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].help_text = _(
            "Elle finit par @%(domain)s. Un lien y part\u202f; l’adresse n’est pas gardée."
        ) % {"domain": domain}


class AnswerForm(forms.Form):
    """A validator's answer; the button says yes or no."""

    note = forms.CharField(
        label=_("Ce qui manque, si c’est non"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    passed = forms.ChoiceField(
        choices=[("oui", ""), ("non", "")],
        widget=forms.HiddenInput,
        error_messages={"required": _("Choisissez oui ou non.")},
    )
