from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _


class PasskeyLoginView(LoginWebAuthnView):
    """allauth's sign-in by passkey, which takes a malformed credential for an error of its own."""

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            return super().post(request, *args, **kwargs)
        except (KeyError, TypeError, ValueError):
            messages.error(request, _("Cette clé n’a pas pu être lue. Essayez d’une autre façon."))
            return redirect("account_login")


passkey_login = PasskeyLoginView.as_view()
