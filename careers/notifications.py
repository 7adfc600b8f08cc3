"""What this floor tells its members: what was decided of what they wrote."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from careers import team_notices as team_notices

# Their topics are registered with them.
from portal.moderation.enums import Outcome
from portal.notifications.inbox import notify
from portal.notifications.mails import one_line
from portal.notifications.topics import Topic, register

TOPIC = "publications"
ALERTS = "alertes"

register(
    Topic(
        TOPIC,
        gettext_lazy("Vos publications"),
        gettext_lazy("Ce que la modération a décidé de vos annonces et de vos propositions."),
    )
)
register(
    Topic(
        ALERTS,
        gettext_lazy("Vos recherches de stage"),
        gettext_lazy(
            "Les annonces qui répondent à vos recherches gardées, au rythme choisi pour chacune."
        ),
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
        reason = decision.get_reason_display()
    notify(
        to=author,
        topic=TOPIC,
        text=text % {"title": internship.title},
        url=internship.get_absolute_url(),
        mail="internship_approved" if approved else "internship_rejected",
        subject=subject,
        title=internship.title,
        apply_by=internship.apply_by,
        reason=reason,
        note=decision.note,
    )


def tell_found(
    member: Any, *, label: str, rows: Sequence[Any], others: int, list_url: str, now: datetime
) -> None:
    """Tell a member, in their language being spoken, what a search of theirs has found.

    `rows` are those the mail lists, `others` how many more the list has.
    """
    number = len(rows) + others
    if number == 1 and rows:
        text = _("Un stage répond à votre recherche (%(label)s)\u00a0: %(title)s")
        text %= {"label": one_line(label, longest=120), "title": rows[0].title}
    else:
        text = ngettext(
            "%(n)s stage répond à votre recherche\u00a0: %(label)s",
            "%(n)s stages répondent à votre recherche\u00a0: %(label)s",
            number,
        ) % {"n": number, "label": one_line(label, longest=200)}
    subject = ngettext(
        "Un stage pour votre recherche", "%(n)s stages pour votre recherche", number
    ) % {"n": number}
    notify(
        to=member,
        topic=ALERTS,
        text=text,
        url=rows[0].url if number == 1 and rows else list_url,
        mail="internship_alert",
        subject=subject,
        now=now,
        label=label,
        rows=rows,
        others=others,
        list_url=list_url,
        number=number,
    )
