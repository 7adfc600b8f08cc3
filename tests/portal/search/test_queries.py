"""The table of queries: the same first answer on SQLite and on PostgreSQL."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import translation

from portal.search.answers import answer
from portal.search.finding import Hit
from portal.search.query import IN_TEXT
from portal.search.registry import FileSource
from tests.portal.search import queries


def name_of(hit: Hit) -> str:
    """metier:regisseur: the kind, and the slug of what was found."""
    if isinstance(hit.source, FileSource):
        return f"{hit.source.key}:{hit.source.by_number()[hit.object_id].slug}"
    return f"{hit.source.key}:{hit.source.model._base_manager.get(pk=hit.object_id).slug}"  # type: ignore[attr-defined]


def ask(typed: str) -> list[Hit]:
    said = answer(typed, viewer=AnonymousUser(), filters={})
    return said.found.hits if said else []


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["monteur", "montage", "editor", "production", "prod"])
def test_french_titles_of_trades_come_before_everything_else(reference, typed):
    """Then what has the word in another name, an English one for instance; then the texts."""
    hits = [hit for hit in ask(typed) if hit.band < IN_TEXT]
    word = "monteur" if typed in {"monteur", "montage", "editor"} else "production"
    titled = [
        hit.source.key == "metier" and word in re.split(r"\W", hit.title.lower()) for hit in hits
    ]

    assert titled[0]
    assert titled == sorted(titled, reverse=True)
    if word == "production":
        assert "metier:directeur-de-production" in [name_of(hit) for hit in hits[:8]]


@pytest.mark.django_db
def test_english_names_count_as_much_as_french_ones_where_english_is_spoken(reference):
    """« Production designer » begins with the word, « Directrice de production » has it."""
    bands = {}
    for language in ("fr", "en"):
        with translation.override(language):
            bands[language] = {name_of(hit): hit.band for hit in ask("production")}

    assert bands["fr"]["metier:chef-decorateur"] > bands["fr"]["metier:directeur-de-production"]
    assert bands["en"]["metier:chef-decorateur"] == bands["en"]["metier:directeur-de-production"]


@pytest.mark.django_db
def test_english_words_of_the_library_find_it(reference):
    with translation.override("en"):
        schools, internships = ask("school"), ask("internship")

    kinds = [hit.source.key for hit in schools]
    assert kinds[0] == "page"
    assert "ecole" in kinds[:5]
    assert name_of(internships[0]) == "page:careers:internships"


def test_table_is_long_enough():
    assert len(queries.rows()) >= 80
    assert len(dict(queries.rows())) == len(queries.rows()), "une ligne est écrite deux fois"


@pytest.mark.django_db
@pytest.mark.parametrize(("typed", "expected"), queries.rows())
def test_first_answer(reference, typed, expected):
    hits = ask(typed)

    assert [name_of(hit) for hit in hits[:1]] == [expected]


@pytest.mark.django_db
@pytest.mark.parametrize(("typed", "slugs"), list(queries.names_of_roles()))
def test_role_is_found_first_by_each_of_its_names(reference, typed, slugs):
    """Those who share a name come first together, before and after nothing but their like."""
    first = [name_of(hit) for hit in ask(typed) if hit.band == 0]

    assert {f"metier:{slug}" for slug in slugs} <= set(first)
    assert first[0] in {f"metier:{slug}" for slug in slugs}
