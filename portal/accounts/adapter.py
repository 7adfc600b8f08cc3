"""Where allauth's sign-up meets our member."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.db import transaction
from django.forms import BaseForm
from django.http import HttpRequest

from portal.accounts.models import Consent, User


class AccountAdapter(DefaultAccountAdapter):
    def save_user(
        self, request: HttpRequest, user: Any, form: BaseForm, commit: bool = True
    ) -> User:
        """Create the member, with the texts they accepted, or nothing at all."""
        user.display_name = form.cleaned_data["display_name"]
        user.age_band = form.cleaned_data["age_band"]
        super().save_user(request, user, form, commit=False)
        if commit:
            with transaction.atomic():
                user.save()
                Consent.record_current(user)
        return user
