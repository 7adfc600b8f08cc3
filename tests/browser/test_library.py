"""A visitor reads the library: words, answers, a checklist, a budget, a call sheet."""

import re

import pytest
from playwright.sync_api import expect

from careers import sheets
from careers.enums import SheetKind
from careers.models import Usefulness
from tests import kept
from tests.careers.reading import samples
from tests.consistency import world


@pytest.fixture
def library(live_server):
    kept.put_back("reference", world.load_reference)


@pytest.fixture
def sheet(library, tmp_path, monkeypatch):
    (tmp_path / "dans-le-sac.md").write_text(samples.SHEET)
    monkeypatch.setattr(sheets, "FOLDER", tmp_path)


@pytest.mark.usefixtures("library")
def test_address_of_a_question_opens_its_answer(site):
    page = site.visit("/faq/#multiplier-les-experiences")

    expect(page.locator("#multiplier-les-experiences")).to_be_visible()
    page.goto(f"{site.url}/faq/#faut-il-une-ecole")
    page.wait_for_url("**/faq/?theme=formation#faut-il-une-ecole")
    expect(page.locator("#faut-il-une-ecole")).to_be_visible()


@pytest.mark.usefixtures("library")
def test_answer_is_judged_in_place_with_the_keyboard(site):
    page = site.visit("/faq/?theme=formation#faut-il-une-ecole")
    line = page.locator("#utile-faut-il-une-ecole")
    line.get_by_role("button", name="Oui").press("Enter")

    expect(line).to_contain_text("Merci, c’est noté.")
    expect(line.get_by_role("button", name="Oui")).to_be_focused()
    line.get_by_role("button", name="Non").press("Enter")
    expect(line.get_by_role("button", name="Non")).to_have_attribute("aria-pressed", "true")
    assert list(Usefulness.objects.values_list("key", "useful")) == [
        ("faq:faut-il-une-ecole", False)
    ]


@pytest.mark.usefixtures("library")
def test_answer_is_judged_without_script(browser, site):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{site.url}/faq/?theme=formation")
    page.locator("summary", has_text="Faut-il faire une école").click()
    page.locator("#utile-faut-il-une-ecole").get_by_role("button", name="Oui").click()

    expect(page.get_by_text("Merci, votre réponse est notée.")).to_be_visible()
    assert Usefulness.objects.count() == 1
    page.context.close()


@pytest.mark.usefixtures("sheet")
def test_ticked_boxes_are_found_again(site):
    page = site.visit("/ressources/fiches/dans-le-sac/")
    expect(page.get_by_role("button", name="Tout décocher")).to_be_hidden()
    page.get_by_label("Une lampe et des piles").check()
    page.reload()

    expect(page.get_by_label("Une lampe et des piles")).to_be_checked()
    expect(page.get_by_role("checkbox").nth(1)).not_to_be_checked()
    page.get_by_role("button", name="Tout décocher").click()
    page.reload()
    expect(page.get_by_label("Une lampe et des piles")).not_to_be_checked()


def printed_pages(site, path):
    pdf = site.visit(path).pdf(prefer_css_page_size=True)
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.mark.usefixtures("library")
def test_first_day_is_printed_on_one_page(site, tmp_path, monkeypatch):
    real = sheets.of_kind(SheetKind.FIRST_DAY)
    counts = {one.slug: printed_pages(site, one.get_absolute_url()) for one in real}
    assert {slug for slug, count in counts.items() if count != 1} == set()

    (tmp_path / "premier-jour.md").write_text(samples.FIRST_DAY)
    (tmp_path / "fiche.md").write_text(samples.FIRST_DAY.replace("premier-jour", "fiche", 1))
    monkeypatch.setattr(sheets, "FOLDER", tmp_path)
    assert printed_pages(site, "/ressources/fiches/premier-jour/") == 1
    assert printed_pages(site, "/ressources/fiches/fiche/") > 1


@pytest.mark.usefixtures("library")
def test_budget_adds_up_while_one_changes_it(site):
    page = site.visit("/ressources/devis/")
    bar = page.locator(".budget-bar")
    expect(bar).to_contain_text("Reste")
    meals = page.get_by_role("row", name="Repas").get_by_label("Quantité")
    meals.fill("44")
    meals.press("Tab")

    expect(bar).to_contain_text("Dépassement")
    expect(page.get_by_role("row", name="Repas").get_by_label("Prix")).to_be_focused()
    assert "q-repas=44" in page.url
    page.get_by_label("La ligne fausse").select_option("repas")
    page.get_by_role("button", name="Vérifier").click()
    expect(page.get_by_text("Les comédiens mangent aussi.")).to_be_visible()


@pytest.mark.usefixtures("library")
def test_call_sheet_answers_where_and_when(site):
    page = site.visit("/ressources/feuille-de-service/", width=390)
    page.get_by_label("À la base, parking de la salle Debussy").check()
    page.get_by_label("6 h 30").check()
    page.get_by_role("button", name="Répondre").click()

    expect(page.get_by_text("C’est cela.")).to_be_visible()


@pytest.mark.usefixtures("library")
def test_a_newcomer_finds_a_door_without_fees_and_comes_back(site):
    page = site.visit("/ressources/faut-il-une-ecole/")
    page.get_by_role("link", name="Tenir un outil").click()
    page.get_by_role("link", name="Sans le bac").click()
    page.get_by_role("link", name="Non, il me faut un salaire").click()

    expect(page.get_by_role("heading", level=2).first).to_contain_text("Un loueur de matériel")
    expect(page.get_by_text("sans frais").first).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Pouvez-vous suivre une formation")).to_be_visible()
