"""What is only in French says so on an English page, to eyes and screen readers (WCAG 3.1.2)."""

import re
from html.parser import HTMLParser

import pytest
from django.test import Client

FRENCH = {
    "le", "la", "les", "des", "une", "un", "est", "dans", "pour", "sur", "avec", "qui", "que",
    "au", "aux", "du", "ne", "pas", "vous", "en", "ou", "et", "à", "par", "ce", "sont", "se",
    "son", "sa", "ses", "plus",
}  # fmt: skip
ALONE = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
}  # fmt: skip
NOTICE = "The text of this page is in French for now."
PAGES = [
    "/metiers/scripte/",
    "/metiers/scripte/competences/",
    "/ressources/droits/",
    "/ressources/financement/",
    "/ressources/faut-il-une-ecole/",
    "/ressources/devis/",
    "/ressources/feuille-de-service/",
    "/ressources/chiffres/",
    "/ressources/ecoles/",
    "/ressources/ecoles/comparer/?ecole=la-femis&ecole=insas",
    "/ressources/aides/",
    "/ressources/associations/",
    "/ressources/fiches/",
    "/recherche/?q=clap",
]


class Spoken(HTMLParser):
    """The texts of a page, each with the language it says it is in."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ALONE:
            before = self.open[-1][1] if self.open else ""
            self.open.append((tag, dict(attrs).get("lang") or before))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An icon: it holds nothing."""

    def handle_endtag(self, tag: str) -> None:
        while self.open and tag not in ALONE and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1][0] not in {"script", "style"}:
            self.texts.append((self.open[-1][1], " ".join(data.split())))


def looks_french(text: str) -> bool:
    words = re.findall(r"[a-zàâçéèêëîïôûùœ]+", text.lower())
    return len(words) > 3 and len(FRENCH.intersection(words)) >= 2


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES)
def test_french_text_of_an_english_page_says_so(reference: None, client: Client, page: str) -> None:
    answer = client.get(f"/en{page}")
    texts = Spoken(answer.text).texts

    assert answer.status_code == 200
    assert [text for language, text in texts if language == "en" and looks_french(text)] == []
    assert [text for language, text in texts if language == "fr" and looks_french(text)]
    assert NOTICE in answer.text
    assert NOTICE not in client.get(page).text


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["", "?vers=realisateur", "?de=scripte&vers=realisateur"])
def test_notes_of_the_steps_are_french_to_a_screen_reader(
    reference: None, client: Client, query: str
) -> None:
    texts = Spoken(client.get(f"/en/parcours/{query}").text).texts

    assert [text for language, text in texts if language == "en" and looks_french(text)] == []
