"""What is counted while the site answers, for /metrics and for the page of the administration.

Nothing is counted without METRICS_TOKEN: nobody could read it. With several processes,
PROMETHEUS_MULTIPROC_DIR names a folder of this machine where they count together
(deploy/gunicorn.conf.py makes it); without it, each process counts for itself.
"""

import dataclasses
import os
from collections import defaultdict

from django.conf import settings
from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.multiprocess import MultiProcessCollector

BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)
_own = CollectorRegistry()
REQUESTS = Histogram(
    "premier_clap_request_seconds",
    "Time to answer, by route, verb and kind of status",
    ["route", "method", "status"],
    buckets=BOUNDS,
    registry=_own,
)
SLOW = Counter(
    "premier_clap_slow_statements",
    "Statements over SLOW_QUERY_MS, by the first table they name",
    ["table"],
    registry=_own,
)
VERBS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


def request(*, route: str | None, method: str | None, status: int, seconds: float) -> None:
    """Count one answer. An address that leads nowhere has no route: they are one line."""
    if settings.METRICS_TOKEN:
        verb = method if method in VERBS else "other"
        REQUESTS.labels(route or "none", verb, f"{status // 100}xx").observe(seconds)


def slow_statement(table: str) -> None:
    if settings.METRICS_TOKEN:
        SLOW.labels(table).inc()


def registry() -> CollectorRegistry:
    """What the processes of this machine have counted so far."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return _own
    together = CollectorRegistry()
    MultiProcessCollector(together)
    return together


@dataclasses.dataclass(slots=True)
class Pace:
    """How one route answers: how often, on average, and the bound that 95 % stay below.

    Seconds; `most` is None above the last bound.
    """

    route: str
    count: int = 0
    mean: float = 0
    most: float | None = None


def slowest(limit: int = 10) -> list[Pace]:
    """The routes whose answers take longest on average, the slowest first."""
    counts: dict[str, float] = defaultdict(float)
    sums: dict[str, float] = defaultdict(float)
    below: dict[str, dict[float, float]] = defaultdict(lambda: defaultdict(float))
    for family in registry().collect():
        for sample in family.samples:
            route = sample.labels.get("route", "")
            if sample.name == "premier_clap_request_seconds_count":
                counts[route] += sample.value
            elif sample.name == "premier_clap_request_seconds_sum":
                sums[route] += sample.value
            elif sample.name == "premier_clap_request_seconds_bucket":
                below[route][float(sample.labels["le"])] += sample.value
    found = []
    for route, count in counts.items():
        reached = (bound for bound in BOUNDS if below[route][bound] >= 0.95 * count)
        found.append(Pace(route, int(count), sums[route] / count, next(reached, None)))
    return sorted(found, key=lambda one: -one.mean)[:limit]
