"""Schools, aids and associations as they come in, and what the database refuses of them."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from careers import directories, loading
from careers.enums import Audience, Domain, SchoolLevel
from careers.models import Aid, Association, Department, ReferenceRecord, School
from careers.models.school import DEPARTMENTS_OF
from tests.careers.directory_factories import make_aid, make_association, make_school

pytestmark = pytest.mark.django_db

MODELS: list[type[ReferenceRecord]] = [School, Aid, Association]


@pytest.fixture
def loaded() -> None:
    directories.load()


def rows(name: str) -> list[dict[str, Any]]:
    return list(json.loads((loading.DATA / f"{name}.json").read_text())[name])


def everything() -> list[Any]:
    return [list(model._default_manager.order_by("pk").values()) for model in MODELS]


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(
    ("model", "name", "count"),
    [(School, "schools", 25), (Aid, "aids", 18), (Association, "associations", 38)],
)
def test_load_brings_every_record_of_the_file(
    model: type[ReferenceRecord], name: str, count: int
) -> None:
    slugs = set(model._default_manager.values_list("slug", flat=True))

    assert slugs == {row["slug"] for row in rows(name)}
    assert len(slugs) == count


@pytest.mark.usefixtures("loaded")
def test_facts_are_those_of_the_files() -> None:
    esra = School.objects.get(slug="esra")
    assert (esra.city, esra.departement, esra.region) == ("Paris", "75", "Île-de-France")
    assert esra.levels == ["bachelor", "master"]
    assert esra.apprenticeship is True
    assert esra.checked_on == date(2026, 11, 22)
    assert School.objects.get(slug="bts-audiovisuel").free_of_charge is None
    assert School.objects.get(slug="sup-de-prod").name == "Sup’ de Prod"
    assert Aid.objects.get(slug="c2i").valid_until == date(2026, 12, 31)
    assert list(Aid.objects.filter(scope="regional").values_list("slug", flat=True)) == [
        "fonds-regionaux"
    ]
    assert Association.objects.get(slug="adp").website == ""
    assert not Association.objects.exclude(membership="").exists()


@pytest.mark.usefixtures("loaded")
def test_second_load_changes_nothing() -> None:
    before, history = everything(), School.history.count()

    assert directories.load() == "25 écoles, 18 aides, 38 associations"
    assert everything() == before
    assert School.history.count() == history


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(
    ("slug", "field", "edited"),
    [("esra", "fees", "Écrit ici."), ("esra", "domains", ["son"]), ("esra", "is_listed", False)],
)
def test_reload_keeps_what_was_edited_and_updates_the_rest(
    monkeypatch: pytest.MonkeyPatch, slug: str, field: str, edited: Any
) -> None:
    School.objects.filter(slug=slug).update(**{field: edited})
    change(monkeypatch, slug, city="Nice", department="06", fees_fr="Du fichier.", domains=[])

    directories.load()
    directories.load()

    school = School.objects.get(slug=slug)
    assert getattr(school, field) == edited
    assert (school.city, school.region) == ("Nice", "Provence-Alpes-Côte d’Azur")


def test_reload_leaves_a_record_made_by_hand() -> None:
    make_school(slug="esra", name="Une autre école", city="Brest", departement="29")

    directories.load()

    assert School.objects.get(slug="esra").city == "Brest"
    assert School.objects.count() == 25


def change(monkeypatch: pytest.MonkeyPatch, slug: str, **values: Any) -> None:
    def read(name: str) -> Any:
        data = loading.read(name)
        for row in data.get("schools", []):
            if row["slug"] == slug:
                row.update(values)
        return data

    monkeypatch.setattr("careers.directories.read", read)


# --- What is drawn from the words of the files -------------------------------------------------


def test_every_word_of_the_file_stands_for_somebody() -> None:
    words = {word for row in rows("aids") for word in row["beneficiaries_fr"]}

    assert words - set(directories.AUDIENCES) == set()
    assert set(directories.AUDIENCES) - words == set()
    assert {one for several in directories.AUDIENCES.values() for one in several} == set(Audience)


def test_audiences_are_each_once_in_order() -> None:
    given = ["société de production", "auteur-réalisateur", "auteur", "inconnu"]

    assert directories.audiences_of(given) == ["auteur", "realisateur", "societe"]
    assert directories.audiences_of([]) == []


def test_every_domain_and_level_of_the_file_is_known() -> None:
    schools = rows("schools")

    assert {one for row in schools for one in row["domains"]} == set(Domain.values)
    assert {one for row in schools for one in row["levels"]} == set(SchoolLevel.values)


def test_domains_and_associations_lead_to_departments_that_exist() -> None:
    known = {row["slug"] for row in loading.read("roles.json")["meta"]["departments"]}

    assert {slug for several in DEPARTMENTS_OF.values() for slug in several} <= known
    assert {slug for row in rows("associations") for slug in row["departments"]} <= known
    assert Department.objects.count() == 0


def test_schools_of_a_department_teach_it_and_are_shown() -> None:
    montage = make_school(domains=["montage", "image"])
    make_school(domains=["son", "photographie"])
    make_school(domains=["montage"], is_listed=False)

    assert School.objects.for_department("postproduction") == [montage]
    assert School.objects.for_department("casting") == []
    assert montage.departments == ["postproduction", "image"]


def test_associations_of_a_department_are_its_own() -> None:
    regie = make_association(departments=["regie", "son"])
    make_association(departments=[])
    make_association(departments=["regie"], is_listed=False)

    assert Association.objects.for_department("regie") == [regie]
    assert Association.objects.for_department("image") == []


@pytest.mark.parametrize(
    ("last_day", "is_over"),
    [(None, False), (date(2026, 12, 30), True), (date(2026, 12, 31), False)],
)
def test_an_aid_is_over_once_its_last_day_is_past(last_day: date | None, is_over: bool) -> None:
    assert Aid(valid_until=last_day).is_over(today=date(2026, 12, 31)) is is_over


# --- What the database refuses -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("make", "fields", "fits"),
    [
        (make_school, {"status": "reseau"}, True),
        (make_school, {"status": "secte"}, False),
        (make_school, {"country": "BE", "departement": ""}, True),
        (make_school, {"country": "BE", "departement": "69"}, False),
        (make_school, {"latitude": 45.7, "longitude": 4.8}, True),
        (make_school, {"latitude": 45.7, "longitude": None}, False),
        (make_school, {"latitude": 91, "longitude": 4.8}, False),
        (make_aid, {"kind": "credit_impot", "phase": "carriere"}, True),
        (make_aid, {"kind": "cadeau"}, False),
        (make_aid, {"phase": "jamais"}, False),
        (make_aid, {"scope": "regional", "region": "Bretagne"}, True),
        (make_aid, {"scope": "regional", "region": ""}, True),
        (make_aid, {"scope": "national", "region": "Bretagne"}, False),
        (make_aid, {"scope": "mondial"}, False),
        (make_association, {"kind": "organisme"}, True),
        (make_association, {"kind": "parti"}, False),
    ],
)
def test_a_record_keeps_to_its_bounds(
    make: Callable[..., ReferenceRecord], fields: dict[str, Any], fits: bool
) -> None:
    if fits:
        make(**fields)
        return
    with pytest.raises(IntegrityError), transaction.atomic():
        make(**fields)


@pytest.mark.parametrize("make", [make_school, make_aid, make_association])
def test_a_name_stands_once(make: Callable[..., ReferenceRecord]) -> None:
    make(name="La même")
    with pytest.raises(IntegrityError), transaction.atomic():
        make(name="La même")
