"""The links of a mail that answer an application without signing in: signed, for one act alone.

A link names the application, its revision, the colleague it was written to and the act. It says
nothing by itself: its page shows who and what for, and only the button there acts. It ends with
the answer (the revision moves on), with the colleague's place in the organisation, and after
thirty-one days, the longest an application waits. A leaked one answers nothing else and shows
neither motivation nor files.
"""

import dataclasses
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from careers.applications.enums import ApplicationState
from careers.models import Application
from portal.accounts.models import User

# Part of every signature sent so far: it stays, whatever this module is called.
SALT = "careers.answer_links"
SECONDS = 31 * 24 * 3600


class Act(models.TextChoices):
    """What a link does."""

    ACCEPT = "accepter", _("Accepter")
    STUDY = "etudier", _("Mettre à l’étude")
    DECLINE = "decliner", _("Décliner")


@dataclasses.dataclass(frozen=True, slots=True)
class Asked:
    """What a link asks for, when it still holds: the application, by whom, which act."""

    application: Application
    by: User
    act: Act


@dataclasses.dataclass(frozen=True, slots=True)
class Link:
    """A button of a mail."""

    act: Act
    url: str

    @property
    def label(self) -> Any:
        return self.act.label


def token(application: Application, *, by: Any, act: Act) -> str:
    return signing.dumps([application.pk, application.revision, by.pk, act.value], salt=SALT)


def links(application: Application, *, by: Any) -> list[Link]:
    """The links that answer this application in the name of a colleague, for a mail to them."""
    return [
        Link(act, settings.SITE_URL + reverse("careers:answer", args=[_token]))
        for act in Act
        if (act != Act.STUDY or application.state != ApplicationState.STUDIED)
        and (_token := token(application, by=by, act=act))
    ]


def read(text: str) -> Asked | None:
    """What a link asks for; None for one that was never ours, has ended or was used.

    One and the same answer for all of these: the link tells nobody what became of it.
    """
    try:
        number, revision, member, act = signing.loads(text, salt=SALT, max_age=SECONDS)
        act = Act(act)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    by = User.objects.present().filter(pk=member).first()
    if by is None:
        return None
    found = Application.objects.received_by(by).open().filter(pk=number, revision=revision)
    application = found.select_related("applicant", "internship", "organisation").first()
    if application is None or application.applicant is None:
        return None
    if not application.applicant.is_present:
        return None
    if act == Act.STUDY and application.state == ApplicationState.STUDIED:
        return None
    return Asked(application, by, act)
