"""The minimal valid school, aid and association; keyword-only, no surprise."""

import itertools
from datetime import date
from typing import Any

from careers.models import Aid, Association, School

_number = itertools.count(1)
CHECKED = date(2026, 11, 22)


def make_school(**fields: Any) -> School:
    number = next(_number)
    return School.objects.create(
        **{
            "slug": f"ecole-{number}",
            "name": f"École {number}",
            "status": "public",
            "city": "Lyon",
            "departement": "69",
            "confidence": "verified",
            "checked_on": CHECKED,
            **fields,
        }
    )


def make_aid(**fields: Any) -> Aid:
    number = next(_number)
    return Aid.objects.create(
        **{
            "slug": f"aide-{number}",
            "name": f"Aide {number}",
            "provider": "CNC",
            "kind": "subvention",
            "phase": "production",
            "summary": "Aide un film à se faire.",
            "confidence": "verified",
            "checked_on": CHECKED,
            **fields,
        }
    )


def make_association(**fields: Any) -> Association:
    number = next(_number)
    return Association.objects.create(
        **{
            "slug": f"association-{number}",
            "name": f"Association {number}",
            "kind": "association_metier",
            "purpose": "Réunit le métier.",
            "newcomer_use": "Rencontrer le métier.",
            "confidence": "verified",
            "checked_on": CHECKED,
            **fields,
        }
    )
