"""The list and its numbers, worked out one internship at a time from the internships themselves."""

from collections import Counter
from datetime import date
from typing import Any

from careers import towns
from careers.listing.criteria import FACETS, Criteria

SHORT_DAYS = 62


def values_of(one: Any) -> dict[str, str]:
    """What an internship answers to each facet."""
    days = (one.ends_on - one.starts_on).days
    return {
        "departement": one.role.department.slug,
        "metier": one.role.slug,
        "region": one.region,
        "type": one.kind,
        "duree": "courte" if days < SHORT_DAYS else "longue",
    }


def answers(one: Any, asked: Criteria, *, today: date, besides: str = "") -> bool:
    if not one.is_open(today=today):
        return False
    if asked.words and asked.words.lower() not in one.title.lower():
        return False
    if asked.town:
        where = towns.locate(one.city, one.departement)
        here = asked.town.latitude, asked.town.longitude
        if where is None or towns.distance(here, where) > asked.km:
            return False
    values = values_of(one)
    return all(values[name] in wanted for name, wanted in asked.ticked.items() if name != besides)


def numbers(everything: list[Any], asked: Criteria, *, today: date) -> dict[str, Counter[str]]:
    """The numbers beside each facet."""
    return {
        name: Counter(
            values_of(one)[name]
            for one in everything
            if answers(one, asked, today=today, besides=name)
        )
        for name in FACETS
    }
