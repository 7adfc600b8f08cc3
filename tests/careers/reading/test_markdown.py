import re

import pytest
from django.utils import translation

from careers.markdown import Heading, render


def html(text: str) -> str:
    return str(render(text).html).strip()


def test_heading_has_an_address() -> None:
    made = render("## Dans le sac\n\n## Dans le sac\n\n### Été")

    assert made.headings == (
        Heading("dans-le-sac", "Dans le sac"),
        Heading("dans-le-sac-2", "Dans le sac"),
    )
    assert '<h3 id="ete">Été</h3>' in made.html


def test_box_to_tick_is_a_real_one() -> None:
    assert html("- [ ] Une lampe").replace("\n", "") == (
        '<ul class="checks"><li><label class="check">'
        '<input type="checkbox" data-clap-check="b254354ffe">'
        "<span>Une lampe</span></label></li></ul>"
    )


def test_box_keeps_its_key_wherever_it_stands() -> None:
    key = 'data-clap-check="b254354ffe"'

    assert key in html("- [ ] Autre\n- [x] Une lampe")


def test_brackets_elsewhere_stay_brackets() -> None:
    assert html("Un [ ] au milieu") == "<p>Un [ ] au milieu</p>"
    assert html("- Un [ ] au milieu").replace("\n", "") == "<ul><li>Un [ ] au milieu</li></ul>"


def test_doubt_is_marked() -> None:
    found = html("Le taux est de 4,50 € {à vérifier}.")

    assert '4,50 € <span class="tag tag-warn">à vérifier<span class="visually-hidden">' in found
    assert "{" not in found


def test_named_page_becomes_a_link() -> None:
    pages = {"regie": ("/metiers/regie/", "Régie")}
    made = render("[[regie]], [[regie|la leur]], [[rien]], [[rien|ce mot]]", resolve=pages.get).html

    assert made.strip() == (
        '<p><a href="/metiers/regie/">Régie</a>, <a href="/metiers/regie/">la leur</a>, rien, '
        "ce mot</p>"
    )


def test_words_are_given_to_the_linker_outside_links_and_headings() -> None:
    given: list[str] = []

    def link(text: str) -> str:
        given.append(text)
        return text

    render(
        "## Titre\n\nAvant [lien](/x/) et *après*.\n\n| A | B |\n|---|---|\n| c | d |", link=link
    )

    assert given == ["Avant ", " et ", "après", ".", "A", "B", "c", "d"]


def test_french_typography_is_put_in() -> None:
    assert html("L'heure : « **ici** » ?") == (
        "<p>L’heure\u00a0: «\u00a0<strong>ici</strong>\u00a0»\u202f?</p>"
    )


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "![x](https://example.org/x.png)",
        '<a href="/" onclick="alert(1)">x</a>',
        '[x](https://example.org){onclick="alert(1)"}',
    ],
)
def test_nothing_that_runs_comes_through(text: str) -> None:
    found = html(text)

    tags = "".join(re.findall(r"<[^>]*>", found))
    assert re.fullmatch(r"(<p>|</p>|<a href=\"https://example.org\">|</a>)*", tags), found


def test_telephone_numbers_may_be_called() -> None:
    assert html("[17](tel:17)") == '<p><a href="tel:17">17</a></p>'


def test_english_page_leads_to_english_pages() -> None:
    with translation.override("en"):
        assert html("[a](/stages/) [b](https://example.org/)") == (
            '<p><a href="/en/stages/">a</a> <a href="https://example.org/">b</a></p>'
        )
