"""Opening an account, and coming back to it with the strongest means on offer."""

import re

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from portal.accounts.models import User
from tests.consistency import world
from tests.consistency.screens import inspect
from tests.factories import PASSWORD, make_moderator, make_user

CODE = re.compile(r"\b[A-Z]{4}-[A-Z]{4}\b")
WRONG = "BBBB-BBBB"


def code_received(by: str) -> str:
    """The code of the last mail to this address."""
    text = [str(message.body) for message in mail.outbox if message.to == [by]][-1]
    found = CODE.search(text)
    assert found, text
    return found.group()


def fill_sign_up(
    page: Page, email: str, password: str = PASSWORD, age: str = "18 ans ou plus"
) -> None:
    page.get_by_label("Nom affiché").fill("Zoé Débutante")
    page.get_by_label("E-mail").fill(email)
    page.get_by_role("textbox", name="Mot de passe").fill(password)
    page.get_by_label(age).check()
    page.get_by_label("J’accepte les").check()
    page.get_by_role("button", name="Créer mon compte").click()


@pytest.fixture(autouse=True)
def _typed_at_once(settings):
    """A script fills the form in faster than a person."""
    settings.SIGNUP_SECONDS = 0


def sign_in(page: Page, email: str) -> None:
    page.get_by_label("E-mail").fill(email)
    page.get_by_role("textbox", name="Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Se connecter").click()


def confirm_it_is_me(page: Page) -> None:
    """The password once more, which pages of security ask for."""
    page.wait_for_url("**/compte/reauthenticate/**")
    page.get_by_role("textbox", name="Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Confirmer").click()


def test_newcomer_opens_an_account_with_the_code_from_the_mail(site, axe):
    page = site.visit("/")
    page.get_by_role("link", name="Créer mon compte").click()
    fill_sign_up(page, "zoe@example.org")

    expect(page.get_by_role("heading", level=1)).to_have_text("Vérifiez votre adresse")
    inspect(page, axe)
    page.get_by_label("Code reçu").fill(WRONG)
    page.get_by_role("button", name="Valider mon adresse").click()
    expect(page.locator(".field-error")).to_contain_text("Ce code ne va pas")
    inspect(page, axe)

    page.get_by_label("Code reçu").fill(code_received("zoe@example.org"))
    page.get_by_role("button", name="Valider mon adresse").click()
    page.wait_for_url("**/mon-espace/bienvenue/1/")
    page.goto(site.url + "/mon-espace/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bonjour, Zoé Débutante")


def test_known_address_is_not_given_away(site, complaints):
    make_user(email="zoe@example.org")
    page = site.visit("/compte/signup/")
    fill_sign_up(page, "zoe@example.org")

    expect(page.get_by_role("heading", level=1)).to_have_text("Vérifiez votre adresse")
    assert User.objects.count() == 1
    assert not CODE.search(str(mail.outbox[-1].body))


def test_too_young_is_told_kindly_and_not_kept(site):
    page = site.visit("/compte/signup/")
    fill_sign_up(page, "zoe@example.org", age="Moins de 15 ans")

    page.wait_for_url("**/compte/trop-tot/")
    assert not User.objects.exists()
    assert mail.outbox == []


def test_weak_password_is_explained_beside_the_field(site):
    page = site.visit("/compte/signup/")
    fill_sign_up(page, "zoe@example.org", password="motdepasse123")

    summary = page.locator("[data-clap-errors]")
    expect(summary).to_be_focused()
    summary.get_by_role("link").first.click()
    expect(page.get_by_label("Mot de passe")).to_be_focused()
    assert not User.objects.exists()


@pytest.mark.parametrize("journey", ["login", "password"])
def test_code_by_mail_opens_the_account(journey, site, axe):
    """Without the password: to sign in once, or to choose a new one."""
    member = make_user()
    page = site.visit("/compte/login/")
    if journey == "login":
        page.get_by_role("link", name="Recevoir un code par e-mail").click()
    else:
        page.get_by_role("link", name="Mot de passe oublié").click()
    page.get_by_label("E-mail").fill(member.email)
    page.locator("main form button[type=submit]").first.click()

    code = page.get_by_label("Code reçu")
    expect(code).to_be_visible()
    inspect(page, axe)
    code.fill(code_received(member.email))
    page.locator("main form button[type=submit]").first.click()
    if journey == "password":
        field = page.locator("input[type=password]").first
        expect(field).to_be_visible()
        inspect(page, axe)
        for password in page.locator("input[type=password]").all():
            password.fill("violon-brouette-hiver-7")
        page.locator("main form button[type=submit]").first.click()
        expect(page.locator("input[type=password][name=password1]")).to_have_count(0)
        member.refresh_from_db()
        assert member.check_password("violon-brouette-hiver-7")
    else:
        page.wait_for_url("**/mon-espace/")


def test_moderator_signs_in_with_the_code_of_their_telephone(site, axe):
    moderator = make_moderator()
    secret = world.secure(moderator)
    page = site.visit("/compte/login/?next=/admin/careers/internship/%3Fstate__exact%3Dsubmitted")
    sign_in(page, moderator.email)

    figures = page.get_by_label(re.compile("code", re.IGNORECASE)).first
    expect(figures).to_be_visible()
    inspect(page, axe)
    figures.fill(world.code(secret))
    page.get_by_role("button", name="Se connecter").click()
    page.wait_for_url("**/admin/careers/internship/**")


def test_moderator_without_second_factor_goes_no_further(site):
    moderator = make_moderator()
    page = site.visit("/compte/login/?next=/admin/")
    sign_in(page, moderator.email)

    page.wait_for_url("**/compte/2fa/")
    expect(page.get_by_role("status")).to_contain_text("Votre compte modère le site")


@pytest.fixture
def touch(site):
    """A fingerprint reader that says yes, without a person."""
    tools = site.page.context.new_cdp_session(site.page)
    tools.send("WebAuthn.enable")
    tools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


@pytest.mark.usefixtures("touch")
def test_passkey_replaces_the_password(site, settings, axe):
    # Passkeys need https; browsers make an exception for localhost, this setting for the server.
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
    member = make_user()
    page = site.visit("/compte/login/?next=/compte/2fa/webauthn/add/")
    sign_in(page, member.email)
    confirm_it_is_me(page)

    page.wait_for_url("**/compte/2fa/webauthn/add/")
    inspect(page, axe)
    page.get_by_label("Nom").fill("Mon téléphone")
    passwordless = page.get_by_role("checkbox")
    if passwordless.count():
        passwordless.check()
    page.locator("main form button").first.click()
    page.wait_for_url(lambda url: "/add/" not in url)

    page.goto(site.url + "/compte/logout/")
    page.locator("main form button[type=submit]").first.click()
    page.goto(site.url + "/compte/login/")
    page.get_by_role("button", name="Utiliser une clé d’accès").click()
    page.wait_for_url("**/mon-espace/")


def test_member_adds_a_telephone_then_reads_the_recovery_codes(site, axe):
    member = make_user()
    page = site.visit("/compte/login/?next=/compte/2fa/totp/activate/")
    sign_in(page, member.email)
    confirm_it_is_me(page)

    page.wait_for_url("**/compte/2fa/totp/activate/")
    inspect(page, axe)
    secret = re.sub(r"\s", "", page.locator("main dl dd").first.inner_text())
    page.get_by_label(re.compile("code", re.IGNORECASE)).first.fill(world.code(secret))
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(lambda url: "/activate/" not in url)
    inspect(page, axe)
    for path in ("recovery-codes/", "recovery-codes/generate/", "totp/deactivate/", "webauthn/"):
        inspect(site.visit(f"/compte/2fa/{path}"), axe)
