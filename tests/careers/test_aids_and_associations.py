"""The aids and the associations: lists, counts, pages; and the home of the library."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from careers import directories
from careers.library import Need, shelves
from careers.models import Aid, Association
from tests.careers.directory_factories import make_aid, make_association, make_school
from tests.factories import make_department, make_role, make_user

pytestmark = pytest.mark.django_db

AIDS, ASSOCIATIONS = "/ressources/aides/", "/ressources/associations/"
LAST_DAY = date(2026, 12, 31)


def today_is(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args, **_kwargs: day)


def aids_of(answer: Any) -> set[str]:
    return {row["aid"].name for section in answer.context["sections"] for row in section["rows"]}


def names(answer: Any) -> list[tuple[str, list[str]]]:
    return [
        (section["slug"], [one.name for one in section["rows"]])
        for section in answer.context["sections"]
    ]


# --- Aids ------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"A", "B", "C"}),
        ("?qui=auteur", {"A", "B"}),
        ("?qui=auteur&quand=ecriture", {"A"}),
        ("?qui=technicien&qui=societe", {"B", "C"}),
        ("?quoi=formation", {"C"}),
        ("?debut=oui", {"A"}),
        ("?ou=regional", {"B"}),
        ("?ou=Bretagne", {"B"}),
        ("?ou=national&debut=oui&quoi=formation", set()),
        ("?qui=personne&quand=hier&quoi=rien&ou=ailleurs&debut=non", {"A", "B", "C"}),
    ],
)
def test_list_of_aids_keeps_what_answers_to_every_filter(
    client: Client, query: str, found: set[str]
) -> None:
    make_aid(name="A", audiences=["auteur"], phase="ecriture", newcomer_friendly=True)
    make_aid(name="B", audiences=["auteur", "societe"], scope="regional", region="Bretagne")
    make_aid(name="C", audiences=["technicien"], phase="carriere", kind="formation")
    make_aid(name="Retirée", audiences=["auteur"], is_listed=False)
    answer = client.get(AIDS + query)

    assert aids_of(answer) == found
    assert answer.context["count"] == len(found)
    assert ("Voir toutes les aides" in answer.text) is (not found)


@pytest.mark.parametrize(
    ("address", "queries"),
    [
        (AIDS, ["", "?qui=auteur", "?debut=oui&quand=production"]),
        (ASSOCIATIONS, ["", "?departement=regie", "?nature=organisme&departement=son"]),
    ],
)
def test_each_count_is_the_length_of_the_list_it_leads_to(
    client: Client, address: str, queries: list[str]
) -> None:
    directories.load()
    for slug in ("regie", "son"):
        make_department(slug=slug, label=slug)
    for query in queries:
        facets = client.get(address + query).context["facets"]
        for group in facets.groups():
            kept = [
                f"{name}={value}"
                for name, values in facets.wanted.items()
                for value in values
                if name != group["name"]
            ]
            for option in group["options"]:
                asked = "&".join([*kept, f"{group['name']}={option['value']}"])
                found = client.get(f"{address}?{asked}").context["count"]
                assert found == option["count"], asked


@pytest.mark.parametrize(
    ("day", "said"),
    [(LAST_DAY, "échéance au 31/12/2026"), (LAST_DAY + timedelta(days=1), "échéance passée")],
)
def test_list_marks_an_aid_whose_last_day_is_past(
    client: Client, monkeypatch: pytest.MonkeyPatch, day: date, said: str
) -> None:
    today_is(monkeypatch, day)
    make_aid(valid_until=LAST_DAY)
    text = client.get(AIDS).text

    assert said in text
    assert ("échéance passée" in text) is (said == "échéance passée")


@pytest.mark.parametrize("late", [False, True])
def test_page_of_an_aid_says_its_last_day_and_that_it_may_have_moved(
    client: Client, monkeypatch: pytest.MonkeyPatch, late: bool
) -> None:
    today_is(monkeypatch, LAST_DAY + timedelta(days=late))
    directories.load()
    text = client.get(f"{AIDS}c2i/").text

    assert "au 31/12/2026" in text
    assert "prorogation à vérifier" in text
    assert ("La dernière échéance connue" in text) is late
    assert "prorogation" not in client.get(f"{AIDS}ulule/").text


def test_every_aid_and_association_of_the_data_has_its_page(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    directories.load()
    records: list[Any] = [*Aid.objects.all(), *Association.objects.all()]
    for record in records:
        with django_assert_max_num_queries(3):
            text = client.get(record.get_absolute_url()).text
        assert escape(record.name) in text, record.slug
        for source in record.sources:
            assert escape(source) in text, record.slug
        assert "None" not in text, record.slug


@pytest.mark.parametrize("address", [AIDS, ASSOCIATIONS])
def test_what_is_not_shown_is_not_found(client: Client, address: str) -> None:
    make_aid(slug="retiree", is_listed=False)
    make_association(slug="retiree", is_listed=False)

    assert client.get(f"{address}retiree/").status_code == 404
    assert client.get(f"{address}inconnue/").status_code == 404
    assert client.get(address).context["count"] == 0


@pytest.mark.parametrize("item_count", [1, 3])
@pytest.mark.parametrize(("address", "queries"), [(AIDS, 1), (ASSOCIATIONS, 2)])
def test_lists_cost_the_same_for_one_record_or_three(
    client: Client, item_count: int, address: str, queries: int, django_assert_num_queries: Any
) -> None:
    for _ in range(item_count):
        make_aid()
        make_association()
    with django_assert_num_queries(queries):
        assert client.get(address).context["count"] == item_count


# --- Associations ------------------------------------------------------------


def test_associations_stand_under_their_department_once_each(client: Client) -> None:
    make_department(slug="regie", label="Régie")
    make_department(slug="son", label="Son")
    make_association(name="Z", acronym="AAA", departments=["regie"])
    make_association(name="B", departments=["regie"])
    make_association(name="C", departments=["regie", "son"], kind="syndicat_salaries")
    make_association(name="D", departments=[], kind="organisme")
    make_association(name="E", departments=["son"])

    assert names(client.get(ASSOCIATIONS)) == [
        ("regie", ["Z", "B"]),
        ("son", ["E"]),
        ("plusieurs", ["C"]),
        ("tous", ["D"]),
    ]
    assert names(client.get(f"{ASSOCIATIONS}?departement=regie")) == [
        ("regie", ["Z", "B"]),
        ("plusieurs", ["C"]),
        ("tous", ["D"]),
    ]
    assert names(client.get(f"{ASSOCIATIONS}?departement=son&nature=organisme")) == [
        ("tous", ["D"])
    ]
    assert len(names(client.get(f"{ASSOCIATIONS}?departement=jardin&nature=parti"))) == 4
    assert "Voir toutes les associations" in client.get(f"{ASSOCIATIONS}?nature=collectif").text


def test_page_says_what_is_not_known_of_an_association(client: Client) -> None:
    bare = client.get(make_association().get_absolute_url()).text
    known = make_association(membership="Deux films au générique.", website="https://a.example")
    full = client.get(known.get_absolute_url()).text

    assert "à vérifier auprès de l’association" in bare
    assert "adresse non vérifiée" in bare
    assert "à vérifier auprès de l’association" not in full
    assert "adresse non vérifiée" not in full
    assert "Deux films au générique." in full
    assert 'href="https://a.example" rel="nofollow noopener external"' in full


# --- Around them ------------------------------------------------------------


def test_a_guide_names_the_schools_and_associations_of_its_department(client: Client) -> None:
    role = make_role(department=make_department(slug="son", label="Son"))
    schools = [make_school(name=f"École {index}", domains=["son"]) for index in range(8)]
    make_school(name="École d’image", domains=["image"])
    union = make_association(acronym="SON", departments=["son"])
    make_association(acronym="IMG", departments=["image"])
    text = client.get(role.get_absolute_url()).text

    assert [school.name in text for school in schools] == [True] * 6 + [False] * 2
    assert "les 8 à comparer" in text
    assert f'href="{union.get_absolute_url()}"' in text
    assert "IMG" not in text
    assert "École d’image" not in text


def test_a_guide_without_school_says_so(client: Client) -> None:
    assert "surtout sur le terrain" in client.get(make_role().get_absolute_url()).text


def test_library_shows_every_need_with_lines_that_open(client: Client) -> None:
    directories.load()
    make_association(is_listed=False)
    found = shelves()
    lines = {str(entry["label"]): entry for shelf in found for entry in shelf["entries"]}

    assert [shelf["slug"] for shelf in found] == Need.values
    assert lines["Les écoles"]["count"] == 25
    assert lines["Les aides"]["count"] == 18
    assert lines["Les associations et syndicats"]["count"] == 38
    for entry in lines.values():
        assert client.get(entry["url"]).status_code == 200, entry["url"]


@pytest.mark.parametrize("signed_in", [False, True])
def test_help_has_no_tab_and_is_one_link_away_on_every_page(
    client: Client, signed_in: bool
) -> None:
    if signed_in:
        client.force_login(make_user())
    answer = client.get(reverse("careers:library"))
    sections = answer.context["portal"]["sections"]()
    tabs = [str(section["label"]) for section in sections]

    assert tabs == ["Métiers", "Stages", "Mentorat", "Rencontres", "Ressources"]
    assert [section["current"] for section in sections] == [False] * 4 + [True]
    assert answer.text.count('href="/aide/"') >= 2
