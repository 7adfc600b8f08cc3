"""What the JSON of reference records may hold, from the model, the admin and an import."""

import csv
import io
import json
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import JSONField
from django.test import Client
from django.urls import reverse

from careers.models import Collaboration, Question, ReferenceRecord, Role, Term
from events.models import Festival
from tests.factories import make_user

pytestmark = pytest.mark.django_db

MODELS = [
    model
    for model in apps.get_models()
    if issubclass(model, ReferenceRecord) or model is Collaboration
]
FIELDS = [
    (model, field)
    for model in MODELS
    for field in model._meta.concrete_fields
    if isinstance(field, JSONField) and field.editable
]
NEVER: list[Any] = [5, True, None, "mot", "", [1, 2], [{}], [[]], [None], [""], {"a": 1}, {"a": []}]

# What was imported without a word and then broke these pages.
BROKEN: list[tuple[type[Any], str, str, Any, list[str]]] = [
    (Role, "scripte", "field_confidence", [], ["/metiers/scripte/", "/en/metiers/scripte/"]),
    (Role, "scripte", "field_confidence", {"titles": "zorglub"}, ["/metiers/scripte/"]),
    (Role, "scripte", "tasks", [1, 2], ["/metiers/scripte/"]),
    (Role, "scripte", "ways_in", [{}], ["/metiers/scripte/"]),
    (Role, "scripte", "aliases", {"a": 1}, ["/metiers/scripte/", "/metiers/"]),
    (Role, "scripte", "streaming_sources", 5, ["/metiers/scripte/"]),
    (Role, "scripte", "streaming_sources", [{"label": "CNC", "date": "hier"}], []),
    (Role, "scripte", "sources", 7, ["/metiers/scripte/"]),
    (Role, "scripte", "hard_sides", [{"topic": "zz", "text": "x"}], ["/metiers/scripte/"]),
    (Role, "scripte", "typical_day", [{"time": "99:99", "text": "x"}], ["/metiers/scripte/"]),
    (Term, "clap", "roles", 5, ["/ressources/lexique/clap/", "/donnees/lexique.csv"]),
    (Term, "clap", "roles", ["zorglub"], ["/ressources/lexique/clap/"]),
    (Term, "clap", "see_also", 5, ["/ressources/lexique/clap/", "/donnees/lexique.json"]),
    (Question, "", "links", [{"label": "x", "url": "javascript:alert(1)"}], ["/faq/"]),
    (Festival, "trois-continents", "field_confidence", [], ["/festivals/"]),
    (Festival, "trois-continents", "sources", 5, ["/festivals/trois-continents/"]),
    (Festival, "trois-continents", "specialties", ["zorglub"], ["/festivals/"]),
]


@pytest.fixture
def editor(reference: None, settings: Any) -> Client:
    settings.STAFF_SECOND_FACTOR_REQUIRED = False
    client = Client()
    client.force_login(make_user(is_staff=True, is_superuser=True))
    return client


def faults(record: Any) -> set[str]:
    try:
        record.clean_fields()
    except ValidationError as found:
        return set(found.message_dict)
    return set()


def test_fields_are_found() -> None:
    names = {(model.__name__, field.name) for model, field in FIELDS}

    assert {("Role", "tasks"), ("Term", "roles"), ("Festival", "field_confidence")} <= names


@pytest.mark.parametrize(
    ("model", "field"), FIELDS, ids=[f"{model.__name__}.{field.name}" for model, field in FIELDS]
)
def test_every_json_field_refuses_what_no_page_can_read(model: Any, field: Any) -> None:
    own_empty = field.get_default()
    wrong = [*NEVER, {} if own_empty == [] else []]
    taken = [value for value in wrong if field.name not in faults(model(**{field.name: value}))]

    # Phases have no form of their own: `clean_fields` of Django passes over what is empty.
    assert [value for value in taken if model is not Collaboration or value] == []
    assert field.name not in faults(model(**{field.name: own_empty}))


def test_all_that_is_loaded_has_the_shape_asked_for(reference: None) -> None:
    names = {field.name for _model, field in FIELDS}
    found = {
        (model.__name__, getattr(record, "slug", record.pk), name)
        for model in MODELS
        for record in model._default_manager.all()
        for name in faults(record) & names
    }

    assert found == set()


def test_import_refuses_each_bad_value_in_french_and_pages_stay(editor: Client) -> None:
    for model, slug, column, value, pages in BROKEN:
        slug = slug or Question.objects.values_list("slug", flat=True)[0]
        name = f"{model._meta.app_label}_{model._meta.model_name}"
        out = io.StringIO()
        csv.writer(out).writerows([["slug", column], [slug, json.dumps(value)]])
        file = SimpleUploadedFile("fiches.csv", out.getvalue().encode())
        page = editor.post(
            reverse(f"admin:{name}_import"), {"import_file": file, "format": "0", "resource": "0"}
        )
        (row,) = page.context["result"].invalid_rows

        assert list(row.field_specific_errors) == [column], (column, value)
        assert "confirm_form" not in page.context
        for address in pages:
            assert Client().get(address).status_code == 200, address


@pytest.mark.parametrize(
    ("column", "typed", "said"),
    [
        ("see_also", "zorglub", "n’existent pas"),
        ("roles", "scripte\nzorglub", "n’existent pas"),
        ("departments", "zorglub", "n’existent pas"),
    ],
)
def test_admin_form_says_the_same(editor: Client, column: str, typed: str, said: str) -> None:
    term = Term.objects.get(slug="clap")
    address = reverse("admin:careers_term_change", args=[term.pk])
    form = editor.get(address).context["adminform"].form
    data = {name: form[name].value() or "" for name in form.fields}
    page = editor.post(address, {**data, column: typed})

    assert page.status_code == 200
    assert said in page.content.decode()
    assert typed.splitlines()[-1] in page.content.decode()


def test_admin_form_refuses_an_address_that_is_a_script(editor: Client) -> None:
    question = Question.objects.all()[0]
    address = reverse("admin:careers_question_change", args=[question.pk])
    form = editor.get(address).context["adminform"].form
    data = {name: form[name].value() or "" for name in form.fields}
    page = editor.post(address, {**data, "links": "Un piège | javascript:alert(1)"})

    assert "Mal écrit (url)" in page.content.decode()
