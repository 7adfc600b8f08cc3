"""What can be reported on this floor."""

from events.models import Festival, Meetup
from portal.moderation import registry

registry.register("festival", Festival, lambda user: Festival.objects.visible_to(user))
registry.register("rencontre", Meetup, lambda user: Meetup.objects.visible_to(user))
registry.grant("events.view_festival", "events.view_edition", "events.view_meetup")
registry.grant_writing("events.festival", "events.edition")
