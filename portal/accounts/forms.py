from typing import Any

from allauth.account import forms as allauth_forms
from allauth.account.internal import flows
from django import forms
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.accounts.enums import AgeBand
from portal.accounts.models import User

TOO_YOUNG = "under-15"


class TooYoung(Exception):
    """The person says they are under 15: no account can be opened (AgeBand)."""


def _terms_label() -> str:
    return format_html(
        gettext(
            'J’accepte les <a href="{}">conditions</a> et j’ai lu <a href="{}">ce que '
            "devient ce que j’écris ici</a>."
        ),
        reverse("shell:terms"),
        reverse("shell:privacy"),
    )


def one_line(text: str) -> str:
    """A name on one line, with single spaces."""
    return " ".join(text.split())


class SignupForm(allauth_forms.SignupForm):
    """Sign-up by e-mail and password, the same to the eye and the clock for a known address."""

    display_name = forms.CharField(
        label=_("Nom affiché"),
        max_length=80,
        help_text=_("Prénom et nom, ou le nom sous lequel on vous connaît."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    age_band = forms.ChoiceField(
        label=_("Votre âge"),
        choices=[
            (TOO_YOUNG, _("Moins de 15 ans")),
            *AgeBand.choices,
        ],
        widget=forms.RadioSelect,
        help_text=_("Nous ne demandons pas votre date de naissance."),
    )
    accept_terms = forms.BooleanField(
        label=lazy(_terms_label, str)(),
        error_messages={"required": _("Cochez cette case pour créer votre compte.")},
    )

    account_already_exists: bool
    field_order = ["display_name", "email", "password1", "age_band", "accept_terms"]

    def clean_display_name(self) -> str:
        return one_line(self.cleaned_data["display_name"])

    def clean_age_band(self) -> str:
        if self.cleaned_data["age_band"] == TOO_YOUNG:
            raise TooYoung
        return str(self.cleaned_data["age_band"])

    def try_save(self, request: HttpRequest) -> Any:
        """Create the member, or write to the address's owner when there already is one.

        allauth hashes nothing in the second case and answers 30 times faster, which tells a
        stranger who is a member: one hash is burnt there.
        """
        if not self.account_already_exists:
            try:
                return super().try_save(request)
            except IntegrityError:
                # Two sign-ups of one address at once: the second meets the first's row.
                if not User.objects.filter(email=self.cleaned_data["email"]).exists():
                    raise
                self.account_already_exists = True
        make_password(self.cleaned_data["password1"])
        return None, flows.signup.prevent_enumeration(request, email=self.cleaned_data["email"])


class MemberForm(forms.ModelForm):
    """What a member may change about themselves outside allauth's pages."""

    class Meta:
        model = User
        fields = ["display_name", "language"]
        help_texts = {"language": _("Celle de nos courriels. La page, elle, suit son adresse.")}

    def clean_display_name(self) -> str:
        return one_line(self.cleaned_data["display_name"])
