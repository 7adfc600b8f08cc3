"""Leaving at once: the button, Shift three times, without scripts; then the Back button."""

import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.factories import make_internship, make_user

# Seconds, from the gesture to the page of the neutral site.
LIMIT = 0.3
# The quickest of three: the machine has other things to do.
TRIES = 3


class Weather(BaseHTTPRequestHandler):
    """The neutral site."""

    def do_GET(self) -> None:
        body = b"<!doctype html><title>Weather</title><link rel=icon href=data:,>Sun"
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.server.referrers.append(self.headers["Referer"])  # type: ignore[attr-defined]

    def log_message(self, *_arguments: Any) -> None:
        """Say nothing."""


@pytest.fixture
def neutral(settings: Any, complaints: Any) -> Iterator[str]:
    """The address of the neutral site, on this machine; nobody may tell it where from."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Weather)
    server.referrers = []  # type: ignore[attr-defined]
    address = f"http://127.0.0.1:{server.server_port}/"
    settings.NEUTRAL_SITE = address
    complaints.expect(rf"requête vers un autre hôte\s: {address}")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield address
    server.shutdown()
    server.server_close()
    assert set(server.referrers) == {None}  # type: ignore[attr-defined]


def by_button(page: Page) -> None:
    page.get_by_role("link", name="Quitter vite").click()


def by_keyboard(page: Page) -> None:
    for _press in range(3):
        page.keyboard.press("Shift")


def leave(page: Page, gesture: Callable[[Page], None], neutral: str) -> float:
    started = time.perf_counter()
    gesture(page)
    page.wait_for_url(neutral, wait_until="commit")
    took = time.perf_counter() - started
    expect(page.locator("body")).to_have_text("Sun")
    return took


def pages(live_server: Any) -> list[str]:
    return [
        f"{live_server.url}/signaler/stage/{make_internship().pk}/",
        f"{live_server.url}/mentorat/",
    ]


@pytest.mark.parametrize("gesture", [by_button, by_keyboard])
def test_leaving_is_quick_and_back_shows_nothing(
    gesture: Callable[[Page], None], site: Any, neutral: str, live_server: Any
) -> None:
    site.sign_in(make_user())
    report, mentoring = pages(live_server)
    page = site.page
    for address in (report, mentoring):
        took = []
        for _try in range(TRIES):
            page.context.clear_cookies(name="sortie")
            page.goto(mentoring)
            page.goto(address)
            took.append(leave(page, gesture, neutral))
            page.go_back()
            expect(page.locator("body")).to_have_text("Sun")
            assert page.url == neutral
        assert min(took) <= LIMIT, took


def test_three_capitals_are_not_a_way_out(site: Any, live_server: Any) -> None:
    page = site.visit(f"/signaler/stage/{make_internship().pk}/")
    page.get_by_role("textbox").first.focus()

    for letter in ("A", "B", "C"):
        page.keyboard.down("Shift")
        page.keyboard.press(letter)
        page.keyboard.up("Shift")

    assert page.url.startswith(live_server.url)


def test_without_scripts_the_button_is_a_link_and_back_shows_nothing(
    new_context: Any, neutral: str, live_server: Any
) -> None:
    context = new_context(java_script_enabled=False)
    page = context.new_page()
    for address in pages(live_server):
        took = []
        for _try in range(TRIES):
            context.clear_cookies()
            page.goto(address)
            took.append(leave(page, by_button, neutral))
            page.go_back()
            expect(page.locator("body")).to_have_text("Sun")
        assert min(took) <= LIMIT, took


def test_help_is_read_without_a_network_and_nothing_else_is_kept(
    new_context: Any, complaints: Any, live_server: Any
) -> None:
    complaints.expect(r"ERR_INTERNET_DISCONNECTED")
    context = new_context()
    page = context.new_page()
    page.goto(f"{live_server.url}/metiers/")
    page.goto(f"{live_server.url}/aide/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.goto(f"{live_server.url}/aide/")
    kept = page.evaluate(
        """async () => {
            const found = [];
            for (const name of await caches.keys())
                for (const request of await (await caches.open(name)).keys())
                    found.push(new URL(request.url).pathname);
            return found;
        }"""
    )
    assert [path for path in kept if not path.startswith("/static/")] == ["/aide/"]

    context.set_offline(True)
    page.goto(f"{live_server.url}/aide/")

    expect(page.get_by_role("link", name="01 87 20 30 90")).to_be_visible()
    styled = page.evaluate("getComputedStyle(document.querySelector('.callsheet')).borderStyle")
    assert styled == "solid"
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        page.goto(f"{live_server.url}/metiers/")


def test_a_phone_is_not_told_of_a_key_it_does_not_have(site: Any) -> None:
    key = site.visit("/aide/", width=1280).locator(".exit-key")
    expect(key).to_be_visible()
    page = site.visit("/aide/", width=390)
    expect(page.locator(".exit-key")).to_be_hidden()
    expect(page.get_by_role("link", name="Quitter vite")).to_be_visible()
