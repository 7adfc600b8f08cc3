from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from careers import reference, terms
from careers.models import Role
from portal.moderation.enums import State
from tests.factories import make_department, make_internship, make_role

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("item_count", [1, 3])
def test_list_costs_the_same_for_one_role_or_three(
    client: Client, item_count: int, django_assert_num_queries: Any
) -> None:
    for _ in range(item_count):
        make_role()
    with django_assert_num_queries(1):
        client.get("/metiers/")


@pytest.mark.parametrize("item_count", [1, 3])
def test_table_costs_the_same_for_one_role_or_three(
    client: Client, item_count: int, django_assert_num_queries: Any
) -> None:
    for _ in range(item_count):
        make_role()
    with django_assert_num_queries(3):
        client.get("/metiers/tableau/")


@pytest.mark.parametrize("item_count", [1, 3])
def test_guide_costs_the_same_for_one_internship_or_three(
    client: Client, item_count: int, django_assert_num_queries: Any
) -> None:
    role = make_role()
    for _ in range(item_count):
        make_internship(role=role)
    terms.finder_of.cache_clear()  # as after a restart
    with django_assert_num_queries(11):
        client.get(role.get_absolute_url())


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("location manager", "regisseur-general"),
        ("regisseur", "regisseur"),
        ("Régisseuse", "regisseur"),
        ("REGISSEUR GENERAL", "regisseur-general"),
        ("boom operator", "perchman"),
        ("étalonneuse", "etalonneur"),
        ("L1509", "regisseur-general"),
    ],
)
def test_role_is_found_by_any_of_its_names(client: Client, words: str, expected: str) -> None:
    reference.load()

    answer = client.get("/metiers/", {"q": words})

    assert f"/metiers/{expected}/" in answer.text


def test_search_without_answer_says_what_to_do(client: Client) -> None:
    make_role()
    answer = client.get("/metiers/", {"q": "astronaute"})

    assert "Aucun métier à ce nom" in answer.text
    assert "Voir tous les métiers" in answer.text


@pytest.mark.parametrize("words", ["x" * 10_000, "🎬", "<script>alert(1)</script>", "%", "'"])
def test_search_survives_anything(client: Client, words: str) -> None:
    answer = client.get("/metiers/", {"q": words})

    assert answer.status_code == 200
    assert "<script>alert" not in answer.text


def test_htmx_search_answers_with_the_part_that_is_in_the_page(client: Client) -> None:
    make_role(title="Scripte")
    part = client.get("/metiers/?q=scripte", headers={"HX-Request": "true"})
    page = client.get("/metiers/?q=scripte")

    assert part.text.lstrip().startswith('<div id="metiers"')
    assert 'id="metiers"' in page.text
    assert part.text.strip() in page.text
    assert "HX-Request" in page["Vary"]


def test_htmx_history_restore_gets_the_whole_page(client: Client) -> None:
    answer = client.get(
        "/metiers/", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"}
    )

    assert "<html" in answer.text


@pytest.mark.parametrize("column", ["metier", "departement", "niveau", "ia"])
def test_table_sorts_both_ways(client: Client, column: str) -> None:
    reference.load()

    up = [role.slug for role in client.get(f"/metiers/tableau/?tri={column}").context["roles"]]
    down = client.get(f"/metiers/tableau/?tri={column}&sens=desc")

    assert len(up) == 44
    assert 'aria-sort="descending"' in down.text
    assert up != [role.slug for role in down.context["roles"]]


def test_table_ignores_an_unknown_column(client: Client) -> None:
    assert client.get("/metiers/tableau/?tri=nope&sens=x").status_code == 200


def test_guide_shows_every_section(client: Client) -> None:
    reference.load()
    answer = client.get("/metiers/regisseur/")

    for heading in (
        "La mission", "Les tâches", "Une journée", "Ce qu’il faut savoir faire", "Avec qui",
        "Y entrer", "Et après", "Ce qui change", "Ce qui est dur", "Code ROME", "IDCC 3097",
        "Sources et fiabilité", "à vérifier",
    ):  # fmt: skip
        assert heading in answer.text, heading


def test_guide_of_an_unknown_role_is_404(client: Client) -> None:
    assert client.get("/metiers/astronaute/").status_code == 404


def test_guide_lists_open_internships_only(client: Client) -> None:
    role = make_role()
    make_internship(role=role, title="Ouvert maintenant")
    make_internship(role=role, title="Pas encore relu", state=State.SUBMITTED)
    past = make_internship(role=role, title="Trop tard")
    type(past).objects.filter(pk=past.pk).update(apply_by=timezone.localdate() - timedelta(days=1))

    answer = client.get(role.get_absolute_url())

    assert "Ouvert maintenant" in answer.text
    assert "Pas encore relu" not in answer.text
    assert "Trop tard" not in answer.text


def test_guide_draws_one_usual_line_and_no_step_with_a_reservation(client: Client) -> None:
    reference.load()

    line = client.get("/metiers/regisseur-adjoint/").context["line"]
    assert len(line) >= 3
    assert [station["current"] for station in line].count(True) == 1
    labels = [station["label"] for station in line]
    assert labels.index("Régisseur·euse adjoint·e") < labels.index("Régisseur·euse général·e")

    # From producteur to producteur exécutif is no promotion: listed with its note, never drawn.
    answer = client.get("/metiers/producteur/")
    assert "Producteur·rice exécutif·ve" not in [
        station["label"] for station in answer.context["line"]
    ]
    assert "Producteur·rice exécutif·ve" in answer.text


def test_stale_guide_says_so(client: Client) -> None:
    role = make_role(checked_on=timezone.localdate() - timedelta(days=400))

    assert "plus d’un an" in client.get(role.get_absolute_url()).text


def test_roles_of_one_department_are_grouped_in_crew_order(client: Client) -> None:
    second = make_department(slug="image", label="Image")
    type(second).objects.filter(pk=second.pk).update(position=1)
    make_role(department=second, title="Cadreur·euse")
    make_role(title="Auxiliaire de régie")

    groups = client.get("/metiers/").context["groups"]

    assert [department.label for department, _roles in groups] == ["Régie", "Image"]


def test_role_history_keeps_each_edit() -> None:
    role = make_role()
    role.description = "Autre chose."
    role.save()

    assert list(role.history.values_list("description", flat=True)) == [
        "Autre chose.",
        "Fait tenir le tournage debout.",
    ]
    assert Role.history.count() == 2


def test_guide_gives_its_other_names_each_once(client: Client) -> None:
    role = make_role(title="Scripte", title_en="Script supervisor")
    french = client.get(role.get_absolute_url()).text
    english = client.get(f"/en{role.get_absolute_url()}").text

    assert '<span lang="en">Script supervisor</span>' in french
    assert ">Scripte</span>" not in french.split("<h1", 1)[1].split("<nav", 1)[0]
    head = english.split("<h1", 1)[1].split("<nav", 1)[0]
    assert head.count("Script supervisor") == 1
    assert '<span lang="fr">Scripte</span>' in head
