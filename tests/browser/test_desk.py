"""A trained hand at the moderators' desk: few gestures, with the mouse or without."""

import re
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import expect

from portal.moderation.models import Measure
from tests.factories import make_internship, make_moderator
from tests.portal.moderation.factories import case_of

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="la même page sur les deux bases"),
]
QUEUE = "/admin/moderation/case/"


@pytest.fixture(autouse=True)
def _no_second_factor(settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR_REQUIRED = False


def test_a_case_is_settled_in_three_gestures_from_the_queue(site: Any) -> None:
    case_of(make_internship())
    site.sign_in(make_moderator())
    page = site.visit(QUEUE)

    page.locator("[data-clap-row] a").first.click()
    page.get_by_label("Masquer : argent demandé").check()
    expect(page.locator("#lettre")).to_contain_text("n’est plus visible des autres")
    expect(page.locator("#id_facts")).to_have_value("Votre texte demande de l’argent à des "
                                                    "personnes qui candidatent.")  # fmt: skip
    page.get_by_role("button", name="Décider et prévenir").click()

    expect(page).to_have_url(site.url + QUEUE)
    assert Measure.objects.get().on_target == "hide"


def test_a_case_is_settled_from_the_keyboard(site: Any) -> None:
    case_of(make_internship())
    site.sign_in(make_moderator())
    page = site.visit(QUEUE)

    page.keyboard.press("j")
    page.keyboard.press("o")
    expect(page.get_by_role("heading", name="Décider")).to_be_visible()
    page.wait_for_load_state()
    page.keyboard.press("1")
    expect(page.locator("#lettre")).to_contain_text("pas constaté de manquement")
    page.keyboard.press("Enter")
    expect(page).to_have_url(site.url + QUEUE)
    assert Measure.objects.get().is_dismissal


def test_a_template_leaves_alone_what_was_typed(site: Any) -> None:
    case = case_of(make_internship())
    site.sign_in(make_moderator())
    page = site.visit(f"{QUEUE}{case.pk}/change/")

    page.get_by_label("Masquer : argent demandé").check()
    page.locator("#id_facts").fill("Vous demandez 50 euros.")
    page.get_by_label("Demander une correction").check()
    expect(page.locator("#id_facts")).to_have_value("Vous demandez 50 euros.")
    expect(page.locator("#id_on_target")).to_have_value("change")
    expect(page.locator("#id_why")).to_have_value(re.compile("s’y fient"))
    # Still so on the page that comes back with the letter.
    page.locator("#id_note").fill("À relire.")
    page.get_by_role("button", name="Voir la lettre").click()
    expect(page.locator("#id_note")).to_have_value("À relire.")
    page.get_by_label("Masquer : argent demandé").check()
    expect(page.locator("#id_facts")).to_have_value("Vous demandez 50 euros.")
    expect(page.locator("#id_on_target")).to_have_value("hide")


@pytest.mark.parametrize("width", [390, 1280])
def test_the_letter_asked_for_is_in_sight_and_in_focus(site: Any, width: int) -> None:
    case = case_of(make_internship())
    site.sign_in(make_moderator())
    page = site.visit(f"{QUEUE}{case.pk}/change/", width=width)
    page.get_by_label("Masquer : argent demandé").check()
    page.get_by_role("button", name="Voir la lettre").click()
    expect(page).to_have_url(re.compile("#lettre$"))
    expect(page.get_by_role("heading", name="La lettre")).to_be_in_viewport()
    expect(page.locator("#lettre")).to_be_focused()
    page.get_by_role("button", name="Décider et prévenir").click()
    expect(page).to_have_url(site.url + QUEUE)


def test_queue_fits_a_phone_with_whole_words(site: Any) -> None:
    title = "Assistanat mise en scène, court métrage de fin d’études"
    case_of(make_internship(title=title), reason="personal_data")
    site.sign_in(make_moderator())
    page = site.visit(QUEUE, width=390)
    scroll = page.locator(".desk-scroll")
    assert scroll.evaluate("box => box.scrollWidth <= box.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    cells = page.get_by_role("row").last.get_by_role("cell")
    expect(cells).to_have_count(6)
    for number in range(6):
        box = cells.nth(number).bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
    # What it takes not to break a word: the width of its longest one.
    for number in (1, 2, 3, 4, 5):
        assert cells.nth(number).evaluate(
            """cell => {
              const there = cell.clientWidth;
              cell.style.cssText = "width: min-content; overflow-wrap: normal; word-break: normal";
              cell.querySelectorAll("a").forEach((one) => { one.style.overflowWrap = "normal"; });
              return cell.offsetWidth <= there + 1;
            }"""
        )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_desk_is_accessible(site: Any, axe: Any, scheme: str) -> None:
    case = case_of(make_internship())
    site.sign_in(make_moderator())
    for path in (QUEUE, f"{QUEUE}{case.pk}/change/"):
        axe(site.visit(path, scheme=scheme))
