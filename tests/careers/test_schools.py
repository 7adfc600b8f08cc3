"""The schools: the list and its counts, one school, the comparison."""

from typing import Any

import pytest
from django.test import Client
from django.utils.html import escape

from careers import directories
from careers.models import School
from tests.careers.directory_factories import make_school
from tests.factories import make_department, make_role

pytestmark = pytest.mark.django_db

LIST, COMPARE = "/ressources/ecoles/", "/ressources/ecoles/comparer/"


def names(answer: Any) -> set[str]:
    return {one.name for section in answer.context["sections"] for one in section["schools"]}


@pytest.fixture
def schools() -> None:
    for slug, label in (("image", "Image"), ("son", "Son")):
        make_department(slug=slug, label=label)
    make_school(
        name="A", domains=["image", "photographie"], levels=["master"], free_of_charge=False
    )
    make_school(
        name="B", status="association", city="Marseille", departement="13", domains=["son"],
        levels=["sans-diplome", "master"], free_of_charge=True,
    )  # fmt: skip
    make_school(
        name="C", status="reseau", city="France", departement="", domains=["image", "son"],
        levels=["bts"], free_of_charge=None, apprenticeship=True,
    )  # fmt: skip
    make_school(
        name="D", status="public-belge", city="Bruxelles", departement="", country="BE",
        domains=["inconnu"], levels=["inconnu"], free_of_charge=False,
    )  # fmt: skip
    make_school(name="Retirée", domains=["image", "son"], is_listed=False)


@pytest.mark.usefixtures("schools")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"A", "B", "C", "D"}),
        ("?departement=image", {"A", "C"}),
        ("?departement=image&departement=son", {"A", "B", "C"}),
        ("?departement=image&niveau=master", {"A"}),
        ("?departement=image&niveau=sans-diplome", set()),
        ("?domaine=photographie", {"A"}),
        ("?domaine=son", {"B", "C"}),
        ("?cout=gratuite", {"B"}),
        ("?cout=a-verifier", {"C"}),
        ("?alternance=oui", {"C"}),
        ("?statut=public", {"A"}),
        ("?region=Auvergne-Rhône-Alpes", {"A"}),
        ("?region=partout&region=etranger", {"C", "D"}),
        ("?statut=secte&region=Atlantide&niveau=inconnu&cout=0", {"A", "B", "C", "D"}),
        ("?statut=public&statut=secte", {"A"}),
        ("?departement=" + "x" * 3000, {"A", "B", "C", "D"}),
    ],
)
def test_list_keeps_what_answers_to_every_filter(
    client: Client, query: str, found: set[str]
) -> None:
    answer = client.get(LIST + query)

    assert names(answer) == found
    assert answer.context["count"] == len(found)
    assert ("Voir toutes les écoles" in answer.text) is (not found)


@pytest.mark.parametrize(
    "query",
    ["", "?departement=son", "?region=Île-de-France&cout=gratuite", "?niveau=master&statut=prive"],
)
def test_each_count_is_the_length_of_the_list_it_leads_to(client: Client, query: str) -> None:
    directories.load()
    for slug in ("image", "son", "production"):
        make_department(slug=slug, label=slug)
    facets = client.get(LIST + query).context["facets"]
    groups = facets.groups()

    assert len(groups) >= 6
    for group in groups:
        others = [
            f"{name}={value}"
            for name, values in facets.wanted.items()
            for value in values
            if name != group["name"]
        ]
        for option in group["options"]:
            address = f"{LIST}?" + "&".join([*others, f"{group['name']}={option['value']}"])
            assert client.get(address).context["count"] == option["count"], address


@pytest.mark.usefixtures("schools")
def test_a_filter_in_use_is_shown_with_the_way_out_of_it(client: Client) -> None:
    answer = client.get(f"{LIST}?statut=public&domaine=image&ecole=ecole-x")
    chips = {str(chip["label"]): chip["url"] for chip in answer.context["facets"].chips()}

    assert chips == {"Image": "?statut=public", "Publique": "?domaine=image"}
    assert answer.context["facets"].active == 2


@pytest.mark.usefixtures("schools")
def test_a_subject_that_stands_for_a_department_is_drawn_once_ticked(client: Client) -> None:
    def drawn(query: str) -> list[str]:
        groups = client.get(LIST + query).context["facets"].groups()
        return [
            option["value"]
            for group in groups
            if group["name"] == "domaine"
            for option in group["options"]
        ]

    assert drawn("") == ["photographie"]
    assert drawn("?domaine=son") == ["photographie", "son"]


@pytest.mark.usefixtures("schools")
def test_a_region_without_school_names_those_that_are_everywhere(client: Client) -> None:
    assert 'href="?region=partout"' in client.get(f"{LIST}?region=Bretagne").text
    assert 'href="?region=partout"' not in client.get(f"{LIST}?region=partout").text
    assert 'href="?region=partout"' not in client.get(LIST).text


@pytest.mark.parametrize("item_count", [1, 3])
def test_list_costs_the_same_for_one_school_or_three(
    client: Client, item_count: int, django_assert_num_queries: Any
) -> None:
    for _ in range(item_count):
        make_school(domains=["image"])
    with django_assert_num_queries(2):
        assert client.get(LIST).context["count"] == item_count


def test_list_is_alphabetical_whatever_the_accents(client: Client) -> None:
    for name in ("Satis", "École", "ESRA"):
        make_school(name=name)
    (section,) = client.get(LIST).context["sections"]

    assert [one.name for one in section["schools"]] == ["École", "ESRA", "Satis"]


# --- One school ------------------------------------------------------------


def test_every_school_of_the_data_has_its_page(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    directories.load()
    for school in School.objects.all():
        with django_assert_max_num_queries(3):
            answer = client.get(school.get_absolute_url())
        assert escape(school.name) in answer.text, school.slug
        assert school.website in answer.text, school.slug
        for source in school.sources:
            assert escape(source) in answer.text, school.slug
        assert "None" not in answer.text, school.slug


def test_page_leads_to_the_roles_its_teaching_prepares(client: Client) -> None:
    image, son = make_department(slug="image", label="Image"), make_department(slug="son")
    cadreuse, perchiste = make_role(department=image), make_role(department=son)
    school = make_school(domains=["image", "photographie"])
    answer = client.get(school.get_absolute_url())

    assert f'href="{cadreuse.get_absolute_url()}"' in answer.text
    assert f'href="{perchiste.get_absolute_url()}"' not in answer.text
    assert "?departement=image" in answer.text
    assert "?domaine=photographie" in answer.text


def test_page_proposes_the_schools_that_teach_most_of_the_same(client: Client) -> None:
    school = make_school(domains=["image", "son", "montage"])
    one = make_school(domains=["image"])
    all_three = make_school(domains=["image", "son", "montage", "jeu"])
    two = make_school(domains=["son", "montage"])
    make_school(domains=["image", "jeu"])
    make_school(domains=["animation"])
    answer = client.get(school.get_absolute_url())

    assert answer.context["neighbours"] == [all_three, two, one]


@pytest.mark.parametrize("address", [f"{LIST}inconnue/", f"{LIST}retiree/"])
def test_a_school_that_is_not_shown_is_not_found(client: Client, address: str) -> None:
    make_school(slug="retiree", is_listed=False)

    assert client.get(address).status_code == 404


# --- Side by side ------------------------------------------------------------


def test_comparison_keeps_the_order_asked_for_and_each_school_once(client: Client) -> None:
    b, a = make_school(slug="b"), make_school(slug="a")
    answer = client.get(f"{COMPARE}?ecole=b&ecole=inconnue&ecole=a&ecole=b")

    assert answer.context["schools"] == [b, a]
    assert [column["without_url"] for column in answer.context["columns"]] == [
        f"{COMPARE}?ecole=a",
        f"{COMPARE}?ecole=b",
    ]
    assert "?ecole=b&amp;ecole=a" in answer.text


def test_a_fifth_school_is_named_and_left_out(client: Client) -> None:
    made = [make_school(slug=slug, name=f"École {slug}") for slug in "abcde"]
    four = client.get(COMPARE + "?" + "&".join(f"ecole={one}" for one in "abcd"))
    five = client.get(COMPARE + "?" + "&".join(f"ecole={one}" for one in "abcde"))

    assert four.context["schools"] == made[:4]
    assert five.context["schools"] == made[:4]
    assert five.context["left_out"] == [made[4]]
    assert "Laissées de côté" in five.text
    assert "Laissées de côté" not in four.text
    assert 'id="ajouter"' not in four.text


def test_comparison_of_nothing_says_where_to_choose(client: Client) -> None:
    make_school()
    for query in ("", "?ecole=inconnue", "?ecole="):
        answer = client.get(COMPARE + query)
        assert "Aucune école choisie" in answer.text
        assert 'id="ajouter"' in answer.text


def test_a_school_not_shown_is_not_compared(client: Client) -> None:
    make_school(slug="retiree", is_listed=False)

    assert client.get(f"{COMPARE}?ecole=retiree").context["schools"] == []


@pytest.mark.parametrize("item_count", [1, 3])
def test_comparison_costs_the_same_for_one_school_or_three(
    client: Client, item_count: int, django_assert_num_queries: Any
) -> None:
    query = "&".join(f"ecole={make_school().slug}" for _ in range(item_count))
    with django_assert_num_queries(1):
        client.get(f"{COMPARE}?{query}")


def test_the_choice_follows_from_the_comparison_to_the_list_and_through_the_filters(
    client: Client,
) -> None:
    make_school(slug="a")
    make_school(slug="b")
    answer = client.get(f"{LIST}?ecole=a&statut=public")

    assert answer.context["picked"] == ["a"]
    assert '<input type="hidden" name="ecole" value="a">' in answer.text
    assert 'value="a" checked' in answer.text
    assert 'value="b" checked' not in answer.text


def test_a_school_that_is_not_there_is_said_to_be_left_out(client: Client, schools: None) -> None:
    known = School.objects.values_list("slug", flat=True)[0]
    one = client.get(COMPARE, {"ecole": [known, "zzz"]}).text
    assert "une école que nous ne connaissons pas" in one
    two = client.get(COMPARE, {"ecole": ["yyy", "zzz"]}).text
    assert "2 écoles que nous ne connaissons pas" in two
    assert "ne connaissons pas" not in client.get(COMPARE, {"ecole": [known]}).text
