"""Mails to members, each a pair of templates (HTML and text) in templates/emails/."""

import re
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.text import Truncator

from portal.notifications import stopping

LONGEST_SUBJECT = 200
# Every line break a mail reader knows, and tabs; the non-breaking spaces of French stay.
BREAKS = re.compile(r"[\x00-\x20\x7f\x85\u2028\u2029]+")


def one_line(text: str, *, longest: int) -> str:
    """The text on one line, cut where it is too long: nothing can follow it as a header."""
    return Truncator(BREAKS.sub(" ", text).strip()).chars(longest)


def send_mail(template: str, *, to: Any, subject: Any, stops: str = "", **context: Any) -> None:
    """Write `emails/<template>.txt` and `.html` to somebody, in their language, at once.

    For a guest, or by the worker; a member is told by `notify`, whose mail is composed as it
    leaves. Call it inside the transaction of what the mail tells: the outbox keeps or drops both.
    """
    with translation.override(to.language):
        compose(template, to=to, subject=subject, stops=stops, **context).send()


def compose(
    template: str, *, to: Any, subject: Any, stops: str = "", **context: Any
) -> EmailMultiAlternatives:
    """The mail of a pair of templates, in the language being spoken.

    `stops` is the topic which the mail's own link, and the button of mail readers (RFC 8058),
    bring to an end; empty for mails that cannot be refused.
    """
    line = one_line(str(subject), longest=LONGEST_SUBJECT)
    values = {"site_url": settings.SITE_URL, "member": to, "subject": line, **context}
    headers = {}
    if stops:
        stop_url = settings.SITE_URL + stopping.path(to, stops)
        values["stop_url"] = stop_url
        values["choices_url"] = settings.SITE_URL + reverse("notifications:choices")
        headers = {
            "List-Unsubscribe": f"<{stop_url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    message = EmailMultiAlternatives(
        line, render_to_string(f"emails/{template}.txt", values), to=[to.email], headers=headers
    )
    message.attach_alternative(render_to_string(f"emails/{template}.html", values), "text/html")
    return message
