import pytest
from django.core import mail
from django.test import Client

from portal.moderation import links
from portal.moderation.enums import State
from portal.moderation.models import Case, Report
from tests.factories import make_internship, make_moderator, make_user
from tests.portal.moderation.factories import HIDE, settle

pytestmark = pytest.mark.django_db
GOOD = {"reason": "scam", "text": "Voilà.", "good_faith": "on"}


def test_stranger_reports_and_gets_a_receipt(client: Client) -> None:
    internship = make_internship()
    answer = client.post(
        f"/signaler/stage/{internship.pk}/",
        {
            "reason": "scam",
            "text": "On m’a demandé 50 euros.",
            "email": "temoin@example.org",
            "good_faith": "on",
        },
        follow=True,
    )

    report = Report.objects.get()
    assert report.target == internship
    assert report.email == "temoin@example.org"
    assert report.receipt in answer.text


def test_stranger_is_answered_in_the_language_of_their_report(client: Client) -> None:
    internship = make_internship()
    values = {**GOOD, "email": "witness@example.org"}
    client.post(f"/en/signaler/stage/{internship.pk}/", values)
    report = Report.objects.get()
    assert report.language == "en"
    settle(Case.objects.get(), HIDE, by=make_moderator())
    report.refresh_from_db()
    assert report.outcome == "The content was taken down."
    [receipt, outcome] = [one for one in mail.outbox if one.to == ["witness@example.org"]]
    assert f"/en{links.follow_path(report)}" in str(outcome.body)
    assert "signalement" not in f"{receipt.subject} {outcome.subject}"


def test_member_reports_in_their_name_without_being_shown(client: Client) -> None:
    member = make_user(display_name="Canari")
    internship = make_internship()
    client.force_login(member)
    client.post(
        f"/signaler/structure/{internship.organisation.pk}/",
        {"reason": "other", "text": "Voilà.", "good_faith": "on"},
    )

    assert Report.objects.get().reporter == member
    assert "Canari" not in Client().get(internship.get_absolute_url()).text


@pytest.mark.parametrize(
    "data",
    [{}, {"reason": "nope", "text": "x"}, {"reason": "scam", "text": ""},
     {"reason": "scam", "text": "x"}, {**GOOD, "text": "x" * 10_000}, {**GOOD, "text": "a\x00"}],
)  # fmt: skip
def test_incomplete_report_is_explained(client: Client, data: dict[str, str]) -> None:
    internship = make_internship()
    answer = client.post(f"/signaler/stage/{internship.pk}/", data)

    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not Report.objects.exists()


def test_what_one_cannot_see_cannot_be_reported(client: Client) -> None:
    hidden = make_internship(state=State.SUBMITTED)

    for address in (
        f"/signaler/stage/{hidden.pk}/",
        f"/signaler/structure/{hidden.organisation.pk}/",
        "/signaler/stage/999999/",
        "/signaler/astronaute/1/",
    ):
        assert client.get(address).status_code == 404
        assert client.post(address, {"reason": "scam", "text": "x"}).status_code == 404


def test_the_same_form_sent_twice_is_one_report(client: Client) -> None:
    address = f"/signaler/stage/{make_internship().pk}/"
    key = client.get(address).context["form"]["creation_key"].value()
    for _ in range(2):
        client.post(address, {**GOOD, "creation_key": str(key)})

    assert Report.objects.count() == 1


def test_a_flood_from_one_address_is_stopped(client: Client) -> None:
    address = f"/signaler/stage/{make_internship().pk}/"
    answers = [client.post(address, GOOD) for _ in range(12)]

    assert [answer.status_code for answer in answers] == [302] * 10 + [429] * 2
    assert answers[-1]["Retry-After"] == "300"
