"""What the worker does for this floor."""

from django.utils import timezone
from django_tasks import task


@task()
def tell_published(internship: int) -> int:
    """Tell at once whoever asked to be; returns to how many it was news."""
    from careers import pool_actions
    from careers.listing import alerts

    now = timezone.now()
    return pool_actions.tell_of(internship, now=now) + alerts.tell_of(internship, now=now)


@task()
def tell_waiting(internship: int) -> int:
    """Tell those who applied to a listing what became of it; returns how many."""
    from careers.placements import terms_actions

    return terms_actions.tell_waiting(internship, now=timezone.now())


@task()
def refresh_lines(role: int | None = None, organisation: int | None = None) -> int:
    """Bring up the lists after a name that many internships bear has changed."""
    from careers.listing import openings

    return openings.refresh_all_named(role=role, organisation=organisation)
