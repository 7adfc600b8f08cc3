"""How a row of the journal is hashed: SHA-256 over one way of writing it down.

JSON, keys in order, no space, UTF-8; moments in UTC with their microseconds. What is hashed never
depends on the database, which may give the same values back in another shape.
"""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

# What the first row follows.
GENESIS = "0" * 64


def text_of(value: Any) -> str:
    return json.dumps(
        value, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )


def digest_of(salt: str, text: str) -> str:
    """What stands for the words in the row."""
    return hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest()


def hash_of(
    *,
    number: int,
    at: datetime,
    actor: int | None,
    act: str,
    model: str,
    object_id: str,
    digest: str,
    previous: str,
) -> str:
    row = [
        number,
        at.astimezone(UTC).isoformat(timespec="microseconds"),
        actor,
        act,
        model,
        object_id,
        digest,
        previous,
    ]
    return hashlib.sha256(text_of(row).encode()).hexdigest()
