"""A page costs its reader as much among a hundred others as among ten.

SQLite counts its steps, so that a slow machine changes nothing: a condition read on each row of a
table, where an index could begin with the few that matter, shows at once.
"""

from collections import Counter

import pytest
from django.db import connection

from careers.models import Placement
from portal.accounts.models import User
from portal.contact.models import Thread
from tests.consistency import crowd, world
from tests.consistency.report import assert_none
from tests.consistency.test_budgets import client_of
from tests.steps import steps_of

FEW, MANY = 12, 90
# Steps are counted by the hundred.
MOST_GROWTH, UNSEEN = 1.25, 300
# What counts everything there is of something: up to a limit (`counting`, `search`), for the whole
# site and not for a reader (the year of the moderators), or what waits for a moderator.
COUNTING = {
    "accueil",
    "recherche, trouvée",
    "recherche, filtrée",
    "recherche, une lettre",
    "stages, autour d’une ville",
    "chiffres de la modération",
    "chiffres d’une année",
    "mon espace, modération",
}
COPIED = {User, Placement, Thread}


def is_queue(address: str) -> bool:
    """A list of the moderators: its length is said, and it is sorted by urgency."""
    return address.startswith("/admin/") and "/change/" not in address


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite counts its own steps")
def test_no_page_reads_what_is_others():
    made = world.build()
    names = Counter(page.name for page in world.PAGES)
    assert_none(name for name, count in names.items() if count > 1)
    clients = {who: client_of(who, made) for who in ("visitor", "member", "moderator")}
    pages = {
        page.name: (page.address(made), clients[page.who])
        for page in [*world.PUBLIC, *world.MEMBER, *world.MODERATOR]
        if page.name not in COUNTING and page.status == 200
    }
    pages = {name: page for name, page in pages.items() if not is_queue(page[0])}
    before = {model: model._base_manager.count() for model in COPIED}

    crowd.multiply(range(1, FEW))
    few = {name: steps_of(*page) for name, page in pages.items()}
    crowd.multiply(range(FEW, MANY))
    many = {name: steps_of(*page) for name, page in pages.items()}

    assert {model: model._base_manager.count() for model in COPIED} == {
        model: count * MANY for model, count in before.items()
    }
    assert_none(
        f"{name} : {few[name]} pas, puis {many[name]}"
        for name in pages
        if many[name] > MOST_GROWTH * few[name] + UNSEEN
    )
