"""A visitor looks for a trade and reads its guide."""

import pytest
from playwright.sync_api import expect

from tests import kept
from tests.consistency import world


@pytest.fixture
def guides(live_server):
    kept.put_back("reference", world.load_reference)


@pytest.mark.usefixtures("guides")
def test_visitor_finds_a_guide_by_its_english_name(site):
    page = site.visit("/")
    page.get_by_role("searchbox").fill("location manager")
    page.get_by_role("button", name="Chercher").click()

    expect(page.get_by_role("status").last).to_contain_text("résultat")
    page.get_by_role("link", name="Régisseur·euse général·e", exact=True).click()
    page.wait_for_url("**/metiers/regisseur-general/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Régisseur·euse général·e")
    expect(page.get_by_role("heading", name="La mission")).to_be_visible()
    expect(page.get_by_role("heading", name="Une journée")).to_be_visible()


@pytest.mark.usefixtures("guides")
def test_list_narrows_while_typing_and_comes_back(site):
    page = site.visit("/metiers/")
    found = page.locator("#metiers")
    everything = found.get_by_role("listitem").count()
    page.get_by_role("searchbox").press_sequentially("montage", delay=20)

    expect(found.get_by_role("status")).to_contain_text("montage")
    page.wait_for_url("**/metiers/?q=montage")
    assert 0 < found.get_by_role("listitem").count() < everything
    expect(page.get_by_role("searchbox")).to_be_focused()

    page.go_back()
    page.wait_for_url("**/metiers/")
    expect(found.get_by_role("listitem")).to_have_count(everything)


@pytest.mark.usefixtures("guides")
def test_nothing_found_says_what_to_do_next(site):
    page = site.visit("/metiers/?q=astronaute")

    expect(page.get_by_role("heading", name="Aucun métier à ce nom")).to_be_visible()
    page.get_by_role("link", name="Voir tous les métiers").click()
    page.wait_for_url("**/metiers/")


@pytest.mark.usefixtures("guides")
def test_table_sorts_by_each_column_both_ways(site):
    page = site.visit("/metiers/tableau/")
    rows = page.locator("tbody tr")
    total = rows.count()

    for column in ("Métier", "Niveau", "Exposition à l’IA"):
        heading = page.get_by_role("columnheader", name=column)
        heading.get_by_role("link").click()
        expect(heading).to_have_attribute("aria-sort", "ascending")
        rising = rows.locator("th").all_inner_texts()
        heading.get_by_role("link").click()
        expect(heading).to_have_attribute("aria-sort", "descending")
        assert rows.locator("th").all_inner_texts() == rising[::-1]
        assert len(rising) == total == len(set(rising))
        expect(page.locator("th[aria-sort]")).to_have_count(1)


@pytest.mark.usefixtures("guides")
def test_phone_reads_the_table_row_by_row(site):
    """No column is out of sight: each cell carries its heading with it."""
    page = site.visit("/metiers/tableau/", width=390)
    cell = page.locator("tbody tr").first.locator("td").last

    expect(cell).to_have_attribute("data-label", "Et après")
    box = cell.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390


@pytest.mark.usefixtures("guides")
def test_long_word_and_header_stay_within_a_phone(site):
    page = site.visit(f"/recherche/?q={'x' * 200}", width=390)

    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.locator("header").get_by_role("link", name="English").click()
    page.wait_for_url("**/en/recherche/**")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
