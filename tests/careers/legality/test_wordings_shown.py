"""What is shown of an offer is whole words, and even a long text is read at once."""

import re
import time

import pytest

from careers.legality.reading import compiled
from careers.legality.wording import ENGLISH, FLAGS, find


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("En remplacement de notre assistante.", "remplacement de notre assistante"),
        ("Remplacement d’une salariée.", "Remplacement d’une salariée"),
        ("Remplacement d’un·e salarié·e.", "Remplacement d’un·e salarié·e"),
        ("Remplacement de nos assistant(e)s.", "Remplacement de nos assistant(e)s"),
        ("Remplacement de la co-régisseuse.", "Remplacement de la co-régisseuse"),
        ("Caution de 200 euros", "Caution de 200 euros"),
        ("Caution de 1500,50 €.", "Caution de 1500,50 €"),
        ("Recherche jeunes collaborateurs.", "Recherche jeunes collaborateurs"),
        ("Emploi saisonnier.", "Emploi saisonnier"),
        ("De type européenne.", "type européenne"),
        ("Stage non rémunéré\u00ade", "non rémunéré\u00ade"),
        ("Remplacement\nd’une salariée.", "Remplacement\nd’une salariée"),
        ("Covering for our assistants.", "Covering for our assistants"),
    ],
)
def test_words_are_never_cut(text: str, words: str) -> None:
    found = find([("missions", text)], kind="stage")

    assert words in [one.words for one in found]
    assert all(text[one.start : one.end] == one.words for one in found)


PHRASES = [
    "Stage bénévole, femmes uniquement, 18-25 ans, sans convention. ",
    "stage bénévole ",
    "nous cherchons une jeune ",
    "vous remplacez vous remplacez ",
    "recherche ",
    "film sur un film sur ",
    "« ",
    "pas de sans ni ",
    "a ",
    "a",
    "1",
    "(",
    "·e",
    "-",
    "aucune contrainte ne n'est personne ",
    "must be you are looking for a ",
    "ligne\n",
]


@pytest.mark.parametrize("phrase", PHRASES)
def test_ten_thousand_characters_are_read_at_once(phrase: str) -> None:
    """Twice the length takes about twice the time, well under what backtracking would cost."""
    text = (phrase * 10_000)[:10_000]
    find([("missions", text)], kind="stage")

    assert _seconds(text) < 0.05 * _slowness()


def _seconds(text: str) -> float:
    def once() -> float:
        begun = time.process_time()
        find([("missions", text)], kind="stage")
        return time.process_time() - begun

    return min(once() for _ in range(3))


def _slowness() -> float:
    """How much slower than an ordinary machine this one is today, never less than 1."""
    begun = time.process_time()
    sum(number * number for number in range(200_000))
    return max(1.0, (time.process_time() - begun) / 0.02)


def _patterns() -> list[str]:
    return [
        pattern
        for flag in FLAGS
        for form in flag.forms
        for pattern in (
            form.pattern, form.only_if, form.unless, form.milder, rf"(?:{form.not_after})\W*$",
        )
    ]  # fmt: skip


def test_every_pattern_can_be_read() -> None:
    for pattern in _patterns():
        compiled(pattern)


def test_a_pattern_is_written_for_a_folded_text() -> None:
    """No accent and no capital: they would never be found."""
    for pattern in _patterns():
        letters = re.sub(r"\\.", "", pattern)
        assert letters == letters.lower()
        assert not set(letters) & set("éèêëàâîïôûùç’œ\u00a0")


def test_every_english_wording_has_its_french_flag() -> None:
    assert set(ENGLISH) <= {flag.slug for flag in FLAGS}
