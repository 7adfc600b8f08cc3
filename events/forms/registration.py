from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careers.models import Role


class RegistrationForm(forms.Form):
    """How one appears to the other people who have a seat: not at all, unless one says so."""

    shown = forms.BooleanField(
        label=_("Montrer mon nom aux autres personnes qui ont leur place"),
        required=False,
        help_text=_("Sinon, seules les personnes qui organisent le voient, pour l’accueil."),
    )
    as_role = forms.ModelChoiceField(
        label=_("Je viens en tant que"),
        queryset=Role.objects.none(),
        required=False,
        empty_label="—",
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["as_role"].queryset = Role.objects.only(  # type: ignore[attr-defined]
            "title", "title_en"
        ).order_by("title", "pk")
        if user.is_minor:
            # People of 15-17 are never listed.
            del self.fields["shown"]

    def choice(self) -> dict[str, Any]:
        """What to give to the action; anything unreadable is left out, never an error."""
        self.is_valid()
        return {
            "shown": self.cleaned_data.get("shown", False),
            "as_role": self.cleaned_data.get("as_role"),
        }
