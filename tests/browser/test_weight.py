"""What a first visit costs whoever pays for their data."""

import gzip

import pytest
from playwright.sync_api import Response

from tests import kept
from tests.consistency import world

ASSETS_LIMIT = 120_000
HTML_LIMIT = 60_000
REQUESTS_LIMIT = 12
# Already compressed.
AS_IS = ("font/", "image/png", "image/jpeg", "image/webp", "image/avif")
PAGES = {
    "home": lambda made: "/",
    "list": lambda made: "/stages/",
    "roles": lambda made: "/metiers/",
    "guide": lambda made: made.role.get_absolute_url(),
    "listing": lambda made: made.published.get_absolute_url(),
    "festivals": lambda made: "/festivals/",
    "meetups": lambda made: "/rencontres/",
    "member": lambda made: made.people.profile.get_absolute_url(),
    "sign-up": lambda made: "/compte/signup/",
    "sign-in": lambda made: "/compte/login/",
}


def transferred(response: Response) -> int:
    """The bytes as production sends them.

    The test server sends each file as it is; WhiteNoise would have compressed it beforehand.
    """
    body = response.body()
    if response.headers.get("content-type", "").startswith(AS_IS):
        return len(body)
    return len(gzip.compress(body, compresslevel=9))


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_first_visit_is_light(address, site):
    made = kept.put_back("world", lambda: world.build(listings=3))
    responses: list[Response] = []
    site.page.on("response", lambda response: responses.append(response))
    site.visit(address(made))
    site.page.wait_for_load_state("networkidle")

    [document] = [r for r in responses if r.request.resource_type == "document"]
    weights = {r.url: transferred(r) for r in responses if r is not document}
    assert any(url.endswith(".css") for url in weights), "Rien n’a été pesé."
    assert all(response.ok for response in responses)
    assert len(document.body()) < HTML_LIMIT
    assert sum(weights.values()) < ASSETS_LIMIT, weights
    assert len(responses) <= REQUESTS_LIMIT, sorted(weights)
