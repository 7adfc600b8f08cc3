from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.contact import purposes
from portal.contact.enums import DeclineReason
from portal.contact.models import MESSAGE_LENGTH, REQUEST_LENGTH
from portal.shell.forms import CreationKeyMixin


class RequestForm(CreationKeyMixin):
    """The one message of a request, and what it is for."""

    purpose = forms.ChoiceField(
        label=_("Pourquoi écrivez-vous\u202f?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez l’objet de votre demande.")},
    )
    text = forms.CharField(
        label=_("Votre message"),
        max_length=REQUEST_LENGTH,
        widget=forms.Textarea(attrs={"rows": 8, "data-clap-count": True}),
        help_text=_(
            "Une chose à la fois, en quelques lignes\u00a0: vous ne pourrez rien ajouter avant la "
            "réponse."
        ),
        error_messages={"required": _("Écrivez quelques mots.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["purpose"].choices = [  # type: ignore[attr-defined]
            (kind.key, f"{kind.label}. {kind.hint}") for kind in purposes.general()
        ]


class MessageForm(CreationKeyMixin):
    text = forms.CharField(
        label=_("Votre message"),
        max_length=MESSAGE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4, "data-clap-count": True}),
        error_messages={"required": _("Écrivez quelques mots.")},
    )


class DeclineForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Ce que la personne lira"),
        required=False,
        choices=[("", _("Rien de plus\u00a0: un refus poli.")), *DeclineReason.choices],
        widget=forms.RadioSelect,
    )
