"""What can be reported on this floor."""

from django.utils.translation import gettext_lazy as _

from events import pauses as pauses  # follows the suspensions
from events.models import Meetup
from portal.moderation import corrections, registry, standing, waiting

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
# One's own calendar, one's seat, and calling off what people would come to in vain.
standing.allow_while_limited(
    "events:agenda_create",
    "events:agenda_delete",
    "events:agenda_renew",
    "events:meetup_cancel",
    "events:meetup_give_back",
    "events:meetup_withdraw",
)
