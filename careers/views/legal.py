from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from careers import hours_reference
from careers.models import LegalRule, LegalValue
from careers.models.legal import ALLOWANCE, CEILING
from portal.shell.routes import Policy, route


@route(Policy.PUBLIC, shared=True)
def figures(request: HttpRequest) -> HttpResponse:
    """What the law says of internships, rule by rule, and the minimum allowance of each year."""
    today = timezone.localdate()
    years = {
        value.valid_from: value
        for value in LegalValue.objects.filter(rule__slug=CEILING, valid_from__isnull=False)
    }
    allowances = [
        {
            "value": value,
            "ceiling": years.get(value.valid_from),
            "current": value.valid_from <= today <= (value.valid_until or today),
        }
        for value in LegalValue.objects.filter(
            rule__slug=ALLOWANCE, valid_from__isnull=False
        ).order_by("-valid_from", "-pk")
        if value.valid_from
    ]
    rules = LegalRule.objects.exclude(slug__in=[ALLOWANCE, CEILING]).exclude(
        check_kind=hours_reference.KIND
    )
    context = {
        "allowances": allowances,
        "now": next((one["value"] for one in allowances if one["current"]), None),
        "rules": rules,
        "checked_on": max((rule.checked_on for rule in rules if rule.checked_on), default=None),
    }
    return render(request, "careers/legal_figures.html", context)
