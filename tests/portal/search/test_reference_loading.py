"""A release loads the reference while the site serves."""

from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from portal.search import index


@pytest.mark.django_db(transaction=True)
def test_search_is_brought_up_to_date_once_the_reference_is_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Inside, every row that members write would stay locked until the last one is read."""
    inside: list[bool] = []
    real = index.rebuild

    def rebuild(*given: Any) -> Any:
        inside.append(connection.in_atomic_block)
        return real(*given)

    monkeypatch.setattr(index, "rebuild", rebuild)
    call_command("load_reference", verbosity=0)
    assert inside == [False]
    assert index.drift(["metier"]) == []
