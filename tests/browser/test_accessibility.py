"""Every page of the site under axe, 1280 pixels wide in light, 390 in dark.

The browser's own complaints (script errors, breaches of the content security policy, requests
to another host) fail these tests too: see `complaints` in conftest.py.
"""

import pytest
from django.db import connection

from tests import kept
from tests.consistency import world
from tests.consistency.screens import inspect

pytestmark = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="une page a la même allure sur les deux bases"
)
# Making the content costs more than opening a page: a few pages share it.
TOGETHER = 6


def groups():
    for who in ("visitor", "member", "moderator"):
        pages = [page for page in world.PAGES if page.who == who]
        for start in range(0, len(pages), TOGETHER):
            chosen = pages[start : start + TOGETHER]
            yield pytest.param(who, chosen, id=f"{who}-{start // TOGETHER + 1}")


@pytest.mark.parametrize(("who", "pages"), list(groups()))
def test_pages_are_accessible(who, pages, site, axe, complaints, subtests):
    made = kept.put_back("world", lambda: world.build(listings=3))
    if who != "visitor":
        site.sign_in(getattr(made, who))

    for page in pages:
        if page.status != 200:
            complaints.expect(f"status of {page.status}")
        with subtests.test(page.name):
            inspect(site.visit(page.address(made), status=page.status), axe)
