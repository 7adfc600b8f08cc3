"""The table of queries: the same first answer on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command

from portal.search.answers import answer
from portal.search.finding import Hit
from portal.search.registry import FileSource
from tests.portal.search import queries


@pytest.fixture(scope="module")
def library(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The reference content, loaded once for the whole table."""
    with django_db_blocker.unblock():
        call_command("load_reference", verbosity=0)
        yield
        call_command("flush", verbosity=0, interactive=False)


def name_of(hit: Hit) -> str:
    """metier:regisseur: the kind, and the slug of what was found."""
    if isinstance(hit.source, FileSource):
        return f"{hit.source.key}:{hit.source.by_number()[hit.object_id].slug}"
    return f"{hit.source.key}:{hit.source.model._base_manager.get(pk=hit.object_id).slug}"  # type: ignore[attr-defined]


def ask(typed: str) -> list[Hit]:
    said = answer(typed, viewer=AnonymousUser(), filters={})
    return said.found.hits if said else []


def test_table_is_long_enough():
    assert len(queries.rows()) >= 80
    assert len(dict(queries.rows())) == len(queries.rows()), "une ligne est écrite deux fois"


@pytest.mark.django_db
@pytest.mark.parametrize(("typed", "expected"), queries.rows())
def test_first_answer(library, typed, expected):
    hits = ask(typed)

    assert [name_of(hit) for hit in hits[:1]] == [expected]


@pytest.mark.django_db
@pytest.mark.parametrize(("typed", "slugs"), list(queries.names_of_roles()))
def test_role_is_found_first_by_each_of_its_names(library, typed, slugs):
    """Those who share a name come first together, before and after nothing but their like."""
    first = [name_of(hit) for hit in ask(typed) if hit.band == 0]

    assert {f"metier:{slug}" for slug in slugs} <= set(first)
    assert first[0] in {f"metier:{slug}" for slug in slugs}
