"""The words of French trades, whatever their accents, gender or number."""

import pytest

from portal.search.analyser import fold, folded_words, token, words

# Each line is one thing to whoever searches.
ALIKE = [
    "régisseur régisseuse régisseurs régisseuses REGISSEUR Régisseur·euse régisseur.euse",
    "monteur monteuse monteurs monteur·euse montage",
    "directeur directrice directrices directeur·rice directeur·rice·s",
    "chef cheffe chefs cheffes chef·fe",
    "costumier costumière costumières Costumier·ère",
    "électricien électricienne electricien électricien·ne",
    "assistant assistante assistants assistantes assistant·e assistant(e) assistant/e",
    "chargé chargée chargés chargées charge chargé·e",
    "producteur productrice producteurs producteur·rice",
    "général générale généraux générales",
    "auteur autrice auteure auteur·rice",
    "premier première premiers premier·ère",
    "exécutif exécutive exécutif·ve",
    "cadreur cadreuse cadrage",
    "décorateur décoratrice",
    "réalisateur réalisatrice réalisation",
    "maquilleur maquilleuse maquillage",
    "scripte script scriptes",
    "metteur metteuse",
    "comédien comédienne comédiens",
    "ingénieur ingénieure ingenieurs",
    "développeur développeuse développeurs developpeurs",
    "infirmier infirmière infirmières",
    "travail travaux",
    "stage stages",
    "école écoles ecole",
    "œuvre oeuvre œuvres ŒUVRE",
    "lumière lumières lumiere",
    "caméra cameras CAMÉRA",
    "repérage repérages reperage",
    "professionnel professionnelle professionnels",
    "nouveau nouvelle nouvelles",
    "adjoint adjointe adjoint·e",
    "rémunéré rémunérée",
]


def stems(text: str) -> list[str]:
    return [token(word.text) for word in words(text)]


@pytest.mark.parametrize("line", ALIKE, ids=lambda line: line.split()[0])
def test_forms_of_one_word_have_one_stem(line):
    assert len({tuple(stems(form)) for form in line.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("son", "sonore"), ("image", "imaginer"), ("cadre", "cadet"), ("stage", "stade")],
)
def test_different_words_keep_different_stems(one, other):
    assert stems(one) != stems(other)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("L’écran d’aujourd’hui", "ecran aujourd hui"),
        ("Qu'est-ce que l'étalonnage ?", "estce que etalonnage"),
        ("P.A. et D.I.T.", "pa et dit"),
        ("post-production", "postproduction"),
        ("1er assistant", "1er assistant"),
        ("fin.Le film", "fin film"),
        ("« naïve » & cie", "naive cie"),
    ],
)
def test_words_are_cut_as_one_says_them(text, found):
    assert folded_words(text) == found


def test_hyphenated_word_is_also_its_parts():
    (word,) = words("post-production")

    assert word.parts == ("post", "production")


@pytest.mark.parametrize("text", ["", "🎬", "\x00", "«»", "--", "'", "·", "e\u0301" * 5000])
def test_anything_is_read(text):
    assert isinstance(list(words(text)), list)


def test_letters_of_other_scripts_become_ascii():
    assert all(word.text.isascii() for word in words("кино 映画 مرحبا"))
    assert len(list(words("кино 映画"))) == 2


def test_long_text_is_folded_whole():
    assert len(fold("Régisseur·euse générale à l’écran. " * 2000)) > 40_000
