"""What is asked of a site from inside: `python -m tools.bench.inside QUESTION` prints JSON.

Its environment names the database. Questions: addresses, counts, times, search, forms.
"""

import gzip
import itertools
import json
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlencode

import django

from tools.bench.load import quantile
from tools.bench.pages import GROWING, PAGES, QUESTIONS, WRITES
from tools.bench.worlds import HOST

GUIDE = "/metiers/assistant-de-production/"
TIMES, SEARCHES, FORMS = 40, 12, 1200


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    import logging

    logging.disable(logging.CRITICAL)
    questions = {
        "addresses": addresses, "counts": counts, "times": times, "search": search, "forms": forms,
    }  # fmt: skip
    print(json.dumps(questions[sys.argv[1]]()))


def member() -> Any:
    """A synthetic member who reads; the first one that no organisation listens to."""
    from portal.accounts.models import User

    return User.objects.filter(organisations=None).order_by("pk").first()


def addresses() -> dict[str, Any]:
    """The addresses of each page, a member's session, and the names of the cookies."""
    from django.conf import settings

    from careers.enums import Duration
    from careers.geography import regions
    from careers.listing.paging import SORTS
    from careers.models import Department, Opening
    from tests.proof.places import open_sessions

    some = Opening.objects.order_by("-published_at").values_list("line__french", flat=True)[:3000]
    details = [line["url"] for line in some if line]
    filters = [
        "/stages/?" + urlencode({"region": region, "departement": one, "duree": length, "tri": tri})
        for region, one, length, tri in itertools.product(
            regions(), Department.objects.values_list("slug", flat=True), Duration.values, SORTS
        )
    ]
    random.Random(1).shuffle(filters)  # noqa: S311 - to be foreseen is the point
    [session] = open_sessions([member()]).values()
    return {
        "cookies": [settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME],
        "session": session,
        "pages": {
            "list": ["/stages/"],
            "list-new": ["/stages/?x={n}"],
            "list-filters": filters[:5000],
            "search": [f"/recherche/?q={quote(one, safe='=&')}&x={{n}}" for one in QUESTIONS],
            "detail": [f"{details[0]}?x={{n}}"],
            "detail-others": details,
            "guide": [f"{GUIDE}?x={{n}}"],
            "home": ["/?x={n}"],
            "calendar": ["/rencontres/?x={n}"],
            "list-member": ["/stages/"],
            "dashboard": ["/mon-espace/"],
            "directory": ["/membres/"],
        },
    }


class Reader:
    """Reads pages in this process, as a stranger or as a member; nothing is kept ready."""

    def __init__(self) -> None:
        from django.test import Client

        self.stranger, self.member = Client(HTTP_HOST=HOST), Client(HTTP_HOST=HOST)
        self.member.force_login(member())
        self.paths = {
            key: paths[0].replace("{n}", "0") for key, paths in addresses()["pages"].items()
        }
        self.signed_in = {page.key for page in PAGES if page.member}

    def read(self, key: str) -> Any:
        from portal.shell import prepared, shared_pages

        shared_pages.shelf.clear()
        prepared.clear()
        client = self.member if key in self.signed_in else self.stranger
        answer = client.get(self.paths[key], secure=True)
        assert answer.status_code == 200, f"{self.paths[key]} : {answer.status_code}"
        return answer


def counts() -> dict[str, Any]:
    """Of each page: its statements, how often the most repeated one comes, bytes, gzip bytes."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    reader, found = Reader(), {}
    for page in PAGES:
        reader.read(page.key)
        with CaptureQueriesContext(connection) as queries:
            body = reader.read(page.key).content
        sent = Counter(one["sql"] for one in queries)
        found[page.key] = {
            "queries": sent.total(),
            "repeated": max(sent.values(), default=0),
            "bytes": len(body),
            "gzip": len(gzip.compress(body, 6)),
        }
    return found


def times() -> dict[str, float]:
    """The median milliseconds of each page that must not grow, drawn from nothing."""
    reader = Reader()
    found: dict[str, list[float]] = {key: [] for key in GROWING}
    for _round in range(TIMES + 3):
        for key in GROWING:
            found[key].append(timed(lambda key=key: reader.read(key)))  # type: ignore[misc]
    return {key: quantile(values[3:], 0.5) for key, values in found.items()}


def search() -> dict[str, float]:
    """The 95th percentile of the search page and of the longest statement that it sends."""
    from django.db import connection

    from portal.operations import plans

    reader = Reader()
    pages: list[float] = []
    raws: list[float] = []
    for question in QUESTIONS:
        reader.paths["search"] = f"/recherche/?q={question}"
        sent: list[tuple[str, Any]] = []

        def note(run: Any, sql: str, values: Any, *rest: Any, sent: Any = sent) -> Any:
            sent.append((sql, values))
            return run(sql, values, *rest)

        with connection.execute_wrapper(note):
            reader.read("search")
        longest, values = max(sent, key=lambda one: len(one[0]))

        def raw(sql: str = longest, values: Any = values) -> None:
            with connection.cursor() as cursor, plans.for_these_values(cursor):
                cursor.execute(sql, values)
                cursor.fetchall()

        for _round in range(SEARCHES):
            pages.append(timed(lambda: reader.read("search")))
            raws.append(timed(raw))
    return {"page": quantile(pages, 0.95), "statement": quantile(raws, 0.95)}


def timed(call: Callable[[], object]) -> float:
    """Milliseconds."""
    started = time.perf_counter()
    call()
    return (time.perf_counter() - started) * 1000


def forms() -> dict[str, list[list[str]]]:
    """What is to be sent: [address, session, fields] of each form, FORMS of each kind."""
    from tools.bench import writers

    made = {"application": writers.applications, "seat": writers.seats, "message": writers.messages}
    return {kind: made[kind](FORMS) for kind in WRITES}


if __name__ == "__main__":
    main()
