"""How an application is shown: its name, its dates in order, its tag. Both sides see the same."""

import dataclasses
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from careers.applications.enums import ApplicationState
from careers.models import Application, Internship
from portal.accounts.faces import gone
from portal.moderation.enums import State
from portal.shell import french

TAGS = {
    ApplicationState.ACCEPTED: "ok",
    ApplicationState.STUDIED: "warn",
    ApplicationState.CANCELLED: "error",
}


@dataclasses.dataclass(frozen=True, slots=True)
class Step:
    """A state that was reached, or is still ahead (`when` is None)."""

    label: Any
    when: date | None
    note: str = ""


def applicant_name(application: Application) -> str:
    """The applicant's name; that of somebody who has left is « Membre supprimé »."""
    applicant = application.applicant
    if applicant is None or not applicant.is_present:
        return gone().name
    return str(applicant.display_name)


def _day(moment: datetime | None) -> date | None:
    return timezone.localtime(moment).date() if moment else None


def journey(application: Application) -> list[Step]:
    """The states with their dates, in order; then what is still awaited."""
    state = application.current_state()
    steps = [Step(_("Envoyée"), _day(application.sent_at))]
    if application.first_read_at:
        steps.append(Step(_("Lue"), _day(application.first_read_at)))
    if application.studied_at:
        steps.append(Step(_("À l’étude"), _day(application.studied_at)))
    if application.extended_at:
        steps.append(Step(_("Date repoussée une fois"), _day(application.extended_at)))
    if application.agreed_at:
        steps.append(Step(_("D’accord avec les nouveaux termes"), _day(application.agreed_at)))
    steps.sort(key=lambda step: step.when or date.max)
    if state in ApplicationState.open():
        if not application.first_read_at and state == ApplicationState.SENT:
            steps.append(Step(_("Pas encore lue"), None))
        steps.append(Step(_("Réponse attendue"), None, deadline(application.last_day)))
        return steps
    # Somebody accepted may have given the place back, or lost it, since.
    called_off = state == ApplicationState.CANCELLED
    after_yes = not called_off or application.answered_at != application.closed_at
    if application.answered_at and state != ApplicationState.DECLINED and after_yes:
        steps.append(Step(_("Acceptée"), _day(application.answered_at)))
    ends = {
        ApplicationState.DECLINED: _("Déclinée"),
        ApplicationState.WITHDRAWN: _("Retirée"),
        ApplicationState.CANCELLED: _("Annulée par la structure"),
        ApplicationState.EXPIRED: _("Éteinte sans réponse"),
    }
    if state in ends:
        # The day by which an answer was due, whenever the site wrote it down.
        over = state == ApplicationState.EXPIRED
        steps.append(
            Step(ends[state], application.last_day if over else _day(application.closed_at))
        )
    return steps


@dataclasses.dataclass(frozen=True, slots=True)
class Standing:
    """Where the listing of an application stands, for who applied; `public`: it can be read."""

    word: Any
    text: str
    public: bool = False


def standing(internship: Internship | None, *, today: date | None = None) -> Standing:
    """Open, closed, being read again, or gone: in plain words."""
    today = today or timezone.localdate()
    if internship is None:
        return Standing(_("effacée"), _("L’annonce n’est plus sur le site."))
    if internship.state == State.SUBMITTED:
        return Standing(
            _("en relecture"),
            _("La structure l’a modifiée\u00a0; la modération la relit avant qu’elle reparaisse."),
        )
    if internship.state == State.REJECTED:
        return Standing(
            _("à corriger"),
            _("La structure l’a modifiée, et doit la corriger avant qu’elle reparaisse."),
        )
    if internship.state != State.APPROVED:
        return Standing(_("retirée"), _("L’annonce n’est plus publiée."))
    if not internship.is_public:
        return Standing(_("suspendue"), _("L’annonce ne se lit pas en ce moment."))
    if internship.is_open(today=today):
        day = {"day": french.day(internship.apply_by)} if internship.apply_by else {"day": ""}
        return Standing(
            _("ouverte"), _("D’autres personnes peuvent candidater jusqu’au %(day)s.") % day, True
        )
    said = (
        _("Toutes les places sont prises.")
        if internship.is_full
        else _("La date limite pour candidater est passée.")
    )
    return Standing(_("close"), said, True)


def deadline(last: date | None) -> str:
    """jusqu’au 13 décembre 2026"""
    return str(_("jusqu’au %s")) % french.day(last) if last else ""


def tags(application: Application) -> list[dict[str, Any]]:
    """The state as a tag of a strip."""
    state = application.current_state()
    return [{"kind": TAGS.get(state, ""), "text": state.label}]


def apply_url(internship: Internship) -> str:
    """Where one applies to a listing."""
    return reverse("careers:apply", args=[internship.pk, slugify(internship.title) or "stage"])
