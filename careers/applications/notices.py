"""What is told about an application, to both sides: in the inbox, and by mail as each chose.

What the organisation reads in a mail names the applicant and the listing, never the motivation:
a mail is forwarded more easily than a page.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from careers.applications.enums import ApplicationState, WithdrawReason
from careers.models import Application, Internship, Organisation
from careers.placements import agreed_terms
from portal.accounts.models import User
from portal.contact.blocks import hidden_from
from portal.notifications.inbox import notify
from portal.notifications.notices import Person
from portal.notifications.topics import Topic, register
from portal.shell import french

MINE, RECEIVED = "candidatures", "candidatures-recues"
# What an inbox line can hold of a title, with the sentence around it.
LONGEST_TITLE = 90

register(
    Topic(
        MINE,
        _("Vos candidatures"),
        _("Lue, à l’étude, la réponse, une date qui change ou qui passe."),
    )
)
register(
    Topic(
        RECEIVED,
        _("Candidatures reçues"),
        _("Pour qui accueille\u00a0: une candidature, un rappel avant la date, un retrait."),
    )
)


def readers(application: Application) -> list[User]:
    """Those of the organisation who may read it: there, and not separated by a block."""
    if application.organisation_id is None:
        return []
    found = User.objects.present().filter(memberships__organisation=application.organisation_id)
    if application.applicant is not None:
        found = found.exclude(pk__in=hidden_from(application.applicant))
        found = found.exclude(pk=application.applicant.pk)
    return list(found.order_by("pk"))


def in_charge(application: Application) -> list[User]:
    """Whom to tell: the colleague who follows it, else everybody who may read it."""
    people = readers(application)
    following = [one for one in people if one.pk == application.assigned_to_id]
    return following or people


def _values(application: Application) -> dict[str, Any]:
    last = application.last_day
    return {
        "title": application.title[:LONGEST_TITLE],
        "host": application.organisation_name,
        "day": french.day(last) if last else "",
    }


def _tell(
    application: Application,
    *,
    to: Any,
    text: Any,
    subject: Any,
    topic: str = MINE,
    mail: str = "notification",
    url: str = "",
    now: datetime | None = None,
    what: str = "",
    **facts: Any,
) -> None:
    """One line and one mail, in the member's language; `what`: for the sentence, as it is."""
    if to is None:
        return
    own = topic == MINE
    with translation.override(to.language):
        values = {**_values(application), "what": what}
        notify(
            to=to,
            topic=topic,
            text=str(text) % values,
            subject=str(subject) % values,
            mail=mail,
            url=url or (application.get_absolute_url() if own else application.received_url()),
            actor=None if own else application.applicant,
            now=now,
            **facts,
        )


def _tell_hosts(application: Application, **said: Any) -> None:
    """The same to each person who answers for the organisation."""
    for reader in in_charge(application):
        _tell(application, to=reader, topic=RECEIVED, **said)


# --- To the organisation -----------------------------------------------------------


def tell_sent(application: Application, *, to: Iterable[User], now: datetime) -> None:
    """A new application: who, for what, until when; and the links that answer it."""
    for reader in to:
        _tell(
            application,
            to=reader,
            topic=RECEIVED,
            text=_("{actor} candidate à «\u00a0%(title)s\u00a0». Réponse jusqu’au %(day)s."),
            subject=_("Une candidature pour «\u00a0%(title)s\u00a0»"),
            mail="application_received",
            now=now,
            last_day=application.last_day,
            links=_links(application, reader),
        )


def _links(application: Application, reader: User) -> list[dict[str, Any]]:
    """The buttons of a mail that answer without signing in."""
    from careers.applications.links import links

    return [{"label": one.label, "url": one.url} for one in links(application, by=reader)]


def tell_withdrawn(application: Application, *, now: datetime) -> None:
    """The applicant took it back, or has found a place elsewhere."""
    found = application.reason == WithdrawReason.FOUND
    _tell_hosts(
        application,
        text=_(
            "{actor} a trouvé une place et ne candidate plus à «\u00a0%(title)s\u00a0». Vous "
            "n’avez rien à répondre."
        )
        if found
        else _("{actor} retire sa candidature à «\u00a0%(title)s\u00a0»."),
        subject=_("Une candidature est retirée"),
        now=now,
    )


def tell_place_back(application: Application, *, now: datetime) -> None:
    """Somebody who had been accepted does not come: the place is free again."""
    _tell_hosts(
        application,
        text=_(
            "{actor} ne vient finalement pas à «\u00a0%(title)s\u00a0»\u00a0: la place est de "
            "nouveau libre."
        ),
        subject=_("Une place se libère"),
        now=now,
    )


def tell_expired_to_host(application: Application, *, now: datetime) -> None:
    _tell_hosts(
        application,
        text=_(
            "La candidature de {actor} à «\u00a0%(title)s\u00a0» s’est éteinte le %(day)s, "
            "sans réponse. Elle compte dans votre taux de réponse."
        ),
        subject=_("Une candidature est restée sans réponse"),
        now=now,
    )


def tell_assigned(application: Application, *, by: Any) -> None:
    """A colleague hands it over."""
    if application.assigned_to is None or application.assigned_to.pk == by.pk:
        return
    _tell(
        application,
        to=application.assigned_to,
        topic=RECEIVED,
        text=_(
            "La candidature de {actor} à «\u00a0%(title)s\u00a0» vous est confiée. Réponse "
            "jusqu’au %(day)s."
        ),
        subject=_("Une candidature vous est confiée"),
    )


def tell_agreed(application: Application, *, now: datetime) -> None:
    """The applicant agrees to what the listing says now."""
    _tell_hosts(
        application,
        text=_(
            "{actor} est d’accord avec les nouveaux termes de «\u00a0%(title)s\u00a0»\u00a0: "
            "sa candidature tient. Réponse jusqu’au %(day)s."
        ),
        subject=_("De nouveaux termes sont acceptés"),
        now=now,
    )


def remind(
    organisation: Organisation, *, reader: User, applications: list[Application], now: datetime
) -> None:
    """One letter of what waits for this person, with the links that answer each."""
    with translation.override(reader.language):
        count = len(applications)
        soonest = min(applications, key=lambda one: (one.expires_at or now, one.pk))
        text = ngettext(
            "%(n)s candidature attend votre réponse. Elle s’éteint le %(day)s.",
            "%(n)s candidatures attendent votre réponse. La première s’éteint le %(day)s.",
            count,
        ) % {"n": count, "day": french.day(soonest.last_day) if soonest.last_day else ""}
        notify(
            to=reader,
            topic=RECEIVED,
            text=text,
            subject=gettext("Des candidatures attendent votre réponse"),
            mail="application_reminder",
            url=reverse("careers:board", args=[organisation.slug]),
            now=now,
            waiting=[
                {
                    "name": Person(one.applicant_id),
                    "title": one.title,
                    "last_day": one.last_day,
                    "links": _links(one, reader),
                }
                for one in applications
            ],
        )


# --- To the applicant --------------------------------------------------------------


def tell_studied(application: Application, *, now: datetime) -> None:
    _tell(
        application,
        to=application.applicant,
        text=_(
            "%(host)s étudie votre candidature à «\u00a0%(title)s\u00a0». Réponse jusqu’au %(day)s."
        ),
        subject=_("Votre candidature est à l’étude"),
        mail="application_studied",
        now=now,
        note=application.note,
    )


def tell_other_terms(application: Application, internship: Internship, *, now: datetime) -> None:
    """The listing is published again and says something else: what it said, what it says."""
    applicant = application.applicant
    if applicant is None:
        return
    with translation.override(applicant.language):
        found = agreed_terms.since(application, internship)
        what = ", ".join(one.label for one in found)
    _tell(
        application,
        to=applicant,
        text=_(
            "«\u00a0%(title)s\u00a0» a changé (%(what)s). Dites si cela vous convient encore, ou "
            "retirez votre candidature."
        )
        if any(one.fact for one in found)
        else _(
            "«\u00a0%(title)s\u00a0» a changé (%(what)s). Votre candidature garde les termes que "
            "vous avez lus."
        ),
        subject=_("Une annonce a changé après votre candidature"),
        mail="application_terms",
        now=now,
        what=what,
        changes=found,
    )


def tell_same_terms(application: Application, internship: Internship, *, now: datetime) -> None:
    """After a change, or a withdrawal, that was told: the listing is as they applied to it."""
    _tell(
        application,
        to=application.applicant,
        text=_(
            "«\u00a0%(title)s\u00a0» est en ligne avec les termes auxquels vous avez candidaté. "
            "Réponse jusqu’au %(day)s."
        ),
        subject=_("Une annonce dit de nouveau ce que vous aviez lu"),
        now=now,
    )


def tell_listing_withdrawn(
    application: Application, internship: Internship, *, now: datetime
) -> None:
    """Its authors took the listing back: who waits is still owed an answer."""
    _tell(
        application,
        to=application.applicant,
        text=_(
            "%(host)s a retiré l’annonce «\u00a0%(title)s\u00a0». Votre candidature attend "
            "toujours sa réponse, jusqu’au %(day)s."
        ),
        subject=_("Une annonce est retirée"),
        now=now,
    )


def tell_extended(application: Application, *, now: datetime) -> None:
    _tell(
        application,
        to=application.applicant,
        text=_(
            "%(host)s demande quinze jours de plus pour «\u00a0%(title)s\u00a0». Réponse jusqu’au "
            "%(day)s, pas plus tard."
        ),
        subject=_("La réponse à votre candidature est repoussée une fois"),
        now=now,
    )


def tell_answer(application: Application, *, now: datetime, stay_in_touch: bool = False) -> None:
    """Yes, no, or called off: a letter of one's own, with the reason kindly said.

    `stay_in_touch`: the organisation asks whether it may tell them of its next listings.
    """
    texts: dict[str, tuple[Any, Any, str]] = {
        ApplicationState.ACCEPTED: (
            _("%(host)s vous prend en stage\u00a0: «\u00a0%(title)s\u00a0»."),
            _("Votre candidature est acceptée"),
            "application_accepted",
        ),
        ApplicationState.DECLINED: (
            _("%(host)s a répondu à votre candidature à «\u00a0%(title)s\u00a0»."),
            _("Une réponse à votre candidature"),
            "application_declined",
        ),
        ApplicationState.CANCELLED: (
            _("%(host)s annule «\u00a0%(title)s\u00a0» pour vous\u00a0: lisez pourquoi."),
            _("Un stage est annulé"),
            "application_cancelled",
        ),
    }
    text, subject, mail = texts[application.state]
    _tell(
        application,
        to=application.applicant,
        text=text,
        subject=subject,
        mail=mail,
        now=now,
        note=application.note,
        reason=_reason(application),
        host=application.organisation_name,
        stay_in_touch=stay_in_touch,
    )


def _reason(application: Application) -> dict[str, Any]:
    """What the mail says of why; each answer has words of its own."""
    reason = application.reason_choice
    words = ("label", "kindly", "next_step")
    return {name: getattr(reason, name) for name in words if hasattr(reason, name)}


def tell_expired(application: Application, *, now: datetime) -> None:
    _tell(
        application,
        to=application.applicant,
        text=_(
            "%(host)s n’a pas répondu pour «\u00a0%(title)s\u00a0» avant le %(day)s. Ce silence ne "
            "dit rien de vous\u00a0; vous pouvez candidater ailleurs l’esprit libre."
        ),
        subject=_("Une candidature est restée sans réponse"),
        now=now,
    )


def tell_closed_by_acceptance(applications: Iterable[Application], *, now: datetime) -> None:
    """To the companies of the applicant's other requests: no need to answer any more."""
    for application in applications:
        tell_withdrawn(application, now=now)


# --- While a listing is out of sight -------------------------------------------------


def tell_paused(application: Application, *, now: datetime) -> None:
    """The listing left the site, through no silence of anybody: the date stands still."""
    _tell(
        application,
        to=application.applicant,
        text=_(
            "«\u00a0%(title)s\u00a0» ne se lit plus pour le moment. Votre attente est "
            "suspendue\u00a0: elle ne s’éteindra pas, et vous n’avez rien à faire."
        ),
        subject=_("Une annonce est suspendue, votre attente aussi"),
        now=now,
    )


def tell_resumed(application: Application, *, now: datetime) -> None:
    """It is back: the date runs again."""
    _tell(
        application,
        to=application.applicant,
        text=_(
            "«\u00a0%(title)s\u00a0» est de retour, votre candidature aussi. Réponse jusqu’au "
            "%(day)s."
        ),
        subject=_("Une annonce est de retour, votre attente reprend"),
        now=now,
    )


def tell_gone(application: Application, *, now: datetime) -> None:
    """It did not come back: nobody said no, and nobody is to answer any more."""
    _tell(
        application,
        to=application.applicant,
        text=_(
            "«\u00a0%(title)s\u00a0» n’est pas revenue sur le site. Votre candidature se "
            "referme\u00a0: ce n’est ni un refus, ni un silence."
        ),
        subject=_("Une annonce n’est pas revenue"),
        now=now,
    )
