"""What there is to mend in the texts of this floor, and which of its pages exist."""

from django.contrib.auth.models import AnonymousUser

from careers.debt import links_of
from events import dates
from events.models import Festival, Meetup
from portal.moderation import debt

STRANGER = AnonymousUser()


def _festival(slug: str) -> bool:
    return Festival.objects.filter(slug=slug).exists()


def _meetup(pk: int, slug: str) -> bool:
    return Meetup.objects.visible_to(STRANGER).filter(pk=pk).exists()


def _month(month: str) -> bool:
    """A text that links to one month of the calendar outlives it: only its form is asked."""
    return dates.read_month(month) is not None


debt.register_links(links_of("events"))
debt.register_page("events:festival", _festival)
debt.register_page("events:festival_ics", _festival)
debt.register_page("events:festival_month", _month)
debt.register_page("events:meetup", _meetup)
debt.register_page("events:meetup_ics", _meetup)
