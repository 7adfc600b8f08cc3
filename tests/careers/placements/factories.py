"""A placement, begun the way it begins: somebody is accepted; keyword-only."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from careers.application_enums import ApplicationState
from careers.models import Application, Placement
from portal.accounts.models import User
from tests.careers.applications.factories import host_of, make_application


def make_placement(
    *, intern: User | None = None, begun: int | None = None, **internship: Any
) -> Placement:
    """Accepted a moment ago; with `begun`, its first day was so many days ago."""
    from tests.factories import make_internship

    listing = make_internship(**internship)
    one = make_application(internship=listing, applicant=intern, state=ApplicationState.ACCEPTED)
    if begun is not None:
        today = timezone.localdate()
        Placement.objects.filter(application=one).update(
            starts_on=today - timedelta(days=begun), ends_on=today + timedelta(days=60)
        )
    return of(one)


def of(application: Application) -> Placement:
    found: Placement = Placement.objects.select_related("application", "intern").get(
        application=application
    )
    return found


def host(placement: Placement) -> User:
    return host_of(placement.application)
