"""French as it is set in print: ’ and not ', no line break before a sign of two parts."""

import ast
import json
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.test import Client

from portal.shell.french import typeset
from tests.consistency import world
from tests.consistency.french import (
    ROOT,
    error_texts,
    faults,
    json_texts,
    python_files,
    python_texts,
    template_texts,
    visible_texts,
)
from tests.consistency.report import assert_none

# Read by machines, in English.
MACHINE_TEMPLATES = {"shell/robots.txt", "shell/security.txt"}
TEMPLATES = sorted(
    file
    for file in (ROOT / "templates").rglob("*")
    if file.is_file() and str(file.relative_to(ROOT / "templates")) not in MACHINE_TEMPLATES
)
ERROR_TEMPLATES = [
    *sorted((ROOT / "templates").glob("[45]*.html")),
    ROOT / "templates/components/error_summary.html",
    ROOT / "templates/components/field_errors.html",
]
DATA = ROOT / "careers" / "data"
GUIDES = sorted((DATA / "guides").glob("*.json"))


def name(file: Path) -> str:
    return str(file.relative_to(ROOT))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("l'heure", "apostrophe droite"),
        ("Quoi ?", "espace ordinaire avant un signe"),
        ("le titre :", "espace ordinaire avant un signe"),
        ("« Coupez\u00a0»", "espace ordinaire après «"),
        ("«\u00a0Coupez »", "espace ordinaire avant un signe"),
        ("Quoi?", "espace absente"),
        ("et...", "trois points"),
    ],
)
def test_faults_are_seen(text, expected):
    assert [fault.split(" : ")[0] for fault in faults(text)] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "l’heure",
        "Quoi\u202f?",
        "le titre\u00a0: «\u00a0Coupez\u00a0»",
        "à 12:30",
        "et…",
        "L.124-6\u202f;",
    ],
)
def test_good_french_has_no_fault(text):
    assert faults(text) == []


def test_templates_are_typeset():
    problems = [
        f"{name(file)} {fault}"
        for file in TEMPLATES
        for text in template_texts(file.read_text())
        for fault in faults(text)
    ]

    assert_none(problems)


def test_python_strings_are_typeset():
    problems = [
        f"{name(file)}:{line} {fault}"
        for file in python_files()
        for line, text in python_texts(ast.parse(file.read_text()))
        for fault in faults(text)
    ]

    assert_none(problems)


def test_guides_are_typeset():
    assert GUIDES
    problems = [
        f"{name(file)} {fault}"
        for file in GUIDES
        for text in json_texts(json.loads(file.read_text()))
        for fault in faults(text)
    ]

    assert_none(problems)


@pytest.mark.parametrize("file", ["roles.json", "skills.json"])
def test_typeset_mends_reference_data(file):
    texts = list(json_texts(json.loads((DATA / file).read_text())))

    assert any(faults(text) for text in texts), "Rien à mettre en forme : ce test ne prouve rien."
    assert_none(fault for text in texts for fault in faults(typeset(text)))


@pytest.mark.django_db
def test_loaded_reference_is_typeset():
    world.load_reference()

    problems = []
    for model in apps.get_app_config("careers").get_models():
        columns = [
            field.name
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField | models.JSONField)
            and field.name != "loaded"
            and not field.name.endswith("_en")
        ]
        for row in model._default_manager.values(*columns):
            problems += [f"{model.__name__} {f}" for text in json_texts(row) for f in faults(text)]

    assert_none(problems)


@pytest.mark.django_db
def test_pages_are_typeset_once_rendered():
    """What templates put together (a label, a colon, a value) only shows here."""
    made = world.build(listings=2)
    addresses = [page.address(made) for page in world.PUBLIC]

    problems = []
    for address in addresses:
        html = Client().get(address).content.decode()
        problems += [f"{address} {f}" for text in visible_texts(html) for f in faults(text)]

    assert_none(problems)


def test_errors_do_not_shout():
    problems = [
        f"{name(file)}:{line} {text}"
        for file in python_files()
        for line, text in error_texts(ast.parse(file.read_text()))
        if "!" in text
    ]
    for file in ERROR_TEMPLATES:
        problems += [text for text in template_texts(file.read_text()) if "!" in text]

    assert_none(problems)
