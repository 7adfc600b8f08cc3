"""What moderation writes: the receipt and the outcome to who reported, the reasons to who wrote.

Each in the transaction of what it tells; the person concerned never reads of whoever reported.
"""

import dataclasses
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.moderation import dates, links, sight
from portal.moderation.models import Appeal, AutoHide, Measure, Report
from portal.moderation.sight import Sight
from portal.moderation.statement import auto_hide_statement, statement
from portal.notifications.inbox import notify
from portal.notifications.mails import send_mail

TOPIC = "moderation"


@dataclasses.dataclass(frozen=True, slots=True)
class Stranger:
    """Somebody without an account, as `send_mail` writes to them."""

    email: str
    language: str = settings.LANGUAGE_CODE


def _write_to_reporter(
    report: Report, *, text: Any, mail: str, subject: Any, now: datetime, **facts: Any
) -> None:
    path = links.follow_path(report)
    facts |= {"number": report.receipt, "outcome": report.outcome}
    if report.reporter is not None:
        notify(
            to=report.reporter,
            topic=TOPIC,
            text=text,
            url=path,
            mail=mail,
            subject=subject,
            now=now,
            **facts,
        )
    elif report.email:
        with translation.override(report.answered_in):
            path = links.follow_path(report)
        send_mail(
            mail,
            to=Stranger(report.email, report.answered_in),
            subject=subject,
            link=settings.SITE_URL + path,
            **facts,
        )


def send_receipt(report: Report, *, now: datetime) -> None:
    """At once, to whoever may be answered (DSA, art. 16.4)."""
    _write_to_reporter(
        report,
        text=gettext_lazy("Votre signalement est arrivé. Suivez-le ici."),
        mail="report_received",
        subject=gettext_lazy("Votre signalement est arrivé"),
        now=now,
    )


def outcome_of(measure: Measure) -> str:
    """What whoever reported is told: what was done, never more of the other person than that."""
    if measure.is_dismissal:
        said = _("Nous n’avons pas constaté de manquement aux règles. Rien n’a été retiré.")
    elif measure.on_target and measure.on_author:
        said = _("Le contenu a été retiré et une mesure a été prise envers la personne.")
    elif measure.on_target:
        said = _("Le contenu a été retiré.")
    else:
        said = _("Une mesure a été prise envers la personne.")
    return f"{said} {measure.reply}".strip()


def send_outcome(report: Report, measure: Measure, *, now: datetime) -> None:
    """What was decided, and how to contest it (DSA, art. 16.5)."""
    _write_to_reporter(
        report,
        text=gettext_lazy("Votre signalement a été traité."),
        mail="report_settled",
        subject=gettext_lazy("La suite donnée à votre signalement"),
        now=now,
        last_day=dates.last_day(measure.decided_at or now),
    )


def send_statement(measure: Measure, *, now: datetime) -> None:
    """The six items, to the person concerned, no later than their effect (DSA, art. 17)."""
    if measure.member is None or measure.is_dismissal:
        return
    with translation.override(measure.member.language):
        items = statement(measure)
    notify(
        to=measure.member,
        topic=TOPIC,
        text=gettext_lazy("La modération a pris une décision à votre sujet. Lisez-en les raisons."),
        url=links.decision_path(measure),
        mail="moderation_decision",
        subject=gettext_lazy("Une décision de la modération"),
        now=now,
        items=items,
    )


def send_auto_hide(hidden: AutoHide, *, now: datetime) -> None:
    """That the site itself has hidden something, why, and how to object, to its author."""
    author = hidden.case.author
    if author is None:
        return
    with translation.override(author.language):
        items = auto_hide_statement(hidden)
    notify(
        to=author,
        topic=TOPIC,
        text=gettext_lazy(
            "Un de vos contenus est masqué en attendant qu’une personne le lise. Voici pourquoi."
        ),
        url=links.hidden_path(hidden),
        mail="moderation_decision",
        subject=gettext_lazy("Un de vos contenus est masqué en attendant une lecture"),
        now=now,
        items=items,
    )


def send_shown_again(hidden: AutoHide, *, now: datetime) -> None:
    """That somebody has read it and hides it no more, and where it stands, to its author."""
    if hidden.case.author is None:
        return
    text, subject = {
        Sight.SEEN: (
            gettext_lazy(
                "Une personne a lu votre contenu masqué\u00a0: il est de nouveau visible."
            ),
            gettext_lazy("Votre contenu est de nouveau visible"),
        ),
        Sight.WAITING: (
            gettext_lazy(
                "Une personne a lu votre contenu masqué et ne le masque plus. La version que vous "
                "avez envoyée depuis attend sa relecture."
            ),
            gettext_lazy("Votre contenu n’est plus masqué\u00a0: il attend sa relecture"),
        ),
        Sight.NEITHER: (
            gettext_lazy("Une personne a lu votre contenu masqué et ne le masque plus."),
            gettext_lazy("Une personne a lu votre contenu masqué"),
        ),
    }[sight.of_hidden(hidden)]
    notify(
        to=hidden.case.author,
        topic=TOPIC,
        text=text,
        url=links.hidden_path(hidden),
        mail="notification",
        subject=subject,
        now=now,
    )


def send_appeal_answer(appeal: Appeal, *, now: datetime) -> None:
    """What became of an appeal, to whoever made it."""
    facts = {
        "answer": appeal.answer,
        "upheld": appeal.upheld,
        "reported": appeal.report_id is not None,
    }
    if appeal.report is not None:
        _write_to_reporter(
            appeal.report,
            text=gettext_lazy("Votre recours a été examiné."),
            mail="appeal_decided",
            subject=gettext_lazy("Votre recours a été examiné"),
            now=now,
            **facts,
        )
        return
    notify(
        to=appeal.measure.member,
        topic=TOPIC,
        text=gettext_lazy("Votre recours a été examiné."),
        url=links.decision_path(appeal.measure),
        mail="appeal_decided",
        subject=gettext_lazy("Votre recours a été examiné"),
        now=now,
        **facts,
    )


def send_lifted(measure: Measure, *, now: datetime) -> None:
    """That a measure is over before its end, and what came back, to the person concerned."""
    text = {
        Sight.SEEN: gettext_lazy(
            "La modération a levé une décision à votre sujet\u00a0: tout est comme avant."
        ),
        Sight.WAITING: gettext_lazy(
            "La modération a levé une décision à votre sujet. La version de votre contenu que vous "
            "avez envoyée depuis attend sa relecture."
        ),
        Sight.NEITHER: gettext_lazy("La modération a levé une décision à votre sujet."),
    }[sight.of_lifted(measure)]
    notify(
        to=measure.member,
        topic=TOPIC,
        text=text,
        url=links.decision_path(measure),
        mail="notification",
        subject=gettext_lazy("Une décision de la modération est levée"),
        now=now,
    )
