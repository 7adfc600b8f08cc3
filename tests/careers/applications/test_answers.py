"""An organisation reads, studies, answers; places are counted and others told."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from careers.applications import answers
from careers.applications.enums import ApplicationState, DeclineReason, WithdrawReason
from careers.applications.moves import NoLongerOpen, Refused
from careers.models import Application
from portal.accounts import actions as accounts
from tests.careers.applications.factories import (
    add_colleague,
    email_of,
    host_of,
    make_application,
    make_draft,
)
from tests.factories import make_internship, make_user

pytestmark = pytest.mark.django_db


def state_of(one: Application) -> str:
    one.refresh_from_db()
    return one.state


def test_read_once_and_the_date_stays() -> None:
    one = make_application()
    assert answers.mark_read(application=one, by=host_of(one))
    one.refresh_from_db()
    first = one.first_read_at
    assert not answers.mark_read(application=one, by=add_colleague(one))
    one.refresh_from_db()
    assert (one.state, one.first_read_at) == (ApplicationState.READ, first)


def test_reading_by_a_stranger_is_no_reading() -> None:
    one = make_application()
    assert not answers.mark_read(application=one, by=make_user())
    assert state_of(one) == ApplicationState.SENT


def test_opened_after_it_was_put_under_study_from_a_mail() -> None:
    one = make_application(state=ApplicationState.STUDIED)
    assert answers.mark_read(application=one, by=host_of(one))
    one.refresh_from_db()
    assert one.first_read_at
    assert one.state == ApplicationState.STUDIED


def test_study_is_told_once() -> None:
    one = make_application()
    mail.outbox.clear()
    answers.study(application=one, by=host_of(one))
    answers.study(application=one, by=host_of(one))
    assert [message.to for message in mail.outbox] == [[email_of(one)]]


def test_a_word_with_the_study_is_told_and_a_new_one_too() -> None:
    one = make_application()
    host = host_of(one)
    mail.outbox.clear()
    for note in ("Jeudi à 10 h ?", "Jeudi à 10 h ?", "", "Plutôt vendredi."):
        answers.study(application=one, by=host, note=note)
    assert len(mail.outbox) == 2
    assert "Plutôt vendredi." in mail.outbox[1].body
    one.refresh_from_db()
    assert one.note == "Plutôt vendredi."
    answers.decline(applications=[one], by=host, reason="dates")
    one.refresh_from_db()
    assert one.note == ""


def test_extended_once_and_told() -> None:
    one = make_application()
    before = one.last_day
    mail.outbox.clear()
    answers.extend(application=one, by=host_of(one))
    one.refresh_from_db()
    assert one.last_day
    assert before
    assert (one.last_day - before).days == 15
    assert len(mail.outbox) == 1
    with pytest.raises(Refused, match="une fois"):
        answers.extend(application=one, by=host_of(one))


def test_accepted_takes_a_place_and_tells() -> None:
    internship = make_internship(places=2)
    one, other = (make_application(internship=internship) for _ in range(2))
    mail.outbox.clear()
    answers.accept(application=one, by=host_of(one), note="Lundi, 9 h, au dépôt.")
    internship.refresh_from_db()
    assert (internship.places_taken, internship.is_open()) == (1, True)
    assert state_of(one) == ApplicationState.ACCEPTED
    assert state_of(other) == ApplicationState.SENT
    [letter] = mail.outbox
    assert letter.to == [email_of(one)]
    assert "Lundi, 9 h, au dépôt." in letter.body
    with pytest.raises(NoLongerOpen):
        answers.accept(application=one, by=host_of(one))


def test_the_last_place_closes_the_listing_and_tells_the_others() -> None:
    internship = make_internship(places=1)
    chosen, waiting, studied = (make_application(internship=internship) for _ in range(3))
    answers.study(application=studied, by=host_of(studied))
    withdrawn = make_application(internship=internship, state=ApplicationState.WITHDRAWN)
    mail.outbox.clear()
    answers.accept(application=chosen, by=host_of(chosen))
    internship.refresh_from_db()
    assert not internship.is_open()
    for one in (waiting, studied):
        assert state_of(one) == ApplicationState.DECLINED
        assert one.reason == DeclineReason.FILLED
    assert state_of(withdrawn) == ApplicationState.WITHDRAWN
    told = {message.to[0]: message for message in mail.outbox}
    assert set(told) == {email_of(one) for one in (chosen, waiting, studied)}
    assert "Toutes les places sont pourvues" in told[email_of(waiting)].body


def test_no_place_left_is_said() -> None:
    internship = make_internship(places=1)
    one = make_application(internship=internship)
    type(internship).objects.filter(pk=internship.pk).update(places_taken=1)
    with pytest.raises(Refused, match="places"):
        answers.accept(application=one, by=host_of(one))


def test_accepted_once_the_others_at_the_same_dates_close_and_are_told() -> None:
    applicant, today = make_user(), timezone.localdate()
    chosen = make_application(applicant=applicant)
    crossing = make_application(applicant=applicant, state=ApplicationState.STUDIED)
    later = make_application(
        applicant=applicant,
        internship=make_internship(
            starts_on=today + timedelta(days=200), ends_on=today + timedelta(days=240)
        ),
    )
    draft = make_draft(applicant=applicant)
    somebody = make_application(internship=crossing.internship)
    mail.outbox.clear()
    answers.accept(application=chosen, by=host_of(chosen))
    assert state_of(crossing) == ApplicationState.WITHDRAWN
    assert crossing.reason == WithdrawReason.FOUND
    assert [state_of(one) for one in (later, draft, somebody)] == ["sent", "draft", "sent"]
    told = {message.to[0]: message.body for message in mail.outbox}
    assert set(told) == {applicant.email, host_of(crossing).email}
    assert "a trouvé une place" in told[host_of(crossing).email]


def test_declined_with_a_reason_from_the_list() -> None:
    one = make_application()
    host: dict[str, Any] = {"applications": [one], "by": host_of(one)}
    for reason, note in (("", ""), ("n’importe", ""), ("other", " ")):
        with pytest.raises(ValidationError):
            answers.decline(reason=reason, note=note, **host)
    mail.outbox.clear()
    assert answers.decline(reason="dates", note="En mars, peut-être.", **host) == 1
    assert answers.decline(reason="dates", **host) == 0
    assert state_of(one) == ApplicationState.DECLINED
    [letter] = mail.outbox
    assert str(DeclineReason.DATES.kindly) in letter.body
    assert "En mars, peut-être." in letter.body


def test_twelve_declined_at_once_each_with_a_letter() -> None:
    internship = make_internship(places=3)
    many = [make_application(internship=internship) for _ in range(12)]
    answered = make_application(internship=internship, state=ApplicationState.WITHDRAWN)
    foreign = make_application()
    mail.outbox.clear()
    told = answers.decline(
        applications=[*many, answered, foreign], by=host_of(many[0]), reason="profile"
    )
    assert told == 12
    assert sorted(m.to[0] for m in mail.outbox) == sorted(email_of(one) for one in many)
    assert state_of(answered) == ApplicationState.WITHDRAWN
    assert state_of(foreign) == ApplicationState.SENT


def test_called_off_with_a_reason_and_the_place_is_free_again() -> None:
    internship = make_internship(places=2)
    accepted = make_application(internship=internship, state=ApplicationState.ACCEPTED)
    waiting = make_application(internship=internship)
    host = host_of(accepted)
    with pytest.raises(ValidationError):
        answers.cancel(applications=[accepted], by=host, reason="gone")
    mail.outbox.clear()
    assert answers.cancel(applications=[accepted, waiting], by=host, reason="tutor") == 2
    internship.refresh_from_db()
    assert internship.places_taken == 0
    assert {state_of(one) for one in (accepted, waiting)} == {ApplicationState.CANCELLED}
    assert all("plus personne ne peut encadrer" in message.body for message in mail.outbox)


def test_a_minor_is_not_led_elsewhere() -> None:
    one = make_application(applicant=make_user(age_band="15-17"))
    for act in (answers.accept, answers.decline, answers.cancel):
        what: dict[str, Any] = (
            {"application": one}
            if act is answers.accept
            else {
                "applications": [one],
                "reason": "dates" if act is answers.decline else "tutor",
            }
        )
        with pytest.raises(ValidationError, match="15 à 17"):
            act(by=host_of(one), note="Mon insta\u00a0: @plateau", **what)
    assert state_of(one) == ApplicationState.SENT


def test_nothing_moves_for_a_stranger_a_former_colleague_or_out_of_time() -> None:
    one = make_application()
    former = add_colleague(one)
    former.memberships.all().delete()
    late = make_application(sent=timedelta(days=17))
    for who, what in (
        (make_user(), one),
        (former, one),
        (host_of(late), late),
        (one.applicant, one),
    ):
        for act in (answers.accept, answers.study, answers.extend):
            with pytest.raises(NoLongerOpen):
                act(application=what, by=who)
        assert answers.decline(applications=[what], by=who, reason="dates") == 0
        assert answers.cancel(applications=[what], by=who, reason="tutor") == 0
    assert {state_of(one), state_of(late)} == {ApplicationState.SENT}


def test_nothing_is_answered_to_somebody_who_is_leaving() -> None:
    one = make_application()
    accounts.request_erasure(member=one.applicant)
    with pytest.raises(NoLongerOpen):
        answers.accept(application=one, by=host_of(one))
    assert answers.decline(applications=[one], by=host_of(one), reason="dates") == 0


def test_handed_to_a_colleague_of_the_organisation_only() -> None:
    one = make_application()
    colleague, stranger = add_colleague(one), make_user()
    mail.outbox.clear()
    answers.assign(application=one, by=host_of(one), to=colleague)
    answers.assign(application=one, by=host_of(one), to=colleague)
    assert [message.to for message in mail.outbox] == [[colleague.email]]
    with pytest.raises(Refused):
        answers.assign(application=one, by=host_of(one), to=stranger)
    answers.assign(application=one, by=host_of(one), to=None)
    one.refresh_from_db()
    assert one.assigned_to is None


def test_a_note_once_for_one_form() -> None:
    one, key = make_application(), uuid4()
    host, other = host_of(one), add_colleague(one)
    for _again in range(2):
        answers.add_note(application=one, by=host, text="À rappeler", key=key)
    answers.add_note(application=one, by=other, text="D’accord", key=key)
    assert [note.text for note in one.notes.all()] == ["À rappeler", "D’accord"]
