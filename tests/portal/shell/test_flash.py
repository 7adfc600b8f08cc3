"""What the next page says once: shown once, to one person, without a session written for it."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils.crypto import get_random_string

from portal.shell import flash, shared_pages
from portal.shell.flash import FlashStorage
from tests.events.factories import make_meetup
from tests.factories import make_role, make_user

pytestmark = pytest.mark.django_db
SAID = "Votre place est confirmée."


def request_to(view_name: str, cookie: str = "") -> Any:
    request: Any = RequestFactory().get("/")
    request.resolver_match = SimpleNamespace(view_name=view_name)
    request.session = SessionStore()
    if cookie:
        request.COOKIES[flash.COOKIE] = cookie
    return request


def say(request: Any, text: str) -> HttpResponse:
    storage, response = FlashStorage(request), HttpResponse()
    storage.add(20, text)
    storage.update(response)
    return response


def said(request: Any) -> list[str]:
    return [str(message) for message in FlashStorage(request)]


def test_seat_is_confirmed_once_and_no_session_is_written() -> None:
    client, meetup = Client(), make_meetup()
    client.force_login(make_user())
    before = list(Session.objects.values_list())
    with CaptureQueriesContext(connection) as queries:
        answer = client.post(f"/rencontres/{meetup.pk}/inscription/")
        first = client.get(answer["Location"])
        again = client.get(answer["Location"])

    assert SAID in first.text
    assert SAID not in again.text
    assert list(Session.objects.values_list()) == before
    written = [one["sql"] for one in queries if "django_session" in one["sql"]]
    assert all(sql.startswith("SELECT") for sql in written)
    assert not client.cookies[flash.COOKIE].value


def test_cookie_is_out_of_reach_of_scripts_and_other_sites() -> None:
    cookie = say(request_to("events:meetup"), "Canari").cookies[flash.COOKIE]

    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", "")


def test_what_a_discreet_page_says_never_reaches_the_browser_before_it_is_shown() -> None:
    request = request_to("contact:requests")
    response = say(request, "Canari")

    assert not response.cookies
    after = request_to("shell:dashboard")
    after.session = request.session
    assert said(after) == ["Canari"]


def test_several_sentences_wait_in_both_places_and_come_out_together() -> None:
    discreet = request_to("contact:requests")
    say(discreet, "Première")
    plain = request_to("events:meetup")
    cookie = say(plain, "Deuxième").cookies[flash.COOKIE].value
    both = request_to("shell:dashboard", cookie)
    both.session = discreet.session

    assert sorted(said(both)) == ["Deuxième", "Première"]


def test_what_is_too_long_for_a_cookie_is_not_lost() -> None:
    text = get_random_string(5000)
    request = request_to("events:meetup")
    cookie = say(request, text).cookies[flash.COOKIE].value
    after = request_to("shell:dashboard", cookie)
    after.session = request.session

    assert len(cookie) < 2048
    assert said(after) == [text]


def test_forged_cookie_says_nothing() -> None:
    cookie = say(request_to("events:meetup"), "Canari").cookies[flash.COOKIE].value
    changed = cookie.replace(cookie[10:14], "abcd", 1)

    assert said(request_to("events:meetup", cookie)) == ["Canari"]
    assert said(request_to("events:meetup", changed)) == []


def test_page_that_says_something_is_not_kept_for_strangers() -> None:
    make_role(slug="regisseur", title="Régisseur·euse")
    shared_pages.shelf.clear()
    stranger = Client()
    stranger.cookies[flash.COOKIE] = say(request_to("x"), "Canari").cookies[flash.COOKIE].value
    assert "Canari" in stranger.get("/metiers/regisseur/").text

    assert not shared_pages.shelf.pages
    assert "Canari" not in stranger.get("/metiers/regisseur/").text
    assert "Canari" not in Client().get("/metiers/regisseur/").text


def test_what_waits_in_the_session_never_moves_to_the_cookie() -> None:
    discreet = request_to("contact:thread")
    say(discreet, "Message envoyé.")
    later = request_to("careers:internship")
    later.session = discreet.session
    response = say(later, SAID)

    assert flash.COOKIE not in response.cookies
    after = request_to("shell:home")
    after.session = later.session
    assert said(after) == ["Message envoyé.", SAID]


def test_cookie_that_cannot_be_read_any_more_is_taken_away() -> None:
    storage, response = FlashStorage(request_to("shell:home", "d’une autre clé")), HttpResponse()
    assert list(storage) == []
    storage.update(response)

    assert response.cookies[flash.COOKIE]["max-age"] == 0
