from typing import Any

import pytest
from django.core import mail
from django.test import Client

from careers.models import Internship
from portal.accounts.models import User
from portal.moderation.enums import Reason, State
from portal.moderation.models import Decision
from tests.factories import make_internship, make_moderator, make_user

pytestmark = pytest.mark.django_db

QUEUE = "/admin/careers/internship/"


@pytest.fixture(autouse=True)
def _no_second_factor(settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def moderator() -> User:
    return make_moderator()


@pytest.fixture
def moderating(client: Client, moderator: User) -> Client:
    client.force_login(moderator)
    return client


def test_queue_opens_on_what_waits_the_longest_first(moderating: Client) -> None:
    for title in ("Première", "Deuxième"):
        make_internship(title=title, state=State.SUBMITTED)
    make_internship(title="Déjà publiée")

    answer = moderating.get(QUEUE, follow=True)

    rows = [row.title for row in answer.context["cl"].result_list]
    assert rows == ["Première", "Deuxième"]


@pytest.mark.parametrize("item_count", [1, 3])
def test_queue_costs_the_same_for_one_listing_or_three(
    moderating: Client, item_count: int, django_assert_num_queries: Any
) -> None:
    for _ in range(item_count):
        make_internship(state=State.SUBMITTED)
    with django_assert_num_queries(8):
        moderating.get(QUEUE)


def review(internship: Internship) -> str:
    return f"{QUEUE}{internship.pk}/change/"


def test_review_shows_the_listing_as_its_readers_see_it(moderating: Client) -> None:
    internship = make_internship(state=State.SUBMITTED, missions="Tenir le talkie.")
    answer = moderating.get(review(internship))

    for text in ("Tenir le talkie.", "Camille Martin", internship.organisation.name, "Décider"):
        assert text in answer.text


def test_moderator_approves(moderating: Client, moderator: User) -> None:
    internship = make_internship(state=State.SUBMITTED)
    answer = moderating.post(
        review(internship),
        {"revision": internship.revision, "outcome": "approved", "reason": "", "note": ""},
        follow=True,
    )

    internship.refresh_from_db()
    assert internship.state == State.APPROVED
    assert internship.decided_by == moderator
    assert "Publié" in answer.text
    assert len(mail.outbox) == 1


def test_moderator_sends_back_with_a_reason(moderating: Client) -> None:
    internship = make_internship(state=State.SUBMITTED)
    moderating.post(
        review(internship),
        {
            "revision": internship.revision,
            "outcome": "rejected",
            "reason": Reason.PAY,
            "note": "Oui",
        },
    )

    internship.refresh_from_db()
    assert internship.state == State.REJECTED
    assert Decision.objects.about(internship).get().note == "Oui"


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"outcome": "rejected"}, "reason"),
        ({"outcome": "rejected", "reason": "other"}, "note"),
        ({"outcome": "nope"}, "outcome"),
        ({}, "outcome"),
        ({"outcome": "rejected", "reason": "pay", "note": "x" * 2001}, "note"),
        ({"outcome": "rejected", "reason": "pay", "note": "a\x00"}, "note"),
    ],
)
def test_incomplete_decision_is_explained(
    moderating: Client, data: dict[str, str], field: str
) -> None:
    internship = make_internship(state=State.SUBMITTED)
    answer = moderating.post(review(internship), {"revision": internship.revision, **data})

    assert set(answer.context["form"].errors) == {field}
    internship.refresh_from_db()
    assert internship.state == State.SUBMITTED


def test_decision_on_a_text_that_changed_is_refused_kindly(moderating: Client) -> None:
    internship = make_internship(state=State.SUBMITTED)
    read = internship.revision
    internship.save_edit(read=internship.revision)
    answer = moderating.post(
        review(internship), {"revision": read, "outcome": "approved"}, follow=True
    )

    assert "Rien n’a été décidé" in answer.text
    internship.refresh_from_db()
    assert internship.state == State.SUBMITTED


def test_bulk_approval_confirms_then_publishes(moderating: Client) -> None:
    waiting = [make_internship(state=State.SUBMITTED) for _ in range(3)]
    data = {"action": "approve_selected", "_selected_action": [row.pk for row in waiting]}
    page = moderating.post(QUEUE, data)
    assert waiting[0].title in page.text
    changed = waiting[2]
    changed.save_edit(read=changed.revision)
    read = [f"{row.pk}-{row.revision}" for row in waiting[:2]]
    read.append(f"{changed.pk}-{changed.revision - 1}")
    answer = moderating.post(QUEUE, {**data, "confirmed": "1", "read": read}, follow=True)

    assert "2 textes publiés" in answer.text
    assert "1 annonce a changé" in answer.text
    assert Internship.objects.approved().count() == 2
    assert len(mail.outbox) == 2


def test_listing_cannot_be_edited_added_or_deleted_by_moderators(moderating: Client) -> None:
    internship = make_internship(state=State.SUBMITTED)

    assert moderating.get(f"{QUEUE}add/").status_code == 403
    assert moderating.get(f"{QUEUE}{internship.pk}/delete/").status_code == 403


def test_staff_without_the_right_do_not_decide(client: Client) -> None:
    internship = make_internship(state=State.SUBMITTED)
    client.force_login(make_user(is_staff=True))

    assert client.get(review(internship)).status_code == 403
    data = {"revision": internship.revision, "outcome": "approved"}
    assert client.post(review(internship), data).status_code == 403
    internship.refresh_from_db()
    assert internship.state == State.SUBMITTED


def test_viewer_without_the_right_to_decide_sees_no_form(client: Client) -> None:
    from django.contrib.auth.models import Permission

    internship = make_internship(state=State.SUBMITTED)
    viewer = make_user(is_staff=True)
    viewer.user_permissions.add(Permission.objects.get(codename="view_internship"))
    client.force_login(viewer)

    assert "Décider" not in client.get(review(internship)).text
    data = {"revision": internship.revision, "outcome": "approved"}
    assert client.post(review(internship), data).status_code == 403


def test_missing_listing_leads_back(moderating: Client) -> None:
    assert moderating.get(f"{QUEUE}999999/change/").status_code == 302
    assert moderating.get(f"{QUEUE}nope/change/").status_code == 302
