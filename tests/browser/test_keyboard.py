"""The site without a mouse."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.factories import make_internship, make_user


def focused(page: Page) -> str:
    found: str = page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
    return found


@pytest.mark.parametrize("path", ["/", "/metiers/", "/stages/", "/aide/", "/compte/login/"])
def test_skip_link_comes_first_and_leads_to_the_content(site, path):
    page = site.visit(path)
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="Aller au contenu")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()

    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_error_summary_leads_to_each_field(site):
    site.sign_in(make_user())
    page = site.visit("/structures/creer/")
    page.get_by_role("button", name="Enregistrer la structure").click()

    summary = page.locator("[data-clap-errors]")
    expect(summary).to_be_focused()
    links = summary.get_by_role("link")
    expect(links).to_have_count(4)
    for number in range(4):
        target = (links.nth(number).get_attribute("href") or "").removeprefix("#")
        links.nth(number).focus()
        page.keyboard.press("Enter")
        expect(page.locator(f"[id='{target}']")).to_be_focused()


def test_every_stop_of_the_keyboard_is_seen(site):
    """A focus that nothing shows loses the person who follows it."""
    page = site.visit("/")
    page.keyboard.press("Tab")
    seen: list[str] = []
    while "<body" not in focused(page) and len(seen) < 60:
        seen.append(focused(page))
        shown = page.evaluate(
            """() => { const style = getComputedStyle(document.activeElement);
                return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
                    || style.boxShadow !== "none" }"""
        )
        assert shown, focused(page)
        page.keyboard.press("Tab")

    assert len(seen) > 10


def test_filters_apply_from_the_keyboard(site):
    for days in (30, 120):
        start = timezone.localdate() + timedelta(days=60)
        make_internship(starts_on=start, ends_on=start + timedelta(days=days))
    page = site.visit("/stages/")
    details = page.locator("details.filters")
    if details.get_attribute("open") is None and details.locator("summary").is_visible():
        details.locator("summary").focus()
        page.keyboard.press("Enter")
    box = details.get_by_role("checkbox", name="plus de 2 mois")
    box.focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Appliquer les filtres").focus()
    page.keyboard.press("Enter")

    page.wait_for_url("**/stages/?*duree=longue*")
    expect(page.get_by_role("checkbox", name="plus de 2 mois")).to_be_checked()
