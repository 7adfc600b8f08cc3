"""Reports from before there were cases: the migration that brought cases gathers them."""

from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone

from portal.moderation.models import Case, Report
from tests.factories import make_internship


@pytest.mark.django_db
def test_reports_that_wait_gather_in_a_case_a_thing() -> None:
    now = timezone.now()
    one, other = make_internship(), make_internship()

    def report(target: Any, reason: str, day: int, **fields: Any) -> Report:
        return Report.objects.create(
            target=target, reason=reason, created_at=now + timedelta(days=day), **fields
        )

    settled = report(one, "minor", 0, handled_at=now, outcome="Masqué.")
    first, second = report(one, "scam", 1), report(other, "other", 2)
    third, fourth = report(one, "violence", 3), report(one, "other", 4)

    import_module("portal.moderation.migrations.0004_cases").gather(apps, None)

    assert list(
        Case.objects.order_by("pk").values_list("object_id", "kind", "label", "safety", "opened_at")
    ) == [
        (one.pk, "stage", f"internship {one.pk}", True, first.created_at),
        (other.pk, "stage", f"internship {other.pk}", False, second.created_at),
    ]
    of_one, of_other = Case.objects.order_by("pk")
    assert dict(Report.objects.values_list("pk", "case")) == {
        settled.pk: None,
        first.pk: of_one.pk,
        second.pk: of_other.pk,
        third.pk: of_one.pk,
        fourth.pk: of_one.pk,
    }
