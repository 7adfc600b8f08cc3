"""« Pas d’école ? »: whatever one answers, an honest way or an honest refusal."""

from itertools import product
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from django.test import Client

from careers import ways_in
from careers.models import Aid, Association, School
from tests.careers.reading.samples import leads_somewhere

QUESTIONS = ways_in.questions()
NAMES = [question["name"] for question in QUESTIONS]
COMBINATIONS = [
    dict(zip(NAMES, values, strict=True))
    for values in product(*([o["value"] for o in q["options"]] for q in QUESTIONS))
]
ROUTES = {route["slug"]: route for route in ways_in.data()["routes"]}
NO_SCHOOL = {"france-travail", "emploi", "nulle-part"}
PAGE = "/stages/sans-ecole/"


def slugs(answers: dict[str, str]) -> set[str]:
    return {str(route["slug"]) for route in ways_in.find(answers).routes}


def test_there_are_five_questions_and_every_combination_is_tried() -> None:
    assert len(QUESTIONS) == 5
    assert len(COMBINATIONS) == 5 * 4 * 4 * 4 * 4


def test_every_combination_opens_a_way_or_says_why_not() -> None:
    for answers in COMBINATIONS:
        found = ways_in.find(answers)
        assert found.routes or found.refusals or found.changes, answers
        assert len(found.refusals) <= 1, answers
        if found.refusals:
            assert found.routes == (), answers
            assert found.refusals[0].instead, answers


def test_unpaid_without_school_in_a_company_never_opens_a_way() -> None:
    forbidden = [
        answers
        for answers in COMBINATIONS
        if answers["proposition"] == "rien"
        and answers["inscription"] in NO_SCHOOL
        and answers["lieu"] == "societe"
    ]

    assert len(forbidden) == 5 * 3 * 4
    for answers in forbidden:
        found = ways_in.find(answers)
        assert found.routes == (), answers
        assert [refusal.data["slug"] for refusal in found.refusals] == ["gratuit-en-societe"]


def test_what_is_asked_instead_really_opens() -> None:
    for answers in COMBINATIONS:
        found = ways_in.find(answers)
        changes = [*found.changes, *(c for refusal in found.refusals for c in refusal.instead)]
        for change in changes:
            changed = dict(parse_qsl(change.query))
            assert changed["age"] == answers["age"], "On ne change pas d’âge."
            assert change.route in slugs(changed), (answers, change)


def test_what_is_advised_instead_of_working_for_nothing_is_never_that_again() -> None:
    for answers in COMBINATIONS:
        for refusal in ways_in.find(answers).refusals:
            for change in refusal.instead:
                changed = dict(parse_qsl(change.query))
                assert ways_in.find(changed).refusals == (), (answers, changed)


def test_nobody_works_before_sixteen() -> None:
    work = {"cddu", "contrat", "apprentissage", "professionnalisation", "pmsmp", "service-civique"}
    for answers in COMBINATIONS:
        if answers["age"] == "moins-16":
            found = ways_in.find(answers)
            assert not slugs(answers) & (work | {"stage", "formation"}), answers
            assert "moins-16" in {caution["slug"] for caution in found.cautions}, answers
            if answers["proposition"] == "salaire":
                assert found.refusals, answers
            if answers["lieu"] == "societe":
                assert slugs(answers) <= {"observation"}, answers
                assert not found.routes or answers["inscription"] == "ecole", answers


def test_minors_are_told_who_signs_with_them() -> None:
    for answers in COMBINATIONS:
        told = {caution["slug"] for caution in ways_in.find(answers).cautions}
        assert ("mineur" in told) == (answers["age"] == "16-17"), answers


def test_a_stage_needs_a_school_and_an_immersion_needs_none() -> None:
    for answers in COMBINATIONS:
        opened = slugs(answers)
        assert answers["inscription"] == "ecole" or not opened & {"stage", "observation"}, answers
        assert answers["inscription"] != "ecole" or "pmsmp" not in opened, answers


def test_limits_of_length_hold() -> None:
    for answers in COMBINATIONS:
        opened = slugs(answers)
        if answers["duree"] in {"semestre", "annee"}:
            assert not opened & {"pmsmp", "observation"}, answers
        if answers["duree"] == "annee":
            assert "stage" not in opened, answers
        if answers["duree"] == "semestre" and answers["proposition"] == "rien":
            assert "stage" not in opened, answers


def test_ages_of_schemes_hold() -> None:
    for answers in COMBINATIONS:
        opened = slugs(answers)
        if answers["age"] in {"26-29", "30-plus"}:
            assert "service-civique" not in opened, answers
        if answers["age"] == "30-plus":
            assert "apprentissage" not in opened, answers


def test_volunteering_is_never_for_a_company() -> None:
    for answers in COMBINATIONS:
        if answers["lieu"] == "societe":
            assert not slugs(answers) & {"benevolat", "film-amis"}, answers


def test_every_way_and_every_refusal_is_reached() -> None:
    found = [ways_in.find(answers) for answers in COMBINATIONS]

    assert {route["slug"] for one in found for route in one.routes} == set(ROUTES)
    assert {refusal.data["slug"] for one in found for refusal in one.refusals} == {
        refusal["slug"] for refusal in ways_in.data()["refusals"]
    }
    assert {caution["slug"] for one in found for caution in one.cautions} == {
        caution["slug"] for caution in ways_in.data()["cautions"]
    }
    assert any(one.changes for one in found)


@pytest.mark.parametrize("route", ROUTES.values(), ids=ROUTES)
def test_each_way_says_what_to_ask_whom_and_how(route: dict[str, Any]) -> None:
    for field in ("what_fr", "paper_fr", "signers_fr", "where_fr", "say_fr"):
        assert route[field], field
    assert route["limits_fr"]
    assert route["law"]
    assert all(law["confidence"] for law in route["law"])
    assert route["confidence"] == "verified" or any(
        law["confidence"] != "verified" for law in route["law"]
    )


def test_a_missing_answer_is_an_error_of_the_caller() -> None:
    with pytest.raises(KeyError):
        ways_in.find({"age": "18-25"})


def test_links_lead_somewhere(load_reference: None) -> None:
    known: dict[str, Any] = {"ecoles": School, "aides": Aid, "associations": Association}
    for one in [*ROUTES.values(), *ways_in.data()["cautions"]]:
        for url in [link["url"] for link in one.get("links", [])] + [one.get("url", "")]:
            parts = urlsplit(url).path.strip("/").split("/")
            if url and len(parts) > 2 and parts[1] in known:
                assert known[parts[1]].objects.filter(slug=parts[2]).exists(), url
            assert not url or leads_somewhere(url), url


@pytest.mark.django_db
def test_page_asks_without_an_account(client: Client) -> None:
    page = client.get(PAGE).text

    for question in QUESTIONS:
        assert f'name="{question["name"]}"' in page
    assert "<script" not in page.split("<main", 1)[1].split("</main>", 1)[0]
    assert 'method="get"' in page
    assert "error-summary" not in page


@pytest.mark.django_db
def test_page_names_what_is_missing_and_keeps_the_rest(client: Client) -> None:
    page = client.get(PAGE, {"age": "18-25", "lieu": "bateau"}).text

    assert page.count("Choisissez une réponse.") == 2 * 3
    assert page.count("Cette réponse n’existe pas.") == 2
    kept = page[page.index('value="18-25"') :]
    assert "checked" in kept[: kept.index(">")]


@pytest.mark.django_db
def test_page_shows_the_paper_and_who_signs(client: Client) -> None:
    answers = {
        "age": "18-25", "inscription": "nulle-part", "lieu": "societe",
        "proposition": "organisme", "duree": "mois",
    }  # fmt: skip
    page = client.get(PAGE, answers).text

    assert "1 voie légale s’ouvre" in page
    assert "La convention de mise en situation en milieu professionnel (PMSMP)" in page
    assert "L.5135-1" in page
    assert "Relevé le 22/11/2026." in page


@pytest.mark.django_db
def test_page_says_why_the_forbidden_is_forbidden(client: Client) -> None:
    answers = {
        "age": "18-25", "inscription": "nulle-part", "lieu": "societe",
        "proposition": "rien", "duree": "jours",
    }  # fmt: skip
    page = client.get(PAGE, answers).text

    assert "Travailler gratuitement pour une société, ce n’est pas permis" in page
    assert "L.8221-3" in page
    asked = urlencode({**answers, "proposition": "salaire"}).replace("&", "&amp;")
    assert f"{PAGE}?{asked}#reponse" in page
    assert "way-in" not in page


@pytest.mark.django_db
def test_combinations_are_pages(client: Client) -> None:
    for answers in COMBINATIONS[::37]:
        assert client.get(PAGE, answers).status_code == 200
