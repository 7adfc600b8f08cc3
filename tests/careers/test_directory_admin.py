"""Editors keep the directories in the admin: corrections, additions, withdrawals."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from careers import directories
from careers.models import Aid, Association, School
from careers.models.shapes import ListOf
from portal.moderation import reference as teams
from portal.moderation.enums import Team
from tests.careers.directory_factories import make_association, make_school
from tests.factories import form_data, make_department, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client, settings: Settings) -> Client:
    settings.STAFF_SECOND_FACTOR_REQUIRED = False
    teams.load()
    user = make_user(is_staff=True)
    user.groups.add(Group.objects.get(name=Team.EDITOR))
    client.force_login(user)
    return client


def page(record: Any, name: str = "change") -> str:
    return reverse(f"admin:careers_{record._meta.model_name}_{name}", args=[record.pk])


def filled(answer: Any) -> dict[str, Any]:
    """What the browser would send back."""
    form = answer.context["adminform"].form
    data: dict[str, Any] = {**form_data(form)}
    for field in form:
        value = field.value()
        if isinstance(value, list):
            data[field.html_name] = value
        if field.name in {"sources", "beneficiaries"}:
            data[field.html_name] = field.field.prepare_value(value)
    return data


def test_an_editor_adds_a_school_that_a_load_leaves_alone(editor: Client) -> None:
    make_school(slug="ecole-du-bout-du-monde", name="École du bout du monde (ancienne)")
    answer = editor.post(
        reverse("admin:careers_school_add"),
        {
            "name": "École du bout du monde", "status": "association", "city": "Brest",
            "departement": "29", "country": "FR", "domains": ["image", "son"],
            "levels": ["sans-diplome"], "free_of_charge": "true", "confidence": "verified",
            "sources": "Le site de l’école\nUn appel", "is_listed": "on",
        },
    )  # fmt: skip
    assert answer.status_code == 302, answer.context["errors"]
    made = School.objects.get(name="École du bout du monde")

    assert made.slug == "ecole-du-bout-du-monde-2"
    assert made.loaded == {}
    assert made.domains == ["image", "son"]
    assert made.sources == ["Le site de l’école", "Un appel"]
    assert made.history.count() == 1
    directories.load()
    made.refresh_from_db()
    assert made.city == "Brest"
    assert "École du bout du monde" in editor.get("/ressources/ecoles/").text


def test_a_school_never_takes_the_address_of_a_page(editor: Client) -> None:
    editor.post(
        reverse("admin:careers_school_add"),
        {"name": "Comparer", "status": "prive", "city": "Paris", "country": "FR",
         "confidence": "verified", "free_of_charge": "unknown"},
    )  # fmt: skip

    assert School.objects.get().slug == "comparer-2"


@pytest.mark.parametrize(
    ("model", "slug", "field", "value"),
    [
        (School, "esra", "fees", "Écrit ici."),
        (School, "esra", "domains", ["son"]),
        (Aid, "c2i", "audiences", ["societe", "auteur"]),
        (Aid, "c2i", "conditions", "Écrit ici."),
        (Association, "afr", "membership", "Deux films au générique."),
        (Association, "afr", "departments", []),
    ],
)
def test_an_edit_is_kept_by_the_next_load(
    editor: Client, model: Any, slug: str, field: str, value: Any
) -> None:
    make_department(slug="regie")
    directories.load()
    record = model.objects.get(slug=slug)
    data = filled(editor.get(page(record)))
    answer = editor.post(page(record), {**data, field: value})
    assert answer.status_code == 302, answer.context["errors"]
    directories.load()
    record.refresh_from_db()

    kept = getattr(record, field)
    assert (sorted(kept) if isinstance(kept, list) else kept) == (
        sorted(value) if isinstance(value, list) else value
    )
    assert record.history.count() == 2


def test_what_was_made_here_is_deleted_what_was_loaded_is_hidden(editor: Client) -> None:
    directories.load()
    loaded, made = Association.objects.get(slug="afr"), make_association()

    assert editor.get(page(loaded, "delete")).status_code == 403
    assert editor.post(page(made, "delete"), {"post": "yes"}).status_code == 302
    assert not Association.objects.filter(pk=made.pk).exists()
    assert "delete_selected" not in editor.get(
        reverse("admin:careers_association_changelist")
    ).text  # fmt: skip
    Association.objects.filter(pk=loaded.pk).update(is_listed=False)
    directories.load()
    assert editor.get(loaded.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    ("name", "words", "confidence", "found"),
    [
        ("school", "saint-denis", "verified", {"ens-louis-lumiere"}),
        ("aid", "crédit d’impôt", "verified", {"c2i"}),
        ("association", "AFC", "verified", {"afc", "afcca"}),
    ],
)
def test_lists_of_the_admin_are_searched_and_filtered(
    editor: Client, name: str, words: str, confidence: str, found: set[str]
) -> None:
    directories.load()
    answer = editor.get(
        reverse(f"admin:careers_{name}_changelist"),
        {"q": words, "confidence__exact": confidence, "is_listed__exact": "1"},
    )

    assert {record.slug for record in answer.context["cl"].result_list} == found


@pytest.mark.parametrize(
    ("allowed", "value", "fits"),
    [
        ((), ["un", "deux"], True),
        ((), "un", False),
        ((), [1], False),
        ((), {"un": 1}, False),
        (("un", "deux"), ["deux"], True),
        (("un", "deux"), ["trois"], False),
    ],
)
def test_a_list_holds_words_that_are_known(allowed: Any, value: Any, fits: bool) -> None:
    if fits:
        ListOf(allowed)(value)
        return
    with pytest.raises(ValidationError):
        ListOf(allowed)(value)
