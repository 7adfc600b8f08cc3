"""The pages, as a browser asks for them, on both sides."""

from datetime import date
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from careers.applications import actions, answers
from careers.applications.enums import ApplicationState
from careers.models import Application, FileReading, Internship
from mentoring.models import PortfolioItem
from portal.accounts.enums import AgeBand
from portal.moderation.enums import State
from tests.careers.applications.factories import (
    WORDS,
    add_colleague,
    email_of,
    host_of,
    make_application,
    make_draft,
)
from tests.careers.placements.factories import make_placement
from tests.factories import make_internship, make_user
from tests.mentoring.people_factories import make_piece, make_profile

pytestmark = pytest.mark.django_db


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def apply_address(internship: Any) -> str:
    return f"/stages/{internship.pk}-stage/candidater/"


def test_a_phone_applies_in_three_screens() -> None:
    internship, applicant = make_internship(), make_user()
    profile = make_profile(user=applicant, headline="Je cherche un plateau")
    piece, other = make_piece(profile=profile), make_piece(profile=profile, title="Autre pièce")
    browser = signed_in(applicant)
    mail.outbox.clear()

    page = browser.get(apply_address(internship))
    key = page.context["form"]["creation_key"].value()
    sent = {"creation_key": key, "motivation": WORDS, "pieces": [piece.pk], "then": "preview"}
    preview = browser.post(apply_address(internship), sent, follow=True)
    text = preview.content.decode()
    assert WORDS[:20] in text
    assert piece.title in text
    assert other.title not in text
    assert "Je cherche un plateau" in text
    [draft] = Application.objects.all()
    done = browser.post(reverse("careers:application_send", args=[draft.pk]), follow=True)

    assert "Candidature envoyée" in done.content.decode()
    assert Application.objects.get().state == ApplicationState.SENT
    assert len(mail.outbox) == 1


def test_kept_as_one_types_and_nothing_is_lost() -> None:
    internship, applicant = make_internship(), make_user()
    browser = signed_in(applicant)
    typed = {"motivation": "Un début", "then": "auto"}
    said = browser.post(apply_address(internship), typed, headers={"HX-Request": "true"})
    assert "Brouillon gardé à" in said.content.decode()
    assert "<html" not in said.content.decode()
    assert "Un début" in browser.get(apply_address(internship)).content.decode()

    long = "x" * 2001
    said = browser.post(
        apply_address(internship),
        {"motivation": long, "then": "auto"},
        headers={"HX-Request": "true"},
    )
    assert "Pas encore gardé" in said.content.decode()
    page = browser.post(apply_address(internship), {"motivation": long, "then": "draft"})
    assert long in page.content.decode()


def test_a_piece_of_somebody_else_is_not_joined() -> None:
    applicant = make_user()
    make_piece(profile=make_profile(user=applicant))
    foreign = make_piece(profile=make_profile(user=make_user()))
    internship = make_internship()
    data = {"motivation": WORDS, "pieces": [foreign.pk], "then": "draft"}
    page = signed_in(applicant).post(apply_address(internship), data)
    assert page.context["form"].errors["pieces"]
    assert not Application.objects.exists()


def test_closed_listing_says_so() -> None:
    internship = make_internship()
    type(internship).objects.update(places_taken=1)
    page = signed_in(make_user()).get(apply_address(internship)).content.decode()
    assert "On ne peut pas candidater ici" in page
    assert "<textarea" not in page


def test_a_sealed_application_shows_nothing_until_it_is_opened() -> None:
    one = make_application()
    browser = signed_in(host_of(one))
    address = reverse("careers:received", args=[one.pk])
    for _twice in range(2):
        assert WORDS not in browser.get(address).content.decode()
    one.refresh_from_db()
    assert one.first_read_at is None

    opened = browser.post(reverse("careers:received_open", args=[one.pk]), follow=True)
    assert WORDS in opened.content.decode()
    assert one.applicant
    mine = signed_in(one.applicant).get(one.get_absolute_url()).content.decode()
    assert "Lue" in mine


def make_file(applicant: Any) -> PortfolioItem:
    return make_piece(profile=make_profile(user=applicant), kind="pdf", title="Mon CV")


def with_file(state: ApplicationState = ApplicationState.READ) -> tuple[Application, int]:
    applicant = make_user()
    piece = make_file(applicant)
    one = make_application(applicant=applicant, state=state)
    Application.objects.filter(pk=one.pk).update(pieces=[piece.pk])
    return one, piece.pk


def test_every_opening_of_a_file_is_written_down_and_shown() -> None:
    one, piece = with_file()
    host, colleague = host_of(one), add_colleague(one)
    address = reverse("careers:received_piece", args=[one.pk, piece])
    for who in (host, colleague, host):
        response = signed_in(who).post(address)
        assert b"contenu" in b"".join(response.streaming_content)  # type: ignore[attr-defined]
        assert response["Content-Disposition"].startswith("attachment")
    assert [reading.reader for reading in FileReading.objects.order_by("pk")] == [
        host, colleague, host,
    ]  # fmt: skip
    assert signed_in(host).get(address).status_code == 405
    assert one.applicant
    page = signed_in(one.applicant).get(one.get_absolute_url()).content.decode()
    assert page.count("Mon CV") == 4  # joined once, opened three times


def test_a_file_is_for_the_receivers_while_it_is_open_and_only_what_was_joined() -> None:
    one, piece = with_file()
    address = reverse("careers:received_piece", args=[one.pk, piece])
    unjoined = make_piece(profile=PortfolioItem.objects.get(pk=piece).profile, title="Caché")
    assert one.applicant
    for who in (make_user(), one.applicant):
        assert signed_in(who).post(address).status_code == 404
    foreign = reverse("careers:received_piece", args=[one.pk, unjoined.pk])
    assert signed_in(host_of(one)).post(foreign).status_code == 404
    sealed, number = with_file(ApplicationState.SENT)
    address = reverse("careers:received_piece", args=[sealed.pk, number])
    assert signed_in(host_of(sealed)).post(address).status_code == 404
    declined, number = with_file(ApplicationState.DECLINED)
    address = reverse("careers:received_piece", args=[declined.pk, number])
    assert signed_in(host_of(declined)).post(address).status_code == 404
    assert not FileReading.objects.exists()


@pytest.mark.parametrize(("band", "shown"), [(AgeBand.ADULT, True), (AgeBand.MINOR, False)])
def test_ways_to_write_show_once_accepted_and_never_of_a_minor(band: str, shown: bool) -> None:
    applicant = make_user(age_band=band)
    make_profile(user=applicant, email="joindre@example.org", phone="0612345678")
    one = make_application(applicant=applicant, state=ApplicationState.READ)
    browser, address = signed_in(host_of(one)), one.received_url()
    assert "joindre@example.org" not in browser.get(address).content.decode()
    browser.post(reverse("careers:received_accept", args=[one.pk]), {"note": ""})
    assert ("joindre@example.org" in browser.get(address).content.decode()) == shown


def test_a_part_kept_for_nobody_stays_so() -> None:
    applicant = make_user()
    make_profile(user=applicant, city="Mende", place_visibility="nobody", page_visibility="nobody")
    one = make_application(applicant=applicant, state=ApplicationState.READ)
    page = signed_in(host_of(one)).get(one.received_url()).content.decode()
    assert "Mende" not in page


def test_every_act_of_the_page() -> None:
    internship = make_internship(places=5)
    host = internship.author
    browser = signed_in(host)

    def act(name: str, one: Application, **data: Any) -> str:
        address = reverse(f"careers:received_{name}", args=[one.pk])
        return browser.post(address, data, follow=True).content.decode()

    one = make_application(internship=internship)
    colleague = add_colleague(one, display_name="Une Collègue")
    act("open", one)
    assert "étudiez" in act("study", one)
    assert "Quinze jours de plus" in act("extend", one)
    assert "déjà été repoussée" in act("extend", one)
    assert "Confiée à Une Collègue" in act("assign", one, colleague=colleague.pk)
    assert "n’écrit pas pour" in act("assign", one, colleague=make_user().pk)
    assert "Note ajoutée" in act("note", one, text="À rappeler mardi")
    assert "Écrivez quelques mots" in act("note", one, text=" ")
    assert "Choisissez une raison" in act("decline", one)
    assert "Dites cette autre raison" in act("decline", one, reason="other")
    assert "la place est à cette personne" in act("accept", one, note="Lundi")
    one.refresh_from_db()
    assert one.state == ApplicationState.ACCEPTED
    assert "n’attend plus de réponse" in act("decline", one, reason="dates")
    assert "C’est annulé" in act("cancel", one, reason="tutor")


def test_applicant_never_sees_a_note() -> None:
    one = make_application(state=ApplicationState.READ)
    one.notes.create(author=host_of(one), text="canary-note")
    assert one.applicant
    assert (
        "canary-note" not in signed_in(one.applicant).get(one.get_absolute_url()).content.decode()
    )


def test_twelve_declined_from_the_list() -> None:
    internship = make_internship(places=5)
    many = [make_application(internship=internship) for _ in range(12)]
    foreign = make_application()
    browser = signed_in(internship.author)
    slug = internship.organisation.slug
    address = reverse("careers:answer_many", args=[slug])
    chosen = {"candidature": [one.pk for one in [*many, foreign]], "acte": "decliner"}
    mail.outbox.clear()

    page = browser.post(address, chosen)
    assert page.status_code == 200
    assert page.context["chosen"] == {one.pk for one in many}
    assert "Cochez au moins une" in browser.post(address, {"reason": "dates"}).content.decode()
    done = browser.post(address, {**chosen, "reason": "dates", "query": "vue="}, follow=True)

    assert "12 réponses sont parties" in done.content.decode()
    assert sorted(m.to[0] for m in mail.outbox) == sorted(map(email_of, many))
    foreign.refresh_from_db()
    assert foreign.state == ApplicationState.SENT


def test_the_board_shows_each_listing_for_which_somebody_waits() -> None:
    one = make_application()
    listing = one.internship
    assert listing
    host = signed_in(host_of(one))
    board = reverse("careers:board", args=[listing.organisation.slug])
    for state, said in (
        (State.APPROVED, ""),
        (State.SUBMITTED, "en relecture"),
        (State.WITHDRAWN, "retirée"),
    ):
        type(listing).objects.filter(pk=listing.pk).update(state=state)
        strip = host.get(board).content.decode().split('id="annonces"')[1]
        assert "1 candidature à traiter" in strip
        assert said in strip
    actions.withdraw(application=one, by=one.applicant)
    assert listing.title not in host.get(board).content.decode()


def test_there_is_nothing_to_report_before_an_answer() -> None:
    one = make_application()
    browser = signed_in(one.applicant)
    said = f"/signaler/candidature/{one.pk}/"
    assert said not in browser.get(one.get_absolute_url()).content.decode()
    answers.study(application=one, by=host_of(one), note="Appelez-moi.")
    assert said in browser.get(one.get_absolute_url()).content.decode()


def test_several_called_off_from_the_list() -> None:
    internship = make_internship(places=5)
    many = [make_application(internship=internship) for _ in range(3)]
    browser = signed_in(internship.author)
    address = reverse("careers:answer_many", args=[internship.organisation.slug])
    data = {
        "candidature": [one.pk for one in many],
        "acte": "annuler",
        "annulation-reason": "project",
    }
    browser.post(address, data)
    assert set(Application.objects.values_list("state", flat=True)) == {"cancelled"}


def test_file_for_a_spreadsheet_holds_no_formula_and_no_motivation() -> None:
    one = make_application(applicant=make_user(display_name="=HYPERLINK(1)"))
    assert one.organisation
    address = reverse("careers:received_export", args=[one.organisation.slug])
    response = signed_in(host_of(one)).get(address)
    text = response.content.decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in text
    assert WORDS[:20] not in text
    assert response["Cache-Control"] == "no-store, private"
    assert signed_in(make_user()).get(address).status_code == 404


@pytest.mark.parametrize("name", ["board", "received_list", "team"])
def test_pages_of_an_organisation_ask_as_much_for_three_as_for_one(
    name: str,
) -> None:
    internship = make_internship(places=5)
    browser = signed_in(internship.author)
    address = reverse(f"careers:{name}", args=[internship.organisation.slug])
    counts: list[int] = []
    for _round in range(2):
        for _more in range(1 + 2 * len(counts)):
            one = make_application(internship=internship)
            add_colleague(one)
            make_internship(organisation=internship.organisation, author=internship.author)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(address).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 12


def test_mine_asks_as_much_for_three_as_for_one() -> None:
    applicant = make_user()
    counts: list[int] = []
    browser = signed_in(applicant)
    for _round in range(2):
        for _more in range(1 + 2 * len(counts)):
            make_application(applicant=applicant)
            make_draft(applicant=applicant)
        with CaptureQueriesContext(connection) as queries:
            browser.get(reverse("careers:applications"))
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 10


def test_listing_leads_to_the_application() -> None:
    internship = make_internship()
    assert (
        apply_address(internship)[:10]
        in Client().get(internship.get_absolute_url()).content.decode()
    )
    one = make_application(internship=internship)
    assert one.applicant
    page = signed_in(one.applicant).get(internship.get_absolute_url()).content.decode()
    assert one.get_absolute_url() in page
    page = signed_in(internship.author).get(internship.get_absolute_url()).content.decode()
    assert reverse("careers:received_list", args=[internship.organisation.slug]) in page


def test_dashboards_say_what_waits() -> None:
    one = make_application()
    assert one.applicant
    assert one.title in signed_in(one.applicant).get("/mon-espace/").content.decode()
    page = signed_in(host_of(one)).get("/mon-espace/").content.decode()
    assert "1 candidature attend votre réponse" in page


def test_whoever_is_expected_elsewhere_at_these_dates_is_told() -> None:
    intern = make_user()
    make_placement(intern=intern, title="Stage pris")
    client, same, later = signed_in(intern), make_internship(), make_internship()
    Internship.objects.filter(pk=later.pk).update(
        starts_on=date(2031, 1, 6), ends_on=date(2031, 3, 6)
    )
    assert "Stage pris" in client.get(apply_address(same)).text
    assert "Stage pris" not in client.get(apply_address(later)).text
