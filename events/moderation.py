"""What can be reported on this floor."""

from django.utils.translation import gettext_lazy as _

from events import pauses as pauses  # follows the suspensions
from events.models import Festival, Meetup
from portal.moderation import registry, waiting

registry.register("festival", Festival, lambda user: Festival.objects.visible_to(user))
registry.register(
    "rencontre",
    Meetup,
    lambda user: Meetup.objects.visible_to(user),
    handle=registry.publication(
        author=lambda meetup: meetup.author,
        shown=lambda meetup: ("events/_meetup_preview.html", {"meetup": meetup}),
    ),
)
registry.grant("events.view_festival", "events.view_edition", "events.view_meetup")
registry.grant_writing("events.festival", "events.edition")
waiting.register_texts(_("Rencontres à relire"), Meetup, "admin:events_meetup_changelist")
