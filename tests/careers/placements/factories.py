"""A placement, begun the way it begins: somebody is accepted; keyword-only."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from careers.applications.enums import ApplicationState
from careers.models import Application, Placement
from careers.placements.agreement_items import items_of
from careers.placements.enums import Side
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


def write_all(placement: Placement) -> None:
    """Each side has written its part: nothing is missing, and no signature is for another text."""
    agreement = placement.agreement
    for side, items in (
        (Side.INTERN, agreement.intern_items),
        (Side.HOST, agreement.host_items),
    ):
        for item in items_of(side, placement):
            items.setdefault(item.slug, "non" if item.choice else "Écrit avec l’école.")
    agreement.save()


def make_ready(**values: Any) -> Placement:
    """A placement of which the agreement waits for its signatures alone."""
    placement = make_placement(**values)
    write_all(placement)
    return placement


def of(application: Application) -> Placement:
    found: Placement = Placement.objects.select_related("application", "intern").get(
        application=application
    )
    return found


def host(placement: Placement) -> User:
    return host_of(placement.application)
