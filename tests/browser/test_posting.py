"""An internship from its first draft to its readers."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from careers import legal_reference
from careers.models import Glance, Internship, Organisation
from portal.accounts.models import User
from portal.moderation.enums import State
from tests.consistency import world
from tests.factories import (
    PASSWORD,
    make_internship,
    make_moderator,
    make_organisation,
    make_role,
    make_user,
)

TITLE = "Stage régie, premier long métrage"
QUEUE = "/admin/careers/internship/?state__exact=submitted"


@pytest.fixture
def someone(site, new_context):
    """A way for another person to come to the site, with their own browser."""

    def arrive(user=None, **options):
        other = type(site)(page=new_context(**options).new_page(), url=site.url)
        if user:
            other.sign_in(user)
        return other

    return arrive


@pytest.fixture
def moderator(live_server):
    moderator = make_moderator(display_name="Jo Relecture")
    world.secure(moderator)
    return moderator


def fill_organisation(page: Page) -> None:
    page.get_by_label("Nom").fill("Les Films du pont")
    page.get_by_label("Type de structure").select_option("film")
    page.get_by_label("Ville").fill("Lyon")
    page.get_by_label("Département").select_option("69")


def steps_of(**changes: str) -> dict[str, dict[str, str]]:
    """What is typed in each step, by label."""
    day = timezone.localdate()
    steps = {
        "cadre": {"Titre": TITLE},
        "mission": {
            "Missions": "Préparer les décors avec la régisseuse générale.",
            "Ce que la personne apprendra": "Préparer un décor, lire un plan de travail.",
        },
        "conditions": {
            "Ville": "Lyon",
            "Premier jour": (day + timedelta(days=60)).isoformat(),
            "Dernier jour": (day + timedelta(days=120)).isoformat(),
            "Heures par semaine": "35",
            "Gratification (€ par heure)": "6",
            "Date limite de candidature": (day + timedelta(days=30)).isoformat(),
            "À préparer pour candidater": "Un mot à stages@example.org.",
        },
        "accueil": {
            "Nom du tuteur ou de la tutrice": "Camille Martin",
            "Sa fonction": "régisseuse générale",
        },
    }
    return {
        step: {label: changes.get(label, value) for label, value in fields.items()}
        for step, fields in steps.items()
    }


def fill_step(page: Page, step: str, fields: dict[str, str]) -> None:
    if step == "cadre":
        page.get_by_label("Nous signons une convention").check()
        page.get_by_label("Le stage s’inscrit dans un cursus").check()
    elif step == "mission":
        page.get_by_label("Métier").select_option(label="Régisseur·euse")
        page.get_by_label("Niveau de formation visé").select_option("bac2")
    elif step == "conditions":
        page.get_by_label("Département (lieu)").select_option("69")
    for label, value in fields.items():
        page.get_by_label(re.compile(f"^{re.escape(label)}( \\(facultatif\\))?$")).fill(value)


def fill_listing(page: Page, **changes: str) -> None:
    """Go through the four steps, from the empty form to the last one."""
    for step, fields in steps_of(**changes).items():
        fill_step(page, step, fields)
        press(page, "Enregistrer et continuer")
        page.wait_for_url(re.compile(r"/modifier/(?!" + step + ")[a-z]+/$"))


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def decide(page: Page, decision: str, reason: str = "", note: str = "") -> None:
    page.get_by_label(decision).check()
    if reason:
        page.get_by_label("Motif de la correction").select_option(label=reason)
    page.get_by_label("Mot à l’auteur·rice").fill(note)
    press(page, "Décider et prévenir")
    expect(page.locator(".messagelist")).to_be_visible()


def mails_to(user: User) -> list[str]:
    return [str(message.subject) for message in mail.outbox if message.to == [user.email]]


def test_internship_is_written_approved_and_read(site, someone, complaints):
    role, producer, moderator = make_role(), make_user(), make_moderator()
    secret = world.secure(moderator)

    # The producer signs in with the real form, and presents the company first.
    page = site.visit("/stages/publier/")
    page.get_by_label("E-mail").fill(producer.email)
    page.get_by_role("textbox", name="Mot de passe").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Se connecter").click()
    page.wait_for_url("**/structures/creer/")
    fill_organisation(page)
    press(page, "Enregistrer la structure")

    # A draft may lack something, and is kept.
    page.wait_for_url("**/stages/publier/")
    fill_listing(page, **{"Nom du tuteur ou de la tutrice": ""})
    strip = page.get_by_role("navigation", name="Étapes de l’annonce")
    strip.get_by_role("link", name="Accueil").click()
    expect(page.get_by_label("Sa fonction")).to_have_value("régisseuse générale")
    press(page, "Enregistrer et revenir")
    expect(page.get_by_label("Ville")).to_have_value("Lyon")
    strip.get_by_role("link", name="Relire").click()

    # What is missing is said when it is sent, and leads to its field.
    press(page, "Envoyer en relecture")
    summary = page.locator("[data-clap-errors]")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("link")).to_have_count(1)
    summary.get_by_role("link").click()
    expect(page.locator("#id_tutor_name")).to_be_in_viewport()
    page.get_by_label("Nom du tuteur").fill("Camille Martin")
    press(page, "Enregistrer et relire")
    expect(page.get_by_text("Rien ne manque")).to_be_visible()
    press(page, "Envoyer en relecture")
    page.wait_for_url(re.compile(r"/stages/\d+-"))
    address = page.url.removeprefix(site.url)
    expect(page.get_by_role("status")).to_contain_text("Annonce envoyée")

    # Nobody else sees it yet.
    complaints.expect(rf"status of 404.*{re.escape(address)}")
    visitor = someone()
    visitor.visit(address, status=404)
    expect(visitor.visit("/stages/").get_by_text(TITLE)).to_have_count(0)
    expect(visitor.visit(role.get_absolute_url()).get_by_text(TITLE)).to_have_count(0)

    # The moderator opens the queue and approves.
    desk = someone().visit("/compte/login/")
    desk.get_by_label("E-mail").fill(moderator.email)
    desk.get_by_role("textbox", name="Mot de passe").fill(PASSWORD)
    desk.locator("main").get_by_role("button", name="Se connecter").click()
    desk.get_by_label(re.compile("code", re.IGNORECASE)).first.fill(world.code(secret))
    press(desk, "Se connecter")
    desk.get_by_role("region", name="À relire").get_by_role("link", name="Stages").click()
    desk.get_by_role("link", name=TITLE).click()
    expect(desk.get_by_text("Préparer les décors avec la régisseuse générale.")).to_be_visible()
    decide(desk, "publier")
    assert mails_to(producer) == ["Votre annonce est publiée"]

    # Everybody reads it, where they look for it.
    for path in ("/stages/", role.get_absolute_url(), "/"):
        expect(visitor.visit(path).get_by_role("link", name=TITLE)).to_be_visible()
    visitor.page.get_by_role("link", name=TITLE).click()
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text(TITLE)
    assert visitor.page.url == site.url + address
    expect(visitor.page.get_by_text("stages@example.org")).to_have_count(0)


def test_rejected_internship_is_mended_and_approved(site, someone, moderator):
    author = make_user()
    waiting = make_internship(author=author, title=TITLE, state=State.SUBMITTED)
    reason = "Les missions ne disent pas assez ce que la personne fera et apprendra."

    desk = someone(moderator)
    desk.visit(QUEUE).get_by_role("link", name=TITLE).click()
    decide(desk.page, "demander une correction", reason, note="Dites avec qui.")
    assert mails_to(author) == ["Votre annonce est à corriger"]
    assert reason in mail.outbox[-1].body
    assert "Dites avec qui." in mail.outbox[-1].body

    site.sign_in(author)
    page = site.visit(waiting.get_absolute_url())
    expect(page.get_by_text(reason)).to_be_visible()
    expect(page.get_by_text("Dites avec qui.")).to_be_visible()
    page.get_by_role("link", name="Corriger", exact=True).click()
    page.get_by_role("link", name=re.compile("^Mission")).click()
    page.get_by_label("Missions").fill("Tenir la liste des décors avec la régisseuse générale.")
    press(page, "Enregistrer et relire")
    press(page, "Envoyer en relecture")
    expect(page.get_by_role("status")).to_contain_text("Annonce envoyée")

    desk.visit(QUEUE).get_by_role("link", name=TITLE).click()
    expect(desk.page.get_by_text("Tenir la liste des décors")).to_be_visible()
    decide(desk.page, "publier")
    assert mails_to(author) == ["Votre annonce est à corriger", "Votre annonce est publiée"]
    expect(someone().visit("/stages/").get_by_role("link", name=TITLE)).to_be_visible()


def test_rejection_without_a_reason_is_not_sent(someone, moderator):
    author = make_user()
    make_internship(author=author, title=TITLE, state=State.SUBMITTED)
    desk = someone(moderator)
    desk.visit(QUEUE).get_by_role("link", name=TITLE).click()
    desk.page.get_by_label("demander une correction").check()
    press(desk.page, "Décider et prévenir")

    expect(desk.page.locator(".field-error")).to_contain_text("porte un motif")
    assert Internship.objects.get().state == State.SUBMITTED
    assert mails_to(author) == []


def test_edit_of_a_published_internship_hides_it_until_read_again(site, someone, complaints):
    author = make_user()
    published = make_internship(author=author, title=TITLE)
    address = published.get_absolute_url()
    visitor = someone()
    visitor.visit(address)

    site.sign_in(author)
    page = site.visit(f"/stages/{published.pk}/modifier/mission/")
    expect(page.get_by_text("Cette annonce est en ligne")).to_be_visible()
    page.get_by_label("Missions").fill("Tout autre chose.")
    # Leaving the field only checks: what is read by everybody changes by the button alone.
    page.get_by_label("Missions").blur()
    expect(page.locator("#enregistre")).to_contain_text("Rien n’est encore enregistré")
    assert Internship.objects.get().state == State.APPROVED
    press(page, "Enregistrer")
    said = page.get_by_role("status").filter(has_text="attend une nouvelle relecture")
    expect(said).to_be_visible()

    complaints.expect(rf"status of 404.*{re.escape(address)}")
    visitor.visit(address, status=404)
    expect(visitor.visit("/stages/").get_by_text(TITLE)).to_have_count(0)


def test_whole_journey_works_without_javascript(someone, moderator):
    role, author = make_role(), make_user()
    quiet = someone(author, java_script_enabled=False)
    page = quiet.visit("/structures/creer/")
    fill_organisation(page)
    press(page, "Enregistrer la structure")
    fill_listing(page)
    press(page, "Envoyer en relecture")
    expect(page.get_by_role("status")).to_contain_text("Annonce envoyée")

    desk = someone(moderator, java_script_enabled=False)
    desk.visit(QUEUE).get_by_role("link", name=TITLE).click()
    decide(desk.page, "publier")

    reader = someone(java_script_enabled=False)
    expect(reader.visit(role.get_absolute_url()).get_by_role("link", name=TITLE)).to_be_visible()
    page = reader.visit("/")
    page.get_by_role("searchbox").fill("unit manager")
    press(page, "Chercher")
    expect(page.get_by_role("link", name="Régisseur·euse")).to_be_visible()


def test_second_click_on_a_slow_network_sends_nothing_more(site):
    make_role()
    author = make_user()
    make_organisation(owner=author)
    site.sign_in(author)
    page = site.visit("/stages/publier/")
    fill_step(page, "cadre", {"Titre": TITLE})
    on_their_way: list[Route] = []
    page.route(
        "**/stages/publier/",
        lambda route: on_their_way.append(route),
    )
    button = page.get_by_role("button", name="Enregistrer le brouillon")
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    assert box is not None
    for _ in range(2):
        # Not `button.click()`, which is too patient to click what is said to be disabled.
        page.mouse.click(box["x"] + 10, box["y"] + 10)
        page.wait_for_timeout(200)

    assert len(on_their_way) == 1
    on_their_way[0].continue_()
    page.wait_for_url("**/modifier/")
    assert Internship.objects.count() == 1


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_form_that_reaches_the_server_twice_makes_one_of_each(someone, script):
    """The answer got lost on its way back, and the very same form is sent again."""

    def send_twice(route: Route) -> None:
        if route.request.method == "POST":
            route.fetch(max_redirects=0)
        route.continue_()

    make_role()
    page = someone(make_user(), java_script_enabled=script).visit("/structures/creer/")
    page.route(re.compile("/(creer|publier)/$"), send_twice)
    fill_organisation(page)
    press(page, "Enregistrer la structure")
    page.wait_for_url("**/stages/publier/")
    assert Organisation.objects.count() == 1

    fill_step(page, "cadre", {"Titre": TITLE})
    press(page, "Enregistrer le brouillon")
    page.wait_for_url("**/modifier/")
    assert Internship.objects.count() == 1


def draft_on_screen(site: Any, step: str) -> tuple[Page, Internship]:
    author = make_user()
    draft = make_internship(author=author, title=TITLE, state=State.DRAFT)
    site.sign_in(author)
    return site.visit(f"/stages/{draft.pk}/modifier/{step}/"), draft


def test_what_is_typed_is_saved_and_checked_without_a_button(site):
    legal_reference.load()
    page, draft = draft_on_screen(site, "conditions")
    expect(page.locator("#enregistre")).to_have_text("Ce que vous écrivez s’enregistre tout seul.")
    day = timezone.localdate() + timedelta(days=60)
    page.get_by_label("Dernier jour").fill((day + timedelta(days=120)).isoformat())
    page.get_by_label("Gratification (€ par heure)").fill("0")
    page.get_by_label("Gratification (€ par heure)").blur()

    expect(page.locator("#enregistre")).to_contain_text("Enregistré à")
    expect(page.locator("#controle .law")).to_have_attribute("data-state", "failed")
    draft.refresh_from_db()
    assert draft.hourly_pay == 0
    # And again: each saving gives the form the version for the next one.
    page.get_by_label("Gratification (€ par heure)").fill("6")
    page.get_by_label("Gratification (€ par heure)").blur()
    expect(page.locator("#controle .law")).not_to_have_attribute("data-state", "failed")
    expect(page.locator("#enregistre")).to_contain_text("Enregistré à")
    page.reload()
    expect(page.get_by_label("Gratification (€ par heure)")).to_have_value("6.00")


def test_button_pressed_during_a_saving_waits_for_it(site):
    page, draft = draft_on_screen(site, "conditions")
    held: list[Route] = []

    def hold(route: Route) -> None:
        if route.request.headers.get("hx-request"):
            held.append(route)
        else:
            route.continue_()

    page.route("**/conditions/", hold)
    page.get_by_label("Ville").fill("Nantes")
    page.get_by_label("Ville").blur()
    expect(page.locator("[data-clap-autosave].htmx-request")).to_have_count(1)
    press(page, "Enregistrer et continuer")
    held[0].continue_()

    page.wait_for_url("**/accueil/")
    expect(page.get_by_text("autre fenêtre")).to_have_count(0)
    draft.refresh_from_db()
    assert draft.city == "Nantes"


def test_second_window_is_told_and_the_first_one_s_text_stays(site):
    page, draft = draft_on_screen(site, "conditions")
    draft.city = "Brest"
    draft.save_edit(read=draft.revision)
    page.get_by_label("Ville").fill("Nantes")
    page.get_by_label("Ville").blur()

    expect(page.locator("#enregistre")).to_contain_text("modifiée dans une autre fenêtre")
    draft.refresh_from_db()
    assert draft.city == "Brest"
    press(page, "Enregistrer et continuer")
    expect(page.get_by_label("Ville")).to_have_value("Nantes")
    press(page, "Enregistrer et continuer")
    page.wait_for_url("**/accueil/")
    draft.refresh_from_db()
    assert draft.city == "Nantes"


def test_listing_is_kept_in_place_and_the_history_fills_itself(site):
    listing, member = make_internship(title=TITLE), make_user()
    site.sign_in(member)
    page = site.visit(listing.get_absolute_url())
    press(page, "Garder cette annonce")
    expect(page.get_by_role("button", name="Gardée")).to_be_focused()
    page.get_by_role("link", name="Mes stages gardés").click()
    expect(page.get_by_role("link", name=TITLE)).to_have_count(2)
    press(page, "Effacer et ne plus rien noter")
    expect(page.get_by_role("link", name=TITLE)).to_have_count(1)
    assert Glance.objects.count() == 0
