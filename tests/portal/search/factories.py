"""A kind of things made for the tests, so that the search is tested without its upper floors."""

from typing import Any

from django.contrib.auth.models import AnonymousUser

from portal.search import finding
from portal.search.finding import Found
from portal.search.query import read


def search(text: str, *, viewer: Any = None, **options: Any) -> Found:
    """What the index answers, without mending anything."""
    viewer = viewer or AnonymousUser()
    query = read(text, for_member=viewer.is_authenticated)
    assert query, text
    return finding.find(query, viewer=viewer, **options)


def titles(text: str, **options: Any) -> list[str]:
    return [hit.title for hit in search(text, **options).hits]
