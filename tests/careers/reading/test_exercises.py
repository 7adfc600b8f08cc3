from typing import Any

import pytest
from django.test import Client

from careers import budget
from careers.templatetags.reading import whole_euros
from careers.views.exercises import call_sheet

pytestmark = pytest.mark.django_db


def get(client: Client, address: str, **headers: str) -> str:
    response = client.get(address, headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def test_every_line_of_the_call_sheet_is_explained(client: Client) -> None:
    html = get(client, "/ressources/feuille-de-service/")
    lines = [line for section in call_sheet()["sections"] for line in section["lines"]]

    assert len(lines) >= 25
    assert [line["number"] for line in lines] == list(range(1, len(lines) + 1))
    assert all(line["decode_fr"] for line in lines)
    assert html.count('<p class="decoded-note">') == len(lines)
    assert "fictif" in html


def test_call_sheet_has_one_right_place_and_one_right_hour() -> None:
    quiz = call_sheet()["quiz"]

    for options in (quiz["places"], quiz["hours"]):
        assert [option["right"] for option in options].count(True) == 1
        assert all(option["why_fr"] for option in options)
    right = next(option["label_fr"] for option in quiz["hours"] if option["right"])
    unit = next(
        line
        for section in call_sheet()["sections"]
        for line in section["lines"]
        if line["label_fr"] == "Régie" and section["title_fr"] == "Les convocations"
    )
    assert any(right in value and "base" in value for value in unit["values_fr"])


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?lieu=base&heure=0630", "C’est cela."),
        ("?lieu=decor&heure=0630", "Pas tout à fait."),
        ("?lieu=base&heure=0830", "Pas tout à fait."),
        ("?lieu=base", "Choisissez un lieu et une heure."),
        ("?heure=0630", "Choisissez un lieu et une heure."),
    ],
)
def test_answer_is_told_with_its_reason(client: Client, query: str, expected: str) -> None:
    html = get(client, f"/ressources/feuille-de-service/{query}")

    assert expected in html
    if "lieu=base" in query and "heure" in query:
        assert "La ligne «\u00a0Régie\u00a0» finit par" in html


@pytest.mark.parametrize("query", ["", "?lieu=lune&heure=25", "?lieu=&heure="])
def test_no_answer_shows_the_question_alone(client: Client, query: str) -> None:
    html = get(client, f"/ressources/feuille-de-service/{query}")

    assert 'class="quiz-answer' not in html
    assert "Choisissez un lieu" not in html


def test_budget_adds_up() -> None:
    made = budget.made({})
    crew = sum(line.total for line in made.lines if line.data["payroll"] == "technicien")

    assert crew == 7320
    assert [charge.total for charge in made.charges] == [4758, 835]
    assert made.before_contingency == 21_157
    assert made.contingency == 1058
    assert made.total == 22_215
    assert made.gap == 45
    assert sum(made.by_payer().values()) == made.total


def test_changing_a_line_changes_everything_below_it() -> None:
    made = budget.made({"q-regie": "7"})

    assert made.charges[0].total == 4836
    assert made.total == 22_215 + 208
    assert made.gap == 45 - 208


def test_error_found_and_mended_makes_an_overrun() -> None:
    error = budget.sample()["error"]
    made = budget.made({f"q-{error['line']}": str(error["fix_quantity"])})

    assert made.gap < 0 < budget.made({}).gap


def test_planted_error_is_one_and_can_be_deduced() -> None:
    """Nine on the crew for four days, and the days of each part: 44 meals, not 36."""
    lines = {line.data["slug"]: line for line in budget.made({}).lines}
    parts = sum(line.quantity for line in lines.values() if line.data["payroll"] == "artiste")

    assert lines["repas"].quantity == 9 * 4
    assert budget.sample()["error"]["fix_quantity"] == 9 * 4 + parts


@pytest.mark.parametrize("text", ["", "-1", "1.5", "beaucoup", "１２", "1" * 40, "1e3", " "])
def test_what_is_not_a_number_leaves_the_line_alone(text: str) -> None:
    assert budget.made({"q-regie": text, "p-regie": text}).total == 22_215


def test_page_recomputes_without_script(client: Client) -> None:
    html = get(client, "/ressources/devis/?q-repas=44")

    assert whole_euros(22_332) in html
    assert "Dépassement" in html
    assert 'name="q-repas" value="44"' in html


def test_page_recomputes_in_place_with_htmx(client: Client) -> None:
    part = get(client, "/ressources/devis/?q-repas=44", **{"HX-Request": "true"})

    assert part.lstrip().startswith('<form id="devis"')
    assert '<form id="devis"' in get(client, "/ressources/devis/")


def test_error_is_told_with_its_reason_and_others_are_defended(client: Client) -> None:
    found = get(client, "/ressources/devis/?erreur=repas")
    assert "Les comédiens mangent aussi." in found

    for line in budget.made({}).lines:
        told: Any = budget.checked(line.data["slug"])
        assert told["right"] == (line.data["slug"] == "repas")
        assert told["text"]
    assert "Cette ligne tient" in get(client, "/ressources/devis/?erreur=bus")
    assert 'class="quiz-answer' not in get(client, "/ressources/devis/?erreur=inconnue")


def test_invented_figures_are_said_to_be(client: Client) -> None:
    html = get(client, "/ressources/devis/")

    assert "Film et montants inventés" in html
    assert html.count("ordre de grandeur, à vérifier") == 2
