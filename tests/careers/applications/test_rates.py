"""C11: what counts as an answer, and where it is shown."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from careers.applications import answers
from careers.applications import tick as application_tick
from careers.applications.answer_rate import recount
from careers.applications.enums import ApplicationState
from careers.models import AnswerFigures, Internship
from careers.models.answer_figures import figures_of
from portal.contact import actions as contact
from tests.careers.applications.factories import host_of, make_application
from tests.factories import make_internship, make_user

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def figures(internship: Internship) -> tuple[int, int, int | None]:
    found = AnswerFigures.objects.get(organisation=internship.organisation)
    return found.received, found.answered, found.median_days


def counted(internship: Internship) -> AnswerFigures:
    recount([internship.organisation_id], now=timezone.now())
    return AnswerFigures.objects.get(organisation=internship.organisation)


def test_answered_in_time_over_received_silence_counts_withdrawn_does_not() -> None:
    internship = make_internship(places=5)
    for state in (
        ApplicationState.ACCEPTED, ApplicationState.DECLINED, ApplicationState.CANCELLED,
        ApplicationState.WITHDRAWN, ApplicationState.SENT, ApplicationState.STUDIED,
    ):  # fmt: skip
        make_application(internship=internship, state=state)
    make_application(internship=internship, sent=20 * DAY)
    found = counted(internship)
    # Expired, whether or not `tick` has written it down.
    assert (found.received, found.answered) == (4, 3)
    application_tick.expire(now=timezone.now())
    assert figures(internship)[:2] == (4, 3)


def test_silence_counts_as_soon_as_it_is_written_down() -> None:
    internship = make_internship(places=5)
    for _number in range(3):
        make_application(internship=internship, sent=20 * DAY)
    application_tick.expire(now=timezone.now())
    assert figures(internship)[:2] == (3, 0)


def test_five_at_least() -> None:
    internship = make_internship(places=9)
    for _number in range(4):
        make_application(internship=internship, state=ApplicationState.DECLINED)
    found = counted(internship)
    assert (found.percent, found.label) == (None, "pas encore assez de candidatures")
    make_application(internship=internship, sent=20 * DAY)
    assert counted(internship).percent == 80
    assert "80\u202f%" in counted(internship).label


def test_never_rounded_up() -> None:
    assert AnswerFigures(received=300, answered=299).percent == 99


@pytest.mark.parametrize(
    ("delays", "median"), [([0, 0, 1], 0), ([1, 2], 2), ([1, 4, 9], 4), ([], None)]
)
def test_median_delay_in_days(delays: list[int], median: int | None) -> None:
    internship = make_internship(places=9)
    for delay in delays:
        one = make_application(internship=internship, sent=10 * DAY)
        at = timezone.now() - 10 * DAY + delay * DAY
        answers.decline(applications=[one], by=host_of(one), reason="dates", now=at)
    assert counted(internship).median_days == median


def test_older_than_a_year_is_left_out_and_tick_notices() -> None:
    internship = make_internship(places=9)
    make_application(internship=internship, state=ApplicationState.DECLINED)
    assert figures(internship)[:2] == (1, 1)
    application_tick.count_again(now=timezone.now() + 366 * DAY)
    assert figures(internship)[:2] == (0, 0)


def test_written_in_the_transaction_of_the_answer() -> None:
    one = make_application()
    answers.accept(application=one, by=host_of(one))
    assert one.internship
    assert figures(one.internship)[:2] == (1, 1)


def test_what_a_block_kept_from_everybody_is_no_silence() -> None:
    internship, applicant = make_internship(), make_user()
    contact.block(by=internship.author, whom=applicant)
    make_application(internship=internship, applicant=applicant, sent=20 * DAY)
    assert counted(internship).received == 0
    # A block after the fact changes nothing: silence is not to be bought that way.
    later = make_application(internship=internship, sent=20 * DAY)
    contact.block(by=internship.author, whom=later.applicant)
    assert counted(internship).received == 1


def test_the_found_place_of_somebody_is_no_silence_of_the_others() -> None:
    applicant = make_user()
    chosen, other = (make_application(applicant=applicant) for _ in range(2))
    answers.accept(application=chosen, by=host_of(chosen))
    assert other.internship
    assert counted(other.internship).received == 0


def test_shown_on_the_organisation_and_on_its_listings() -> None:
    internship = make_internship(places=9)
    for _number in range(5):
        make_application(internship=internship, state=ApplicationState.DECLINED)
    for address in (internship.get_absolute_url(), internship.organisation.get_absolute_url()):
        page = Client().get(address).content.decode()
        assert "répond à 100\u202f% des candidatures, la moitié le jour même" in page
    page = Client().get(make_internship().get_absolute_url()).content.decode()
    assert "pas encore assez de candidatures" in page


def test_figures_add_up() -> None:
    internship = make_internship()
    assert figures_of(internship.organisation).received == 0
    with pytest.raises(IntegrityError, match="add_up"), transaction.atomic():
        AnswerFigures.objects.create(organisation=internship.organisation, received=1, answered=2)
