"""Time the search page against its own statement: `DATABASE_URL=... python tools/bench_search.py`.

Run it on a base filled by `manage.py seed`. Each question is asked as a visitor does, page and raw
statement in turn; the statement is the longest one that the page sent, on the same connection.
Prints p50 and p95 in milliseconds, one line a question and one for all of them, and the number of
statements of a page.
"""

import os
import sys
import time
from pathlib import Path
from typing import Any

import django

ROOT = Path(__file__).resolve().parent.parent
QUESTIONS = (
    "stage", "régie", "assistant", "s", "paris", "stage régie lyon", "assistante de production",
    "régiseur", "chef op", "location manager", "documentaire marseille", "perch", "zzzzzz",
    "stage&departement=regie", "stage&region=Bretagne", "régie&type=stage",
)  # fmt: skip
ROUNDS = int(os.environ.get("ROUNDS", "20"))


def quantile(times: list[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * share))] * 1000


def timed(call: Any) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


class Statements:
    """Every statement sent while it is in force, with its parameters."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, Any]] = []

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.sent.append((sql, params))
        return execute(sql, params, many, context)


def main() -> None:
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test import Client

    from portal.search.models import SearchEntry

    settings.ALLOWED_HOSTS = ["*"]
    client = Client()
    pages: list[float] = []
    raws: list[float] = []
    print(f"{connection.vendor}, {SearchEntry.objects.count()} entrées, {ROUNDS} tours")
    print(f"{'question':28} {'req.':>4} {'page p50':>9} {'p95':>7} {'SQL p50':>9} {'p95':>7}")
    for question in QUESTIONS:

        def page(address: str = f"/recherche/?q={question}") -> None:
            answer = client.get(address, secure=True)
            assert answer.status_code == 200, answer.status_code

        page()
        seen = Statements()
        with connection.execute_wrapper(seen):
            page()
        longest, values = max(seen.sent, key=lambda one: len(one[0]))

        def raw(sql: str = longest, params: Any = values) -> None:
            with connection.cursor() as cursor:
                cursor.execute(sql, params)
                cursor.fetchall()

        own_pages, own_raws = [], []
        for _round in range(ROUNDS):
            own_pages.append(timed(page))
            own_raws.append(timed(raw))
        pages += own_pages
        raws += own_raws
        print(
            f"{question:28} {len(seen.sent):4} {quantile(own_pages, 0.5):9.1f}"
            f" {quantile(own_pages, 0.95):7.1f} {quantile(own_raws, 0.5):9.1f}"
            f" {quantile(own_raws, 0.95):7.1f}"
        )
    page_95, raw_95 = quantile(pages, 0.95), quantile(raws, 0.95)
    print(f"ensemble : page p95 {page_95:.1f} ms, requête p95 {raw_95:.1f} ms")
    print(f"page p95 = {page_95 / raw_95:.2f} x requête ; à 1,5 x + 8 : {1.5 * raw_95 + 8:.1f} ms")


if __name__ == "__main__":
    main()
