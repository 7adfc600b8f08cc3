"""Synthetic content in bulk, for measures: what every module named `seed` builds with.

Such a module has `build(*, members, listings, meetups, seed)`: how many of each are wanted in
all. It creates what is missing and returns a line for the log. The same numbers give the same
content, counted from the day they are asked for: what a thing is like follows from the seed and
its own number, so that a world may be grown. Each batch is a transaction of its own.
"""

import random
import uuid
from collections.abc import Iterator

from django.db import reset_queries

BATCH = 1000
_NAMESPACE = uuid.UUID("5eed5eed-0000-4000-8000-000000000000")


def batches(total: int) -> Iterator[range]:
    """The numbers from 0, a thousand at a time."""
    for start in range(0, total, BATCH):
        yield range(start, min(start + BATCH, total))
        # DEBUG keeps the text of the last queries, each as large as its batch.
        reset_queries()


def chance(seed: int, kind: str, number: int) -> random.Random:
    """The dice of one thing."""
    return random.Random(f"{seed}:{kind}:{number}")  # noqa: S311 - to be foreseen is the point


def key(seed: int, kind: str, number: int) -> uuid.UUID:
    """The creation key of one thing, by which it is known again."""
    return uuid.uuid5(_NAMESPACE, f"{seed}:{kind}:{number}")
