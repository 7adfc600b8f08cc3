"""The account pages: ours first, then allauth's below the same address."""

from django.urls import include, path

from portal.accounts.views.data import download_data, leave, my_data, stay
from portal.accounts.views.member import member
from portal.accounts.views.passkey import passkey_login
from portal.accounts.views.signup import signup, too_young
from portal.accounts.views.texts import texts, trusted, vouch

urlpatterns = [
    path("", member, name="member"),
    path("textes/", texts, name="texts"),
    path("confiance/", trusted, name="trust"),
    path("confiance/garantie/", vouch, name="vouch"),
    path("signup/", signup, name="account_signup"),
    path("mes-donnees/", my_data, name="my_data"),
    path("mes-donnees/telecharger/", download_data, name="download_data"),
    path("supprimer/", leave, name="leave"),
    path("supprimer/annuler/", stay, name="stay"),
    path("trop-tot/", too_young, name="too_young"),
    path("2fa/webauthn/login/", passkey_login, name="mfa_login_webauthn"),
    path("", include("allauth.urls")),
]
