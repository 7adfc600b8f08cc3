import pytest
from django.core.exceptions import ValidationError

from portal.contact import texts


@pytest.mark.parametrize(
    "text",
    ["Appelez le 06 12 34 56 78", "06.12.34.56.78", "+33 6 12 34 56 78", "0612345678",
     "06-12-34 / 56-78", "０６１２３４５６７８", "camille@example.org", "camille arobase example",
     "camille (at) example.org", "@camille.regie sur Insta", "https://exemple.fr/page",
     "www.exemple.fr", "exemple.com", "voir discord.gg/abcd", "+33 (0)6 12 34 56 78",
     "né le 12/03/2008, 06 12 34 56 78"],
)  # fmt: skip
def test_contact_details_are_seen(text: str) -> None:
    assert texts.has_contact_details(text)


@pytest.mark.parametrize(
    "text",
    ["Tournage du 12/03/2027 au 15/04/2027.", "De 2024-2026, à Lyon.", "Rendez-vous à 14 h 30.",
     "Un budget de 12 000 euros", "Voir http://localhost/metiers/", "Fin de phrase.Sans espace",
     "12/03/2027 13/03/2027", "le 2027-03-12"],
)  # fmt: skip
def test_ordinary_words_are_no_contact_details(text: str) -> None:
    assert not texts.has_contact_details(text)


def test_text_is_kept_tidy() -> None:
    assert texts.checked(" a\r\nb\r ", longest=10, minor=False) == "a\nb"


@pytest.mark.parametrize("text", ["", "   \n", "x" * 11])
def test_empty_or_long_text_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        texts.checked(text, longest=10, minor=False)


def test_links_are_counted() -> None:
    two = "https://a.fr et b.com, camille@example.org"
    assert len(texts.outside_links(two)) == 2
