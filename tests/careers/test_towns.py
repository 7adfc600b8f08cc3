"""Towns: found as people type them, and at the right distance."""

import math

import pytest

from careers import geography, towns


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("lille", "Lille (59)"),
        ("  SÈTE ", "Sète (34)"),
        ("ivry sur seine", "Ivry-sur-Seine (94)"),
        ("st ouen sur seine", "Saint-Ouen-sur-Seine (93)"),
        ("l'hay les roses", "L’Haÿ-les-Roses (94)"),
        ("Saint-Denis (93)", "Saint-Denis (93)"),
        ("saint denis 974", "Saint-Denis (974)"),
        ("Saint-Denis, La Réunion", "Saint-Denis (974)"),
        ("Saint-Denis Réunion", "Saint-Denis (974)"),
        ("93200 Saint-Denis", "Saint-Denis (93)"),
        ("20000 Ajaccio", "Ajaccio (2A)"),
        ("97110 Pointe-à-Pitre", "Pointe-à-Pitre (971)"),
        ("Paris 11e", "Paris (75)"),
        ("Lyon 7e arrondissement", "Lyon (69)"),
        # Forty times as large as any other of its name.
        ("Montreuil", "Montreuil (93)"),
        ("Montreuil (62)", "Montreuil (62)"),
    ],
)
def test_a_town_is_found_as_people_type_it(text: str, label: str) -> None:
    found = towns.find(text).town

    assert found is not None
    assert found.label == label


def test_two_towns_of_one_name_are_left_to_choose_from() -> None:
    answer = towns.find("Saint-Denis")

    assert answer.town is None
    assert answer.known
    assert {town.label for town in answer.others} == {"Saint-Denis (93)", "Saint-Denis (974)"}
    chosen = towns.find("Saint-Denis", regions=["Île-de-France"]).town
    assert chosen is not None
    assert chosen.code == "93"


def test_an_obvious_town_says_that_there_are_others() -> None:
    assert "Montreuil (62)" in {town.label for town in towns.find("Montreuil").others}


@pytest.mark.parametrize(
    ("text", "suggested"),
    [("Marseile", "Marseille (13)"), ("lyonn", "Lyon (69)"), ("Lille (13)", "Lille (59)"),
     ("Aix en", "Aix-en-Provence (13)")],
)  # fmt: skip
def test_a_town_that_is_not_there_has_neighbours_by_name(text: str, suggested: str) -> None:
    answer = towns.find(text)

    assert answer.town is None
    assert suggested in {town.label for town in answer.others}


@pytest.mark.parametrize(
    "text", ["", "75", "²", "🎬", "x" * 5000, "(", "0" * 90, "\u202e", "  -  "]
)
def test_whatever_is_typed_breaks_nothing(text: str) -> None:
    assert towns.find(text).town is None


def test_a_town_unknown_stands_in_the_middle_of_its_departement() -> None:
    middle = towns.locate("Un lieu-dit", "69")
    lyon = towns.locate("Lyon", "69")

    assert middle is not None
    assert lyon is not None
    assert lyon == towns.locate("LYON 7e", "69")
    assert 0 < towns.distance(middle, lyon) < 40
    assert towns.locate("Lyon", "00") is None
    # The name alone is not enough: the other Saint-Denis is on an island.
    here, there = towns.locate("Saint-Denis", "93"), towns.locate("Saint-Denis", "974")
    assert here is not None
    assert there is not None
    assert towns.distance(here, there) > 9000


def test_every_departement_has_towns_and_a_middle() -> None:
    for code in geography.departements():
        assert towns.locate("", code) is not None, code


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [("Paris", "Lille", 204), ("Paris", "Marseille", 661), ("Lille", "Roubaix", 11)],
)
def test_distances_are_those_of_the_map(one: str, other: str, km: int) -> None:
    first, second = towns.find(one).town, towns.find(other).town

    assert first is not None
    assert second is not None
    here, there = (first.latitude, first.longitude), (second.latitude, second.longitude)
    assert towns.distance(here, there) == pytest.approx(km, abs=2)
    # The chord that the database compares is the same distance.
    line = math.dist(towns.point(*here), towns.point(*there))
    assert line == pytest.approx(towns.chord(towns.distance(here, there)))
