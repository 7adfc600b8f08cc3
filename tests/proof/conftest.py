"""In full size (PROOF=1), what each proof reached is kept in var/proof for `tools/proof.py`.

A test says which one it is with `@pytest.mark.proof(test="T04", what="…")`, and its figures with
`record_property`.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.proof.live import Site
from tests.proof.relay import PostOffice

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "var" / "proof"


def version() -> str:
    """The commit, and whether something was changed since."""

    def git(*arguments: str) -> str:
        done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True)
        return done.stdout.strip()

    changed = git("status", "--porcelain", "--", ".", ":!docs")
    return (git("rev-parse", "--short", "HEAD") or "inconnue") + (" modifiée" if changed else "")


# Of the code that runs, whatever becomes of the folder meanwhile.
VERSION = version() if os.environ.get("PROOF") else ""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    report: Any = yield
    marker = item.get_closest_marker("proof")
    over = report.when == "call" or (report.when == "setup" and not report.passed)
    if marker and over and os.environ.get("PROOF"):
        why = ""
        if report.skipped:
            why = str(report.longrepr[2]).removeprefix("Skipped: ")
        elif report.failed and call.excinfo:
            why = (str(call.excinfo.value).splitlines() or [call.excinfo.typename])[0][:200]
        keep(item, marker, outcome=report.outcome, why=why, seconds=report.duration)
    return report


def keep(item: Any, marker: pytest.Mark, *, outcome: str, why: str, seconds: float) -> None:
    # Who else works there weighs on every duration.
    load = f"charge {os.getloadavg()[1]:.1f}".replace(".", ",")
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    row = {
        **marker.kwargs,
        "database": connection.vendor,
        "outcome": outcome,
        "why": why,
        "seconds": round(seconds, 1),
        "figures": dict(item.user_properties),
        "day": date.today().isoformat(),
        "version": VERSION,
        "load": load,
        "machine": f"{cores} cœurs, Python {sys.version.split()[0]}",
    }
    folder = KEPT / connection.vendor / marker.kwargs["test"]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{item.name}.json").write_text(json.dumps(row, ensure_ascii=False))


@pytest.fixture(scope="module")
def office() -> Iterator[PostOffice]:
    office = PostOffice()
    yield office
    office.close()


@pytest.fixture(scope="module")
def site(
    django_db_setup: None, tmp_path_factory: pytest.TempPathFactory, office: PostOffice
) -> Iterator[Site]:
    """Started once for this file; the tables are emptied after each test."""
    site = Site(tmp_path_factory.mktemp("site"), mail_port=office.port)
    try:
        site.start()
        yield site
    finally:
        site.stop()
