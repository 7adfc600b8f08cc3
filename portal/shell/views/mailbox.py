"""The mails written into var/mail/, readable in the browser while DEBUG is on."""

import dataclasses
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from portal.shell.routes import Policy, route

SHOWN = 50


@dataclasses.dataclass(frozen=True, slots=True)
class Mail:
    name: str
    recipient: str
    subject: str
    text: str
    date: datetime


def _read(path: Path) -> Mail:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    body = message.get_body(("plain",))
    return Mail(
        name=path.stem,
        recipient=str(message["to"]),
        subject=str(message["subject"]),
        text=str(body.get_content()) if body else "",
        date=message["date"].datetime,
    )


@route(Policy.PUBLIC)
def mailbox(request: HttpRequest) -> HttpResponse:
    """The latest mails, newest first. 404 outside DEBUG."""
    if not settings.DEBUG:
        raise Http404
    paths = sorted(settings.MAIL_FOLDER.glob("*.eml"), reverse=True)[:SHOWN]
    return render(request, "shell/mailbox.html", {"mails": [_read(path) for path in paths]})
