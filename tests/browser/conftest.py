"""Fixtures of the browser journeys: a watched page, and an accessibility check."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request
from pytest_django.live_server_helper import LiveServer

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@dataclass
class Complaints:
    """What the browser complained about; anything left at the end fails the test.

    Chromium writes each breach of the content security policy to the console as an error.
    """

    host: str
    found: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def expect(self, pattern: str) -> None:
        """Say that the page is meant to cause this complaint (a 404 is one, for instance)."""
        self.expected.append(pattern)

    def watch(self, context: BrowserContext) -> None:
        context.on("console", self.on_console)
        context.on("weberror", lambda event: self.found.append(f"exception : {event.error}"))
        context.on("request", self.on_request)

    def on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.found.append(f"console : {message.text} ({message.location['url']})")

    def on_request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https", "ws", "wss") and address.netloc != self.host:
            self.found.append(f"requête vers un autre hôte : {request.url}")

    def unexpected(self) -> list[str]:
        return [line for line in self.found if not any(re.search(p, line) for p in self.expected)]


@pytest.fixture
def complaints(live_server: LiveServer) -> Any:
    complaints = Complaints(host=urlsplit(live_server.url).netloc)
    yield complaints
    if unexpected := complaints.unexpected():
        pytest.fail("Le navigateur s’est plaint :\n" + "\n".join(unexpected), pytrace=False)


@pytest.fixture
def new_context(
    complaints: Complaints, new_context: Callable[..., BrowserContext]
) -> Callable[..., BrowserContext]:
    """Every context of a test is watched, those of its second and third person too."""

    def watched(**options: Any) -> BrowserContext:
        context = new_context(**options)
        complaints.watch(context)
        return context

    return watched


@dataclass
class Site:
    """The live site, as one person sees it."""

    page: Page
    url: str

    def visit(self, path: str, width: int = 1280, scheme: str = "light", status: int = 200) -> Page:
        """Open a page on a screen of this width, in the light or dark scheme."""
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        response = self.page.goto(self.url + path)
        assert response is not None
        assert response.status == status, f"{path} a répondu {response.status}"
        return self.page

    def sign_in(self, user: Any) -> None:
        """Sign in without the form, for journeys that are not about signing in."""
        client = Client()
        client.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        self.page.context.add_cookies(
            [{"name": name, "value": client.cookies[name].value, "url": self.url}]
        )


@pytest.fixture
def site(page: Page, live_server: LiveServer) -> Site:
    return Site(page=page, url=live_server.url)


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Assert that axe finds nothing to say about a page."""

    def check(page: Page) -> None:
        violations = Axe().run(page).response["violations"]
        lines = []
        for violation in violations:
            lines.append(f"{violation['id']} ({violation['impact']}) : {violation['help']}")
            lines += [
                f"    {' '.join(map(str, node['target']))}  {node['html'][:160]}"
                for node in violation["nodes"]
            ]
        assert not lines, f"Accessibilité de {page.url} :\n" + "\n".join(lines)

    return check
