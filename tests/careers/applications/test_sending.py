"""An applicant writes, sends and takes back."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from careers.applications import actions
from careers.applications.enums import ApplicationState
from careers.applications.moves import AlreadySent, NoLongerOpen, Refused
from careers.models import Application
from portal.contact import actions as contact
from portal.moderation.enums import State
from portal.notifications.models import Notification
from tests.careers.applications.factories import (
    add_colleague,
    host_of,
    make_application,
    make_draft,
)
from tests.factories import make_internship, make_organisation, make_user

pytestmark = pytest.mark.django_db


def test_sent_once_however_often_it_is_asked() -> None:
    draft = make_draft()
    mail.outbox.clear()
    Notification.objects.all().delete()
    for _again in range(3):
        actions.send(application=draft, by=draft.applicant)
    draft.refresh_from_db()
    assert draft.state == ApplicationState.SENT
    assert [message.to for message in mail.outbox] == [[host_of(draft).email]]
    assert Notification.objects.count() == 1


def test_the_same_form_twice_makes_one_draft() -> None:
    internship, applicant, key = make_internship(), make_user(), uuid4()
    values: dict[str, Any] = {"by": applicant, "internship": internship, "pieces": [], "key": key}
    one = actions.save_draft(motivation="un", **values)
    two = actions.save_draft(motivation="deux", **values)
    assert one.pk == two.pk
    assert Application.objects.get().motivation == "deux"


def test_a_key_of_somebody_else_makes_a_draft_of_one_s_own() -> None:
    other = make_draft()
    mine = actions.save_draft(
        by=make_user(),
        internship=make_internship(),
        motivation="",
        pieces=[],
        key=other.creation_key,
    )
    assert mine.pk != other.pk
    assert mine.creation_key != other.creation_key


def test_a_draft_after_the_sending_leads_to_what_was_sent() -> None:
    one = make_application()
    assert one.internship
    with pytest.raises(AlreadySent) as told:
        actions.save_draft(
            by=one.applicant, internship=one.internship, motivation="x", pieces=[], key=uuid4()
        )
    assert told.value.application == one


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.WITHDRAWN])
def test_not_to_a_listing_that_is_not_published(state: State) -> None:
    with pytest.raises(Refused):
        make_draft(internship=make_internship(state=state))


def test_not_after_the_deadline_nor_when_full_nor_to_oneself() -> None:
    late = make_internship(apply_by=timezone.localdate() - timedelta(days=1))
    full = make_internship()
    full.places_taken = full.places
    full.save()
    owner = make_user()
    own = make_internship(author=owner, organisation=make_organisation(owner=owner))
    for internship, applicant in ((late, None), (full, None), (own, owner)):
        with pytest.raises(Refused):
            make_draft(internship=internship, applicant=applicant)


def test_not_again_after_a_no_but_again_after_a_silence() -> None:
    declined = make_application(state=ApplicationState.DECLINED)
    with pytest.raises(Refused, match="déjà répondu"):
        make_draft(internship=declined.internship, applicant=declined.applicant)
    withdrawn = make_application(state=ApplicationState.WITHDRAWN)
    make_draft(internship=withdrawn.internship, applicant=withdrawn.applicant)


def test_a_draft_that_waited_too_long_is_refused_and_kept() -> None:
    draft = make_draft()
    assert draft.internship
    mail.outbox.clear()
    type(draft.internship).objects.update(apply_by=timezone.localdate() - timedelta(days=1))
    with pytest.raises(Refused, match="closes"):
        actions.send(application=draft, by=draft.applicant)
    draft.refresh_from_db()
    assert draft.motivation
    assert mail.outbox == []


def test_needs_some_words() -> None:
    draft = make_draft(motivation="  ")
    with pytest.raises(ValidationError, match="quelques mots"):
        actions.send(application=draft, by=draft.applicant)


def test_a_minor_applies_without_leading_elsewhere() -> None:
    minor = make_user(age_band="15-17")
    draft = make_draft(applicant=minor, motivation="Écrivez-moi au 06 12 34 56 78.")
    with pytest.raises(ValidationError, match="15 à 17 ans"):
        actions.send(application=draft, by=minor)
    Application.objects.update(motivation="J’aimerais apprendre.")
    assert actions.send(application=draft, by=minor).state == ApplicationState.SENT


def test_twenty_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST_A_DAY", 2)
    applicant = make_user()
    for _number in range(2):
        make_application(applicant=applicant)
    with pytest.raises(Refused, match="en un jour"):
        make_application(applicant=applicant)
    make_application(applicant=applicant, sent=timedelta(days=2))


def test_taken_back_in_one_act() -> None:
    one = make_application()
    mail.outbox.clear()
    actions.withdraw(application=one, by=one.applicant)
    actions.withdraw(application=one, by=one.applicant)
    one.refresh_from_db()
    assert (one.state, one.reason) == (ApplicationState.WITHDRAWN, "")
    assert [message.subject for message in mail.outbox] == ["Une candidature est retirée"]


@pytest.mark.parametrize("state", [ApplicationState.DECLINED, ApplicationState.CANCELLED])
def test_not_taken_back_after_the_answer(state: ApplicationState) -> None:
    one = make_application(state=state)
    with pytest.raises(NoLongerOpen):
        actions.withdraw(application=one, by=one.applicant)


def test_an_accepted_place_goes_back_before_the_first_day_only() -> None:
    one = make_application(state=ApplicationState.ACCEPTED)
    assert one.internship
    started = timezone.now() + timedelta(days=61)
    with pytest.raises(Refused, match="commencé"):
        actions.withdraw(application=one, by=one.applicant, now=started)
    one.internship.refresh_from_db()
    assert one.internship.places_taken == 1
    mail.outbox.clear()
    actions.withdraw(application=one, by=one.applicant, reason="elsewhere")
    one.internship.refresh_from_db()
    assert one.internship.places_taken == 0
    assert one.internship.is_open()
    assert [message.subject for message in mail.outbox] == ["Une place se libère"]


def test_nobody_else_takes_it_back_or_sends_it() -> None:
    draft, one = make_draft(), make_application()
    for stranger in (make_user(), host_of(draft)):
        with pytest.raises(NoLongerOpen):
            actions.send(application=draft, by=stranger)
        with pytest.raises(NoLongerOpen):
            actions.withdraw(application=one, by=stranger)


def test_whoever_is_blocked_cannot_tell() -> None:
    """Sent as any other; the one who blocks neither hears of it nor sees it, a colleague does."""
    internship, applicant = make_internship(), make_user()
    blocker = internship.author
    assert blocker
    contact.block(by=blocker, whom=applicant)
    mail.outbox.clear()
    alone = make_application(internship=internship, applicant=applicant)
    assert (alone.state, mail.outbox) == (ApplicationState.SENT, [])
    assert not alone.counts
    assert not Application.objects.received_by(blocker).exists()

    other = make_internship()
    assert other.author
    colleague = make_user()
    other.organisation.memberships.create(user=colleague)
    contact.block(by=other.author, whom=applicant)
    mail.outbox.clear()
    seen = make_application(internship=other, applicant=applicant)
    assert seen.counts
    assert [message.to for message in mail.outbox] == [[colleague.email]]
    assert list(Application.objects.received_by(colleague)) == [seen]


def test_every_colleague_is_told_until_one_follows_it() -> None:
    one = make_application()
    colleague = add_colleague(one)
    mail.outbox.clear()
    one.assigned_to = colleague
    one.save()
    actions.withdraw(application=one, by=one.applicant)
    assert [message.to for message in mail.outbox] == [[colleague.email]]


def test_a_draft_is_thrown_away_and_only_a_draft() -> None:
    draft, one = make_draft(), make_application()
    assert actions.delete_draft(application=draft, by=draft.applicant)
    assert not actions.delete_draft(application=one, by=one.applicant)
    assert list(Application.objects.all()) == [one]
