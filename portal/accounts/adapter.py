"""Where allauth's sign-up meets our member."""

from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from portal.accounts import rulebook
from portal.accounts.models import Consent, User


class AccountAdapter(DefaultAccountAdapter):
    # allauth says this one both of passwords and of codes.
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": _(
            "Trop d’essais manqués. Pour un code, connectez-vous : un nouveau vous sera envoyé. "
            "Pour un mot de passe, attendez quelques minutes."
        ),
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write one mail, in a time that does not tell which.

        A known address gets another mail than an unknown one, and laying it out takes another
        time: a password hash, far longer and the same for both, covers the difference.
        """
        make_password(email)
        user = context.get("user")
        language = user.language if isinstance(user, User) else translation.get_language()
        with translation.override(language):
            super().send_mail(template_prefix, email, context)

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """As allauth, by way of the texts that changed since this member accepted them."""
        response = super().post_login(request, user, **kwargs)
        if response.status_code == 302 and rulebook.owed(user):
            there = urlencode({"next": response["Location"]})
            return HttpResponseRedirect(f"{reverse('texts')}?{there}")
        return response

    def save_user(
        self, request: HttpRequest, user: Any, form: BaseForm, commit: bool = True
    ) -> User:
        """Create the member, with the texts they accepted, or nothing at all.

        They are written to in the language of the page they signed up on.
        """
        user.language = translation.get_language() or settings.LANGUAGE_CODE
        user.display_name = form.cleaned_data["display_name"]
        user.age_band = form.cleaned_data["age_band"]
        super().save_user(request, user, form, commit=False)
        if commit:
            with transaction.atomic():
                user.save()
                Consent.record_current(user)
        return user
