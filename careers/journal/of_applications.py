"""The applications that a member made on this site: shown, never written, from here."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from careers.applications.enums import ApplicationState
from careers.journal.lines import Line, Step
from careers.journal.sources import register
from careers.journal_enums import JournalKind, JournalMove, JournalState
from careers.models import Application

# What each state of the site is for the journal; the others wait for an answer.
STATES = {
    ApplicationState.DRAFT: JournalState.TO_PREPARE,
    ApplicationState.ACCEPTED: JournalState.ACCEPTED,
    ApplicationState.DECLINED: JournalState.REFUSED,
    ApplicationState.EXPIRED: JournalState.SILENT,
}
# Neither a yes nor a no.
ENDED = {ApplicationState.WITHDRAWN, ApplicationState.CANCELLED}


def _steps(one: Application, state: ApplicationState) -> Iterator[Step]:
    def step(kind: str, label: Any, at: datetime | None) -> Iterator[Step]:
        if at is not None:
            yield Step(kind, str(label), timezone.localtime(at).date())

    yield from step(JournalMove.SENT, JournalMove.SENT.label, one.sent_at)
    yield from step("", _("lue"), one.first_read_at)
    yield from step("", _("mise à l’étude"), one.studied_at)
    if state == ApplicationState.ACCEPTED:
        yield from step(JournalMove.ACCEPTED, state.label, one.answered_at)
    elif state == ApplicationState.DECLINED:
        yield from step(JournalMove.REFUSED, state.label, one.answered_at)
    elif state == ApplicationState.EXPIRED:
        # Not the last day itself: at that moment an answer was still in time.
        yield from step(JournalMove.SILENT, state.label, one.closed_at or one.expires_at)
    elif state in ENDED:
        yield from step("", state.label, one.closed_at)


@register
def made_here(member: Any) -> Iterator[Line]:
    now = timezone.now()
    for one in Application.objects.of(member).select_related("internship"):
        state = one.current_state(now=now)
        yield Line(
            key=f"application:{one.pk}",
            place=one.organisation_name,
            what=one.title,
            kind=JournalKind.INTERNSHIP,
            kind_label=str(one.internship.get_kind_display() if one.internship else _("Stage")),
            state=STATES.get(state, JournalState.SENT),
            state_label=str(state.label),
            since=timezone.localtime(one.sent_at or one.drafted_at).date(),
            steps=tuple(_steps(one, state)),
            url=one.get_absolute_url(),
            on_site=True,
            dropped=state in ENDED,
        )
