"""What a member who is kept out still reads, and what they are told."""

from typing import Any

import pytest
from django.test import Client

from portal.audit.enums import Act
from portal.audit.models import Entry
from portal.moderation.decisions import Choice
from portal.moderation.grounds import Ground
from portal.moderation.models import CaseReading
from tests.factories import make_internship, make_moderator, make_officer, make_user
from tests.mentoring.people_factories import make_profile
from tests.portal.moderation.factories import SUSPEND, case_of, settle

pytestmark = pytest.mark.django_db
BAN = Choice(on_author="ban", ground=Ground.VIOLENCE, facts="Des menaces.")


def kept_out(choice: Choice = SUSPEND) -> Client:
    member, client = make_user(), Client()
    client.force_login(member)
    settle(case_of(make_profile(user=member)), choice)
    return client


@pytest.mark.parametrize("choice", [SUSPEND, BAN], ids=["suspended", "banned"])
def test_who_is_kept_out_reads_what_the_site_owes_them(choice: Choice) -> None:
    client = kept_out(choice)
    listing = make_internship()
    for address in (
        "/regles/", "/nous-ecrire/", "/mentions-legales/", "/accessibilite/",
        "/moderation/chiffres/", "/mon-carnet/", "/conditions/", "/confidentialite/", "/aide/",
        f"/signaler/stage/{listing.pk}/",
    ):  # fmt: skip
        assert client.get(address).status_code == 200, address
    told = {"reason": "scam", "text": "Il demande de l’argent.", "good_faith": "on"}
    sent = client.post(f"/signaler/stage/{listing.pk}/", told)
    assert sent["Location"].startswith("/signaler/suivi/")
    assert client.get("/stages/")["Location"] == "/compte-en-pause/"


@pytest.mark.parametrize(
    ("choice", "title", "noun"),
    [
        (SUSPEND, "Votre compte est suspendu", "Suspension du compte"),
        (BAN, "Votre compte est fermé", "Fermeture du compte"),
    ],
    ids=["suspended", "banned"],
)
def test_page_of_who_is_kept_out_names_it_and_leads_on(
    choice: Choice, title: str, noun: str
) -> None:
    page = kept_out(choice).get("/compte-en-pause/").text
    assert f"<h1>{title}</h1>" in page
    assert f"<h2>{noun}</h2>" in page
    assert ("Jusqu’au" in page) == (choice is SUSPEND)
    main = page.split("<main")[1].split("</main>")[0]
    assert 'href="/regles/"' in main
    assert 'href="/nous-ecrire/"' in main


def test_report_of_a_safety_case_is_not_read_without_a_trace(settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR_REQUIRED = False
    case = case_of(make_internship(), reason="violence", text="Secret de sécurité")
    officer, client = make_officer(), Client()
    client.force_login(officer)
    address = f"/admin/moderation/report/{case.reports.get().pk}/change/"
    assert "Secret de sécurité" in client.get(address).text
    assert CaseReading.objects.get().reader == officer
    assert Entry.objects.filter(act=Act.CASE_READ).count() == 1


def test_report_of_an_ordinary_case_leaves_no_reading(settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR_REQUIRED = False
    case, client = case_of(make_internship()), Client()
    client.force_login(make_moderator())
    address = f"/admin/moderation/report/{case.reports.get().pk}/change/"
    assert client.get(address).status_code == 200
    assert client.get("/admin/moderation/report/999999/change/").status_code == 302
    assert not CaseReading.objects.exists()
