import secrets
import time
from typing import Any

from allauth.account import forms as allauth_forms
from allauth.account.internal import flows
from django import forms
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, TimestampSigner, b62_decode
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


# How long a page of sign-up may stay open, in seconds.
LONGEST = 24 * 60 * 60


def opened_now() -> str:
    """When the form was given out, signed: nobody makes one without asking for the page."""
    return TimestampSigner(salt="sign-up").sign(secrets.token_urlsafe(6))


def open_for(stamp: str) -> float | None:
    """For how many seconds a form has been open; None when it is not one of ours, or too old."""
    signer = TimestampSigner(salt="sign-up")
    try:
        signer.unsign(stamp, max_age=LONGEST)
        given = b62_decode(stamp.rsplit(signer.sep, 2)[1])
    except (BadSignature, ValueError, IndexError):
        return None
    return time.time() - given


class Trap(forms.TextInput):
    """A field that only a machine fills in: out of sight, of the keyboard's way and of readers."""

    template_name = "accounts/trap.html"
    is_hidden = True

    def __init__(self) -> None:
        super().__init__(attrs={"autocomplete": "off", "tabindex": "-1"})


class TooYoung(Exception):
    """The person says they are under 15: no account can be opened (AgeBand)."""


def _terms_label() -> str:
    return format_html(
        gettext(
            'J’accepte les <a href="{}">conditions</a> et les <a href="{}">règles</a>, et j’ai lu '
            '<a href="{}">ce que devient ce que j’écris ici</a>.'
        ),
        reverse("shell:terms"),
        reverse("shell:rules"),
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

    # For machines: a person neither sees the one nor writes in the other.
    website = forms.CharField(required=False, max_length=200, widget=Trap)
    opened = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)

    account_already_exists: bool
    field_order = ["display_name", "email", "password1", "age_band", "accept_terms"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["opened"].initial = opened_now

    def clean(self) -> Any:
        """Slow down what no person does; whoever is taken for a machine sends once more.

        Said before the address is looked up, so that a known one and a new one read the same.
        """
        seconds = open_for(self.cleaned_data.get("opened", ""))
        trapped = self.cleaned_data.get("website") or "website" in self.errors
        if trapped or seconds is None or seconds < settings.SIGNUP_SECONDS:
            typed: Any = self.data.copy()  # type: ignore[has-type]
            typed["website"] = ""
            if seconds is None:
                typed["opened"] = opened_now()
            self.data = typed
            for name in ("website", "opened"):
                self.errors.pop(name, None)
            raise ValidationError(
                _(
                    "Ce formulaire nous est revenu plus vite qu’on ne peut le lire. Rien n’est "
                    "perdu\u00a0: choisissez de nouveau votre mot de passe et renvoyez-le."
                )
            )
        return super().clean()

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
