"""A visitor travels the map of the careers, ticks what they like and know, then signs in."""

import pytest
from playwright.sync_api import expect

from careers.models import Role, SkillMark
from tests import kept
from tests.consistency import world
from tests.factories import make_user


@pytest.fixture(autouse=True)
def guides(live_server):
    kept.put_back("reference", world.load_reference)


def test_way_is_found_without_leaving_the_page_and_back_again(site):
    page = site.visit("/parcours/")
    page.get_by_label("Je pars de").select_option("scripte")
    page.get_by_label("Je voudrais être").select_option("monteur")
    page.get_by_role("button", name="Voir le trajet").click()

    page.wait_for_url("**/parcours/?de=scripte&vers=monteur")
    expect(page.get_by_role("heading", name="Scripte → Chef·fe monteur·euse")).to_be_visible()
    expect(page.locator(".map a.lit")).to_have_count(2)

    page.go_back()
    page.wait_for_url("**/parcours/")
    expect(page.get_by_role("heading", name="Ligne par ligne")).to_be_visible()


def test_every_station_of_the_map_is_reached_and_seen_from_the_keyboard(site):
    page = site.visit("/parcours/")
    stations = page.locator(".map a")
    expect(stations).to_have_count(Role.objects.count())
    stations.first.focus()
    seen = []
    for _ in range(stations.count()):
        name, colour, radius = page.evaluate(
            """() => { const circle = document.activeElement.querySelector("circle");
                return [document.activeElement.textContent.trim(), getComputedStyle(circle).fill,
                    parseFloat(getComputedStyle(circle).r)] }"""
        )
        assert (colour, radius) == ("rgb(255, 176, 32)", 12), name
        seen.append(name)
        page.keyboard.press("Tab")

    assert len(set(seen)) == Role.objects.count()
    assert seen[0] == "Assistant·e de production"
    assert "map" not in page.evaluate("document.activeElement.closest('svg')?.className ?? ''")


def test_phone_has_the_lists_for_a_map(site):
    page = site.visit("/parcours/", width=390)

    expect(page.locator(".map")).to_be_hidden()
    expect(page.get_by_role("link", name="Perchiste", exact=True)).to_be_visible()


def test_names_on_the_map_do_not_meet(site):
    """In the browser's own letters, at both ends of the widths that show the map."""
    page = site.visit("/parcours/")
    for width in (1088, 1600):
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate("document.fonts.ready")
        boxes = page.locator(".map a text").evaluate_all(
            """texts => texts.map(text => { const box = text.getBoundingClientRect();
                return [text.textContent, box.left, box.top, box.right, box.bottom,
                    parseFloat(getComputedStyle(text).fontSize) * box.width / text.getBBox().width]
            })"""
        )
        met = [
            (one[0], two[0])
            for number, one in enumerate(boxes)
            for two in boxes[number + 1 :]
            if one[1] < two[3] and two[1] < one[3] and one[2] < two[4] - 3 and two[2] < one[4] - 3
        ]
        assert met == []
        assert min(box[5] for box in boxes) >= 11


def test_skills_stay_in_the_browser_then_go_into_the_account(site):
    page = site.visit("/metiers/scripte/competences/")
    first = page.get_by_role("group").first
    first.get_by_role("radio", name="oui").check()
    expect(page.locator("[data-clap-percent]")).to_have_text("25")

    site.visit("/metiers/scripte/competences/")
    expect(first.get_by_role("radio", name="oui")).to_be_checked()
    expect(page.locator("[data-clap-percent]")).to_have_text("25")

    member = make_user()
    site.sign_in(member)
    site.visit("/mon-espace/")
    page.get_by_role("button", name="Les reprendre dans mon compte").click()
    expect(page.get_by_text("est gardé dans votre compte")).to_be_visible()
    expect(page.locator("[data-clap-take-over]")).to_be_hidden()

    assert list(SkillMark.objects.of(member).values_list("level", flat=True)) == ["yes"]
    assert page.evaluate("localStorage.length") == 0


def test_what_the_browser_kept_can_be_forgotten(site):
    page = site.visit("/parcours/gouts/")
    page.get_by_role("checkbox", name="Le calme").check()
    expect(page.get_by_role("heading", name="métiers répondent à vos goûts")).to_be_visible()
    site.sign_in(make_user())
    site.visit("/parcours/gouts/")

    page.get_by_role("button", name="Les oublier").click()

    expect(page.locator("[data-clap-take-over]")).to_have_count(0)
    assert page.evaluate("localStorage.length") == 0


def test_tastes_come_back_without_an_account(site):
    page = site.visit("/parcours/gouts/")
    page.get_by_role("checkbox", name="Le calme").check()
    page.wait_for_url("**gout=calme*")

    site.visit("/parcours/gouts/")

    expect(page.get_by_role("checkbox", name="Le calme")).to_be_checked()
    expect(page.get_by_role("heading", name="métiers répondent à vos goûts")).to_be_visible()


@pytest.mark.parametrize("path", ["/parcours/", "/parcours/?de=scripte&vers=monteur"])
def test_pages_work_without_a_script(new_context, live_server, path):
    context = new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url + path)
    page.get_by_label("Je pars de").select_option("perchman")
    page.get_by_label("Je voudrais être").select_option("monteur")
    page.get_by_role("button", name="Voir le trajet").click()
    expect(page.get_by_role("heading", name="Perchiste → Chef·fe monteur·euse")).to_be_visible()

    page.goto(f"{live_server.url}/metiers/scripte/competences/")
    page.get_by_role("group").first.get_by_role("radio", name="oui").check()
    page.get_by_role("button", name="Calculer ma part").click()
    expect(page.locator("[data-clap-percent]")).to_have_text("25")
