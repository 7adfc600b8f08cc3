"""An application on a phone, from the first word to the organisation's answer."""

import pytest
from playwright.sync_api import expect

from careers.applications.enums import ApplicationState
from careers.models import Application
from tests.factories import make_internship, make_user
from tests.mentoring.people_factories import make_piece, make_profile

WORDS = "Ce qui m’attire ici, c’est la préparation des décors."


@pytest.fixture
def phone(site, new_context):
    """A way to come to the site with a browser of one's own, on a phone; scripts off if asked."""

    def arrive(user, **options):
        other = type(site)(page=new_context(**options).new_page(), url=site.url)
        other.sign_in(user)
        return other

    return arrive


def address(internship):
    return f"/stages/{internship.pk}-stage/candidater/"


def test_typed_kept_by_itself_sent_and_answered(phone):
    internship, applicant = make_internship(), make_user(display_name="Lina Témoin")
    make_piece(profile=make_profile(user=applicant), title="Le Gué")
    page = phone(applicant).visit(internship.get_absolute_url(), width=390)
    page.get_by_role("link", name="Candidater", exact=True).click()
    page.get_by_label("Le Gué").check()
    page.get_by_label("Votre motivation").fill(WORDS)
    expect(page.get_by_text("Brouillon gardé à")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Votre motivation")).to_have_value(WORDS)
    expect(page.get_by_label("Le Gué")).to_be_checked()
    page.get_by_role("button", name="Relire avant d’envoyer").click()
    expect(page.get_by_text(WORDS)).to_be_visible()
    page.get_by_role("button", name="Envoyer ma candidature").click()
    expect(page.get_by_text("Elle est arrivée")).to_be_visible()

    host = phone(internship.author)
    there = host.visit(f"/structures/{internship.organisation.slug}/tableau/", width=390)
    there.get_by_role("link", name="Lina Témoin").click()
    expect(there.get_by_text(WORDS)).to_have_count(0)
    there.get_by_role("button", name="Ouvrir la candidature").click()
    expect(there.get_by_text(WORDS)).to_be_visible()
    there.get_by_text("Décliner", exact=True).click()
    there.get_by_label("les dates ne s’accordent pas").check()
    there.get_by_role("button", name="Envoyer cette réponse").click()
    expect(there.get_by_text("La réponse est partie")).to_be_visible()

    page.reload()
    expect(page.get_by_text("Cette fois, c’est non")).to_be_visible()
    expect(page.get_by_text("ne se croisent pas")).to_be_visible()


def test_without_a_script(phone):
    internship, applicant = make_internship(), make_user()
    page = phone(applicant, java_script_enabled=False).visit(address(internship), width=390)
    page.get_by_label("Votre motivation").fill(WORDS)
    page.get_by_role("button", name="Garder le brouillon").click()
    expect(page.get_by_text("Brouillon gardé. Reprenez-le")).to_be_visible()
    page.get_by_role("button", name="Relire avant d’envoyer").click()
    page.get_by_role("button", name="Envoyer ma candidature").click()
    page.locator("summary", has_text="Retirer ma candidature").click()
    page.get_by_role("button", name="Oui, la retirer").click()
    expect(page.get_by_text("Vous l’avez retirée")).to_be_visible()
    assert Application.objects.get().state == ApplicationState.WITHDRAWN
