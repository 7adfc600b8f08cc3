"""The minimal festival and edition; keyword-only, no surprise."""

import itertools
from typing import Any

from events.models import Edition, Festival

_number = itertools.count(1)


def make_festival(**fields: Any) -> Festival:
    number = next(_number)
    return Festival.objects.create(
        **{
            "slug": f"festival-{number}",
            "name": f"Festival numéro {number}",
            "short_name": f"Numéro {number}",
            "city": "Brest",
            "departement": "29",
            "region": "Bretagne",
            "confidence": "verified",
            **fields,
        }
    )


def make_edition(*, festival: Festival | None = None, year: int = 2027, **fields: Any) -> Edition:
    return Edition.objects.create(festival=festival or make_festival(), year=year, **fields)
