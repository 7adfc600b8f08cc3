"""Mails to members, each a pair of templates (HTML and text) in templates/emails/."""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation


def send_mail(template: str, *, to: Any, subject: str, **context: Any) -> None:
    """Write `emails/<template>.txt` and `.html` to a member, in their language.

    Call it inside the transaction of what the mail tells: the outbox keeps or drops both.
    """
    with translation.override(to.language):
        values = {"site_url": settings.SITE_URL, "member": to, "subject": subject, **context}
        message = EmailMultiAlternatives(
            subject, render_to_string(f"emails/{template}.txt", values), to=[to.email]
        )
        message.attach_alternative(render_to_string(f"emails/{template}.html", values), "text/html")
        message.send()
