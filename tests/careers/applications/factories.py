"""An application in any state, brought there the way people bring it; keyword-only."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from careers.applications import actions, answers
from careers.applications.enums import ApplicationState
from careers.models import Application, Internship, OrganisationMember
from portal.accounts.models import User
from tests.factories import make_internship, make_user

WORDS = "J’ai tenu la régie de deux courts métrages, et je voudrais apprendre à préparer un décor."


def make_draft(
    *,
    internship: Internship | None = None,
    applicant: User | None = None,
    motivation: str = WORDS,
    now: datetime | None = None,
) -> Application:
    return actions.save_draft(
        by=applicant or make_user(),
        internship=internship or make_internship(),
        motivation=motivation,
        pieces=[],
        key=uuid4(),
        now=now,
    )


def make_application(
    *,
    internship: Internship | None = None,
    applicant: User | None = None,
    state: ApplicationState = ApplicationState.SENT,
    sent: timedelta = timedelta(0),
    motivation: str = WORDS,
) -> Application:
    """Sent so long ago, then moved to `state` by somebody of the organisation."""
    now = timezone.now() - sent
    draft = make_draft(internship=internship, applicant=applicant, motivation=motivation, now=now)
    one = actions.send(application=draft, by=draft.applicant, now=now)
    host, applicant = host_of(one), draft.applicant
    if state == ApplicationState.READ:
        answers.mark_read(application=one, by=host, now=now)
    elif state == ApplicationState.STUDIED:
        answers.study(application=one, by=host, now=now)
    elif state == ApplicationState.ACCEPTED:
        answers.accept(application=one, by=host, now=now)
    elif state == ApplicationState.DECLINED:
        answers.decline(applications=[one], by=host, reason="dates", now=now)
    elif state == ApplicationState.CANCELLED:
        answers.cancel(applications=[one], by=host, reason="project", now=now)
    elif state == ApplicationState.WITHDRAWN:
        actions.withdraw(application=one, by=applicant, now=now)
    one.refresh_from_db()
    return one


def host_of(application: Application) -> User:
    """Somebody who writes for the organisation."""
    membership = OrganisationMember.objects.filter(organisation=application.organisation_id)
    return membership.select_related("user").order_by("pk")[0].user


def email_of(application: Application) -> str:
    """The applicant's address."""
    assert application.applicant
    return application.applicant.email


def add_colleague(application: Application, **fields: Any) -> User:
    user = make_user(**fields)
    assert application.organisation
    OrganisationMember.objects.create(organisation=application.organisation, user=user)
    return user
