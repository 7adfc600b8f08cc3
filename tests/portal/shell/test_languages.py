"""French at every address, English below /en/: the address alone decides."""

import re
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.translation import ngettext

from portal.notifications.inbox import address, notify
from portal.shell import languages
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db
ENGLISH_BROWSER = {"Accept-Language": "en-GB,en;q=0.9"}


class Links(HTMLParser):
    """The links of a page, in its head and in its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.heads: list[dict[str, str | None]] = []
        self.switches: list[dict[str, str | None]] = []
        self.language = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "html":
            self.language = values["lang"] or ""
        elif tag == "link" and values.get("rel") in {"canonical", "alternate"}:
            self.heads.append(values)
        elif tag == "a" and "data-clap-language" in values:
            self.switches.append(values)

    def address(self, code: str) -> str | None:
        [found] = [one["href"] for one in self.heads if one.get("hreflang") == code]
        return found

    @property
    def canonical(self) -> str | None:
        [found] = [one["href"] for one in self.heads if one["rel"] == "canonical"]
        return found


def opened(path: str, client: Client | None = None, status: int = 200) -> Links:
    answer = (client or Client()).get(path, headers=ENGLISH_BROWSER)
    assert answer.status_code == status
    return Links(answer.content.decode())


@pytest.mark.parametrize("path", ["/", "/metiers/", "/stages/", "/aide/", "/compte/signup/"])
def test_french_addresses_are_french_whatever_the_browser_prefers(path):
    client = Client()
    client.cookies["django_language"] = "en"
    answer = client.get(path, headers=ENGLISH_BROWSER)

    assert Links(answer.content.decode()).language == "fr"
    assert answer["Content-Language"] == "fr"
    assert "Accept-Language" not in answer.get("Vary", "")


@pytest.mark.parametrize("path", ["/", "/metiers/", "/stages/", "/aide/", "/compte/signup/"])
def test_english_lives_below_its_prefix(path):
    answer = Client().get(f"/en{path}", headers={"Accept-Language": "fr"})

    assert answer.status_code == 200
    assert Links(answer.content.decode()).language == "en"
    assert answer["Content-Language"] == "en"


def test_the_prefix_alone_leads_home():
    answer = Client().get("/en")

    assert (answer.status_code, answer["Location"]) == (301, "/en/")


@pytest.mark.parametrize(
    ("path", "language"), [("/introuvable/", "fr"), ("/en/introuvable/", "en"), ("/enx/", "fr")]
)
def test_missing_pages_answer_in_the_language_of_their_address(path, language):
    assert opened(path, status=404).language == language


def test_english_is_not_left_behind_for_the_next_request():
    Client().get("/en/")

    assert translation.get_language() == "fr"
    assert reverse("careers:roles") == "/metiers/"


@pytest.mark.parametrize(
    "path", ["/en/admin/", "/en/healthz", "/en/robots.txt", "/en/.well-known/security.txt"]
)
def test_what_exists_once_has_no_english_address(path):
    assert Client().get(path).status_code == 404


def test_links_of_an_english_page_stay_in_english():
    html = Client().get("/en/").content.decode()
    inside = re.findall(r'<a [^>]*?href="(/[^"]*)"[^>]*>', html)
    switches = {one["href"] for one in Links(html).switches}

    assert {path for path in inside if not path.startswith("/en/")} == switches == {"/"}


@pytest.mark.parametrize(
    ("path", "other"),
    [
        ("/stages/?q=r%C3%A9gie&page=2", "/en/stages/?q=r%C3%A9gie&page=2"),
        ("/en/stages/?q=%22%3E", "/stages/?q=%22%3E"),
        ("/", "/en/"),
        ("/en/compte/login/?next=/en/mon-espace/", "/compte/login/?next=/en/mon-espace/"),
    ],
)
def test_the_switch_leads_to_the_same_page_with_its_query(path, other):
    switches = opened(path).switches
    code = languages.of(other)

    assert [(one["href"], one["hreflang"], one["lang"]) for one in switches] == [
        (other, code, code)
    ] * 2


def test_what_exists_in_french_only_has_no_switch():
    assert opened("/composants/").switches == []


def test_public_pages_name_each_other(settings):
    french, english = opened("/metiers/?q=son"), opened("/en/metiers/?q=son")
    site = settings.SITE_URL

    for page in (french, english):
        assert page.address("fr") == page.address("x-default") == f"{site}/metiers/"
        assert page.address("en") == f"{site}/en/metiers/"
    assert french.canonical == f"{site}/metiers/"
    assert english.canonical == f"{site}/en/metiers/"


def test_the_next_page_of_a_list_is_a_page_of_its_own(settings):
    assert opened("/stages/?page=2").canonical == f"{settings.SITE_URL}/stages/?page=2"
    assert opened("/stages/?page=1").canonical == f"{settings.SITE_URL}/stages/"


def test_pages_for_members_and_errors_name_no_lasting_address():
    client = Client()
    client.force_login(make_user())

    assert opened("/mon-espace/", client).heads == []
    assert opened("/en/introuvable/", status=404).heads == []


def test_signing_in_is_asked_and_answered_in_the_language_of_the_page():
    answer = Client().get("/en/mon-espace/")
    assert answer["Location"] == "/en/compte/login/?next=/en/mon-espace/"

    make_user(email="lou@example.org")
    sent = {"login": "lou@example.org", "password": PASSWORD}
    answer = Client().post(answer["Location"], sent)
    assert answer["Location"] == "/en/mon-espace/"


def test_an_address_is_kept_without_its_language():
    assert languages.bare("/en/stages/3-x/?q=a#b") == "/stages/3-x/?q=a#b"
    assert languages.bare("/en") == languages.bare("/en/") == "/"
    assert languages.bare("/enfants/") == "/enfants/"
    assert languages.spoken("/stages/", "en") == "/en/stages/"
    assert languages.spoken("/en/stages/", "fr") == "/stages/"
    assert languages.spoken("/admin/", "en") == "/admin/"
    assert languages.spoken("https://example.org/", "en") == "https://example.org/"
    assert languages.spoken("") == ""


def test_a_notification_leads_each_reader_to_their_language(settings):
    member = make_user(language="en")
    told = notify(to=member, topic="compte", text="x", url="/en/compte/mes-donnees/")
    assert told is not None
    client = Client()
    client.force_login(member)

    assert told.url == "/compte/mes-donnees/"
    with translation.override("en"):
        assert address(told) == f"{settings.SITE_URL}/en/compte/mes-donnees/"
    answer = client.post(f"/en/notifications/{told.pk}/ouvrir/")
    assert answer["Location"] == "/en/compte/mes-donnees/"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", ["0 résultat", "1 résultat", "2 résultats"]),
        ("en", ["0 results", "1 result", "2 results"]),
    ],
)
def test_nought_is_singular_in_french_alone(language: str, said: list[str]) -> None:
    with translation.override(language):
        found = [
            ngettext("%(count)s résultat", "%(count)s résultats", n) % {"count": n}
            for n in range(3)
        ]
    assert found == said
