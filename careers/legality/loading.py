"""Reads the law in force from the reference tables."""

from datetime import date

from django.utils import timezone

from careers.models import LegalRule

from .law import Law, Rule, Value


def load_law(*, today: date | None = None) -> Law:
    """Every rule and every dated value, in one query."""
    rules: dict[str, Rule] = {}
    values: dict[str, tuple[Value, ...]] = {}
    rows = LegalRule.objects.order_by("position", "slug", "values__valid_from").values_list(
        "slug", "legal_ref", "sources", "confidence", "checked_on",
        "values__pk", "values__value", "values__valid_from", "values__valid_until",
        "values__sources", "values__confidence",
    )  # fmt: skip
    for (
        slug,
        article,
        sources,
        confidence,
        checked_on,
        pk,
        figure,
        begins,
        ends,
        read,
        sure,
    ) in rows:
        rules[slug] = Rule(
            slug=slug,
            article=article,
            sources=tuple(sources),
            confidence=confidence,
            checked_on=checked_on,
        )
        if pk is not None:
            value = Value(
                rule=slug,
                figure=figure,
                valid_from=begins,
                valid_until=ends,
                sources=tuple(read),
                confidence=sure,
            )
            values[slug] = (*values.get(slug, ()), value)
    return Law(today=today or timezone.localdate(), rules=rules, values=values)
