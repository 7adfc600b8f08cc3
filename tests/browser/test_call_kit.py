"""The questions before saying yes: ticked in a browser without an account, then kept with one."""

from playwright.sync_api import expect

from careers.models import CallTick
from tests.factories import make_user

PAGE = "/stages/questions-avant-de-dire-oui/"


def test_ticks_stay_in_the_browser_then_go_into_the_account(site):
    page = site.visit(PAGE)
    page.get_by_role("checkbox", name="Quel papier").check()
    page.get_by_role("checkbox", name="Qui avance les dépenses").check()
    expect(page.get_by_role("status").filter(has_text="à avoir d’abord")).to_have_text(
        "1 sur les 8 à avoir d’abord, 2 sur 21 en tout"
    )

    site.visit(PAGE)
    expect(page.get_by_role("checkbox", name="Quel papier")).to_be_checked()
    expect(page.locator('.cover-film [data-level="yes"]')).to_have_count(1)

    member = make_user()
    site.sign_in(member)
    site.visit(PAGE)
    page.get_by_role("button", name="Les reprendre dans mon compte").click()
    expect(page.get_by_role("checkbox", name="Quel papier")).to_be_checked()

    assert CallTick.objects.of(member).slugs() == {"contrat", "frais"}
    assert page.evaluate("localStorage.length") == 0


def test_another_call_begins_with_an_empty_list(site):
    page = site.visit(PAGE)
    page.get_by_role("checkbox", name="Quel papier").check()

    page.get_by_role("link", name="Recommencer pour un autre appel").click()

    expect(page.get_by_role("checkbox", name="Quel papier")).not_to_be_checked()
