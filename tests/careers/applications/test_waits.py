"""The wait for an answer, while its listing is out of sight through no silence of anybody."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from careers import pauses
from careers.applications import actions, answers, waits
from careers.applications import tick as application_tick
from careers.applications.enums import ApplicationState
from careers.models import AnswerFigures, Application, Internship, Opening, Organisation
from portal.accounts.models import User
from portal.moderation import decisions
from portal.moderation.actions import decide
from portal.moderation.enums import Outcome
from portal.notifications.models import Notification
from tests.careers.applications.factories import add_colleague, host_of, make_application
from tests.factories import make_internship, make_moderator, make_user
from tests.portal.moderation.factories import HIDE, SUSPEND, case_of, settle

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def told(member: Any) -> list[str]:
    lines = Notification.objects.filter(member=member).order_by("pk")
    return [one.text.replace("\u00a0", " ") for one in lines]


def hide(listing: Internship) -> Any:
    return settle(case_of(listing), HIDE)


def lift(measure: Any, now: Any = None) -> None:
    decisions.lift_early(measure=measure, by=measure.decided_by, word="Erreur.", now=now)


def suspend(member: User, **fields: Any) -> Any:
    """Suspended for thirty days, for something else than what is looked at here."""
    about = make_internship(author=member, organisation=fields.pop("organisation", None))
    case = case_of(about)
    return settle(case, SUSPEND)


def reachable(listing: Internship) -> bool:
    return Client().get(listing.get_absolute_url()).status_code == 200


# --- A listing hidden --------------------------------------------------------------


def test_a_hidden_listing_stops_the_clock_and_tells_the_applicant_once() -> None:
    sent = make_application()
    assert sent.internship
    due = sent.expires_at
    Notification.objects.all().delete()
    mail.outbox.clear()

    hide(sent.internship)

    sent.refresh_from_db()
    assert sent.paused_at
    assert sent.expires_at == due
    [line] = told(sent.applicant)
    assert "Votre attente est suspendue" in line
    letters = [one for one in mail.outbox if sent.applicant and sent.applicant.email in one.to]
    assert len(letters) == 1


def test_while_it_is_hidden_nothing_expires_is_reminded_of_or_counts_as_silence() -> None:
    sent = make_application()
    assert sent.internship
    hide(sent.internship)
    later = timezone.now() + 20 * DAY
    Notification.objects.all().delete()

    application_tick.run(now=later)

    sent.refresh_from_db()
    assert sent.state == ApplicationState.SENT
    assert sent.current_state(now=later) == ApplicationState.SENT
    assert sent.is_open(now=later)
    assert sent in Application.objects.open(now=later)
    assert sent not in Application.objects.overdue(now=later)
    assert told(sent.applicant) == []
    assert told(host_of(sent)) == []
    assert not AnswerFigures.objects.exclude(received=0).exists()


def test_a_lifted_decision_gives_back_the_days_that_were_left() -> None:
    sent = make_application()
    assert sent.internship
    assert sent.last_day
    last = sent.last_day
    measure = hide(sent.internship)
    Notification.objects.all().delete()
    Application.objects.update(paused_at=timezone.now() - 6 * DAY)

    lift(measure)

    sent.refresh_from_db()
    assert sent.paused_at is None
    assert sent.last_day == last + 6 * DAY
    [line] = told(sent.applicant)
    assert "est de retour" in line
    assert reachable(sent.internship)


def test_a_corrected_listing_that_is_approved_again_goes_on_too() -> None:
    sent = make_application()
    listing = sent.internship
    assert listing
    hide(listing)
    listing.refresh_from_db()
    listing.submit()

    decide(listing, by=make_moderator(), revision=listing.revision, outcome=Outcome.APPROVED)

    sent.refresh_from_db()
    assert sent.paused_at is None


def test_the_organisation_may_still_answer_and_the_applicant_leave() -> None:
    first = make_application()
    second = make_application(internship=first.internship)
    assert first.internship
    hide(first.internship)
    Application.objects.update(expires_at=timezone.now() - DAY, sent_at=timezone.now() - 20 * DAY)
    first.refresh_from_db()
    second.refresh_from_db()

    answers.decline(applications=[first], by=host_of(first), reason="dates")
    actions.withdraw(application=second, by=second.applicant)

    first.refresh_from_db()
    second.refresh_from_db()
    assert first.state == ApplicationState.DECLINED
    assert second.state == ApplicationState.WITHDRAWN


def test_after_thirty_days_the_wait_ends_as_nobodys_refusal() -> None:
    sent = make_application()
    assert sent.internship
    hide(sent.internship)
    Notification.objects.all().delete()

    application_tick.run(now=timezone.now() + waits.LONGEST - timedelta(hours=1))
    sent.refresh_from_db()
    assert sent.state == ApplicationState.SENT
    application_tick.run(now=timezone.now() + waits.LONGEST)
    application_tick.run(now=timezone.now() + waits.LONGEST + DAY)

    sent.refresh_from_db()
    assert (sent.state, sent.reason) == (ApplicationState.CANCELLED, "hidden")
    [line] = told(sent.applicant)
    assert "ni un refus, ni un silence" in line
    assert not AnswerFigures.objects.exclude(received=0).exists()
    client = Client()
    client.force_login(sent.applicant)  # type: ignore[arg-type]
    assert "L’annonce n’est pas revenue" in client.get(sent.get_absolute_url()).content.decode()


# --- An organisation out of sight ---------------------------------------------------


def test_an_organisation_all_of_whose_members_are_suspended_leaves_the_list() -> None:
    sent = make_application()
    listing = sent.internship
    assert listing
    host, colleague = host_of(sent), add_colleague(sent)

    first = suspend(host)
    assert reachable(listing)
    assert Opening.objects.filter(pk=listing.pk).exists()

    second = suspend(colleague)

    assert not reachable(listing)
    assert not Opening.objects.filter(pk=listing.pk).exists()
    assert Client().get(listing.organisation.get_absolute_url()).status_code == 404
    sent.refresh_from_db()
    assert sent.paused_at

    lift(second)
    assert reachable(listing)
    assert Opening.objects.filter(pk=listing.pk).exists()
    assert Application.objects.get().paused_at is None
    lift(first)
    assert reachable(listing)


def test_a_suspension_that_ends_by_itself_brings_the_listings_back_with_tick() -> None:
    sent = make_application()
    listing = sent.internship
    assert listing
    suspend(host_of(sent))
    assert not reachable(listing)
    later = timezone.now() + 31 * DAY
    application_tick.run(now=timezone.now())
    assert not reachable(listing)

    # The wait itself has ended the day before.
    assert pauses.catch_up(now=later) == 2
    assert pauses.catch_up(now=later) == 0

    listing.refresh_from_db()
    assert listing.is_public


def test_a_hidden_organisation_takes_its_listings_along_and_back() -> None:
    sent = make_application()
    listing = sent.internship
    assert listing
    measure = settle(case_of(listing.organisation), HIDE)
    assert not reachable(listing)
    assert Client().get(listing.organisation.get_absolute_url()).status_code == 404

    # Another listing of it that is approved meanwhile stays out of sight as well.
    other = make_internship(organisation=listing.organisation, author=host_of(sent))
    assert not reachable(other)
    assert not other.is_open()

    lift(measure)
    assert reachable(listing)
    assert reachable(other)
    assert Organisation.objects.get(pk=listing.organisation_id).hidden_at is None


def test_a_stranger_reads_no_more_of_it_in_lists_search_feed_and_sitemap() -> None:
    listing = make_internship(title="Stage zinzolin")
    pages = ["/stages/", "/stages/flux.atom", "/recherche/?q=zinzolin", "/sitemap.xml"]
    answered = [page for page in pages if Client().get(page).status_code == 200]
    assert len(answered) >= 3

    settle(case_of(listing.organisation), HIDE)

    for page in answered:
        text = Client().get(page).content.decode()
        assert "Stage zinzolin" not in text
        assert listing.get_absolute_url() not in text


def test_members_without_a_suspension_move_nothing() -> None:
    listing = make_internship()
    assert pauses.refresh([listing.organisation_id]) == 0
    suspend(make_user())
    assert reachable(listing)
