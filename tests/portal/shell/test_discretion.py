"""Discreet pages: kept by no cache, closed to whoever has just left them."""

import json
import re

import pytest
from django.test import Client

from portal.shell.discretion import COOKIE, SECONDS
from portal.shell.views.pages import HELP_FILES
from tests.factories import make_internship, make_user

pytestmark = pytest.mark.django_db
NEUTRAL = "https://meteofrance.com/"


@pytest.fixture
def report() -> str:
    return f"/signaler/stage/{make_internship().pk}/"


def test_discreet_page_is_kept_by_no_cache_and_shows_the_way_out(
    client: Client, report: str
) -> None:
    for address in (report, "/mentorat/", "/en/mentorat/"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer["Cache-Control"] == "no-store, private", address
        assert "data-clap-exit" in answer.text, address
        assert "js/exit" in answer.text, address


def test_discreet_page_of_a_member_is_kept_by_no_cache(client: Client) -> None:
    client.force_login(make_user())

    assert client.get("/contacts/")["Cache-Control"] == "no-store, private"


def test_other_pages_have_no_way_out(client: Client) -> None:
    answer = client.get("/metiers/")

    assert "data-clap-exit" not in answer.text
    assert "js/exit" not in answer.text


def test_way_out_leads_elsewhere_and_says_nothing_of_where_from(client: Client) -> None:
    answer = client.get("/sortie/")

    assert (answer.status_code, answer["Location"]) == (303, NEUTRAL)
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]
    assert answer.content == b""
    assert client.cookies[COOKIE]["max-age"] == SECONDS


def test_link_of_another_site_closes_nothing(client: Client) -> None:
    client.get("/sortie/", headers={"Sec-Fetch-Site": "cross-site"})

    assert not client.cookies


def test_whoever_left_does_not_find_the_page_again(client: Client, report: str) -> None:
    # The shelf of ready pages has it too.
    client.get("/mentorat/")
    client.get("/sortie/")

    for address in (report, "/mentorat/"):
        answer = client.get(address)
        assert (answer.status_code, answer["Location"]) == (303, NEUTRAL), address
        assert "no-store" in answer["Cache-Control"]

    client.cookies.clear()
    assert client.get(report).status_code == 200


def test_whoever_left_may_still_open_the_numbers_and_send_what_was_written(
    client: Client, report: str
) -> None:
    client.get("/sortie/")

    assert "01 87 20 30 90" in client.get("/aide/").text
    # Whatever the form then says of what was written, it is read.
    assert client.post(report, {"reason": "scam", "text": "Payant."}).status_code != 303


def test_help_asks_for_no_session_and_no_script(client: Client) -> None:
    answer = client.get("/aide/")

    assert not answer.cookies
    assert "data-clap-exit" in answer.text
    assert "no-store" not in answer.headers.get("Cache-Control", "")
    # Scripts add to it; each number is in the page as it comes.
    without = re.sub(r"<script.*?</script>", "", answer.text, flags=re.DOTALL)
    for number in ("tel:17", "sms:114", "tel:+33187203090", "tel:3919", "tel:116006"):
        assert f'href="{number}"' in without


@pytest.mark.parametrize(
    ("address", "page"),
    [("/aide/hors-ligne.js", "/aide/"), ("/en/aide/hors-ligne.js", "/en/aide/")],
)
def test_worker_keeps_the_page_of_help_and_its_looks_and_nothing_else(
    client: Client, address: str, page: str
) -> None:
    answer = client.get(address)

    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    assert not answer.cookies
    [listed] = re.findall(r"const FILES = (\[.*?\]);", answer.text)
    kept, *files = json.loads(listed)
    assert kept == page
    assert f'const PAGE = "{page}";' in answer.text
    assert len(files) == len(HELP_FILES)
    assert all(file.startswith("/static/") for file in files)
    # What the page asks for is what is kept, and only the page of help registers the worker.
    shown = client.get(page).text
    asked = set(re.findall(r'(?:src|href)="(/static/[^"]+)"', shown))
    assert asked <= set(files)
    assert f'data-clap-worker="{address}"' in shown
    assert "js/help" not in client.get("/metiers/").text
