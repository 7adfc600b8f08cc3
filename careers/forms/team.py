from django import forms
from django.utils.translation import gettext_lazy as _

from careers.enums import MemberRole


class InviteForm(forms.Form):
    """Whom to ask to write for the organisation."""

    email = forms.EmailField(
        label=_("Adresse e-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "inputmode": "email"}),
        help_text=_("La personne accepte avec cette adresse, confirmée sur son compte."),
    )
    role = forms.ChoiceField(
        label=_("Rôle"),
        choices=MemberRole.choices,
        initial=MemberRole.MEMBER,
        help_text=_(
            "Une personne responsable invite, retire et change les rôles\u00a0; un·e collègue "
            "publie et répond."
        ),
    )
