"""The account pages: ours first, then allauth's below the same address."""

from django.urls import include, path

from portal.accounts.views.member import member
from portal.accounts.views.passkey import passkey_login
from portal.accounts.views.signup import signup, too_young

urlpatterns = [
    path("", member, name="member"),
    path("signup/", signup, name="account_signup"),
    path("trop-tot/", too_young, name="too_young"),
    path("2fa/webauthn/login/", passkey_login, name="mfa_login_webauthn"),
    path("", include("allauth.urls")),
]
