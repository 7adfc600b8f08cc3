"""What this floor tells its members: what was decided of what they wrote."""

from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.moderation.enums import Outcome
from portal.notifications.inbox import notify
from portal.notifications.topics import Topic, register

TOPIC = "publications"

register(
    Topic(
        TOPIC,
        gettext_lazy("Vos publications"),
        gettext_lazy("Ce que la modération a décidé de vos annonces et de vos propositions."),
    )
)


def tell_decision(internship: Any, decision: Any) -> None:
    """Tell whoever wrote a listing that it is published, or what to mend."""
    author = internship.author
    if author is None:
        return
    approved = decision.outcome == Outcome.APPROVED
    with translation.override(author.language):
        if approved:
            subject = _("Votre annonce est publiée")
            text = _("Votre annonce «\u00a0%(title)s\u00a0» est publiée.")
        else:
            subject = _("Votre annonce est à corriger")
            text = _("Votre annonce «\u00a0%(title)s\u00a0» est à corriger.")
    notify(
        to=author,
        topic=TOPIC,
        text=text % {"title": internship.title},
        url=internship.get_absolute_url(),
        mail="internship_approved" if approved else "internship_rejected",
        subject=subject,
        internship=internship,
        decision=decision,
    )
