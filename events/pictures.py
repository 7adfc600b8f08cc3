"""What has a picture on this floor (portal/shell/opengraph.py)."""

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from events.models import Festival, Meetup
from portal.shell import opengraph
from portal.shell.opengraph import Picture


def festival(slug: str) -> Picture | None:
    found = Festival.objects.filter(slug=slug).first()
    return Picture(title=found.name, kicker=f"{_('Festivals')} · {found.city}") if found else None


def meetup(slug: str) -> Picture | None:
    """By number; only what anybody may read."""
    if not slug.isascii() or not slug.isdigit() or len(slug) > 18:
        return None
    found = Meetup.objects.visible_to(AnonymousUser()).filter(pk=int(slug)).first()
    return Picture(title=found.title, kicker=found.slugline) if found else None


opengraph.register("festival", festival)
opengraph.register("rencontre", meetup)
