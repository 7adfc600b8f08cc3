import re
from typing import Any

import pytest
from django.test import Client

from careers.models import Role, RoleStep
from tests.careers.paths.factories import ask, lead, make_skill
from tests.factories import make_role, make_user

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def test_way_says_its_steps_its_doubts_and_what_is_missing(client: Client, loaded: None) -> None:
    answer = client.get("/parcours/?de=assistant-de-production&vers=producteur")

    assert answer.context["answer"] == "ways"
    assert [len(trip.legs) for trip in answer.context["trips"]] == [2, 2, 3]
    assert "Il vous manque 7 compétences sur 7." in answer.text
    assert answer.text.count("durée à vérifier") == 7
    assert "Rarement direct" in answer.text
    assert "S’apprend à l’étape Chargé·e de production." in answer.text
    # The way stands for the lists, which would only lengthen the page.
    assert 'class="networks"' not in answer.text
    assert 'class="map map-dim"' in answer.text


def test_way_across_departments_names_them(client: Client, loaded: None) -> None:
    answer = client.get("/parcours/?de=scripte&vers=monteur")

    assert "passerelle" in answer.text
    assert "Mise en scène → Montage et postproduction" in answer.text


def test_years_are_told_with_their_source_once_somebody_has_found_them(
    client: Client, loaded: None
) -> None:
    RoleStep.objects.filter(role__slug="scripte", to__slug="monteur").update(
        usual_years="2 à 4 ans", years_source="Enquête de test, 2026"
    )

    answer = client.get("/parcours/?de=scripte&vers=monteur")

    assert "2 à 4 ans" in answer.text
    assert "Enquête de test, 2026" in answer.text
    assert "durée à vérifier" not in answer.text


@pytest.mark.parametrize(
    ("query", "answer", "words"),
    [
        ("", "map", "Le réseau des métiers"),
        ("?de=scripte&vers=scripte", "same", "Vous y êtes déjà"),
        ("?de=inconnu&vers=scripte", "to", "un métier que nous ne connaissons pas"),
        ("?de=scripte&vers=inconnu", "from", "un métier que nous ne connaissons pas"),
        ("?de=inconnu&vers=inconnu", "map", "un métier que nous ne connaissons pas"),
        ("?de=scripte", "from", "Dites aussi où vous voudriez arriver"),
        ("?de=&vers=scripte", "to", "Dites aussi d’où vous partez"),
        ("?de=chef-decorateur", "from", "Aucune suite n’est décrite depuis ce métier"),
        ("?de=machiniste&vers=realisateur", "none", "Pas de trajet décrit"),
        ("?de=producteur&vers=assistant-de-production", "none", "Dans l’autre sens, oui"),
        ("?de=%C3%A9&vers=" + "x" * 500, "map", "un métier que nous ne connaissons pas"),
    ],
)
def test_every_question_has_a_kind_answer(
    client: Client, loaded: None, query: str, answer: str, words: str
) -> None:
    page = client.get(f"/parcours/{query}")

    assert page.status_code == 200
    assert page.context["answer"] == answer
    assert words in page.text


def test_without_a_way_one_is_shown_where_to_start_again(client: Client, loaded: None) -> None:
    answer = client.get("/parcours/?de=machiniste&vers=realisateur")

    starts = [(row["role"].slug, len(row["shared"])) for row in answer.context["starts"]]
    assert set(starts[:2]) == {("auxiliaire-de-regie", 2), ("electricien-de-prise-de-vues", 2)}
    assert [shared for _slug, shared in starts[2:]] == [1, 1]
    assert "?de=auxiliaire-de-regie&amp;vers=realisateur" in answer.text
    bridges = {row["arrow"].source for row in answer.context["bridges"]}
    assert bridges <= {
        "directeur-de-la-photographie", "monteur", "superviseur-vfx", "motion-designer",
        "scenariste", "regisseur-adjoint", "auxiliaire-de-regie",
    }  # fmt: skip
    assert bridges


def test_way_can_be_turned_round_and_shared(client: Client, loaded: None) -> None:
    answer = client.get("/parcours/?de=scripte&vers=monteur")

    assert '?de=monteur&amp;vers=scripte"' in answer.text
    assert '<option value="scripte" selected>' in answer.text
    assert '<option value="monteur" selected>' in answer.text


def test_marks_of_the_member_say_what_is_missing(client: Client) -> None:
    start, end = make_role(), make_role()
    held, begun, new = (make_skill(label=label) for label in ("Perche", "Cadrage", "Montage"))
    ask(end, held, begun, new)
    lead(start, end)
    member = make_user()
    member.skill_marks.create(skill=held, level="yes")
    member.skill_marks.create(skill=begun, level="some")
    client.force_login(member)

    answer = client.get(f"/parcours/?de={start.slug}&vers={end.slug}")

    assert [(one.ask.label, one.begun) for one in answer.context["missing"]] == [
        ("Cadrage", True),
        ("Montage", False),
    ]
    assert "D’après ce que vous avez coché." in answer.text


def test_marks_may_come_in_the_address_without_an_account(client: Client) -> None:
    start, end = make_role(), make_role()
    skill = make_skill()
    ask(end, skill)
    lead(start, end)
    address = f"/parcours/?de={start.slug}&vers={end.slug}"

    with_mark = client.get(f"{address}&acquis={skill.slug}&acquis=inconnue")

    assert len(client.get(address).context["missing"]) == 1
    assert with_mark.context["missing"] == []


def test_htmx_gets_the_answer_alone(client: Client, loaded: None) -> None:
    address = "/parcours/?de=scripte&vers=monteur"
    part, page = client.get(address, headers=HTMX), client.get(address)

    assert part.text.lstrip().startswith('<div id="trajet">')
    assert part.text.strip() in page.text
    assert 'hx-target="#trajet"' in page.text
    assert "HX-Request" in page.headers["Vary"]


def test_page_asks_three_questions(
    client: Client, loaded: None, django_assert_num_queries: Any
) -> None:
    for query in ("", "?de=scripte&vers=monteur", "?de=machiniste&vers=realisateur"):
        with django_assert_num_queries(3):
            client.get(f"/parcours/{query}")


@pytest.mark.parametrize("language", ["", "/en"])
def test_no_two_roles_to_choose_read_the_same(client: Client, loaded: None, language: str) -> None:
    page = client.get(f"{language}/parcours/").text
    select = page.split('<select id="de"', 1)[1].split("</select>", 1)[0]
    names = re.findall(r"<option[^>]*>([^<]+)</option>", select)

    assert len(names) == Role.objects.count() + 1
    assert len(names) == len(set(names))
