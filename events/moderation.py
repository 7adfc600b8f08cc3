"""What can be reported on this floor."""

from django.utils.translation import gettext_lazy as _

from events import pauses as pauses  # follows the suspensions
from events.models import Meetup
from portal.moderation import corrections, registry, waiting

corrections.cover("events:festival")
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
