from typing import Any

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.notifications.context import MOST, unread
from portal.notifications.models import Notification
from portal.notifications.views.inbox import PAGE_SIZE
from tests.factories import make_user
from tests.portal.notifications.factories import TOPIC, tell

pytestmark = pytest.mark.django_db
INBOX = "/notifications/"


@pytest.fixture
def member(client: Client) -> Any:
    user = make_user()
    client.force_login(user)
    return user


def texts(response: Any) -> list[str]:
    return [row["sentence"] for row in response.context["rows"]]


def test_inbox_shows_ones_own_the_latest_first(client: Client, member: Any) -> None:
    tell(member, text="Première.")
    tell(make_user(), text="Celle d’une autre.")
    tell(member, text="{actor} vous répond.", actor=make_user(display_name="Camille Fictif"))
    response = client.get(INBOX)

    assert texts(response) == ["Camille Fictif vous répond.", "Première."]
    assert response.context["unread"] == 2
    assert "Celle d’une autre." not in response.content.decode()


def test_empty_inbox_says_what_to_do_next(client: Client, member: Any) -> None:
    response = client.get(INBOX)

    assert "Rien à signaler" in response.content.decode()
    assert reverse("shell:dashboard") in response.content.decode()


def test_looking_at_the_inbox_reads_nothing(client: Client, member: Any) -> None:
    told = tell(member)
    client.get(INBOX)

    told.refresh_from_db()
    assert told.read_at is None


def test_opening_one_marks_it_read_once_and_leads_there(client: Client, member: Any) -> None:
    told, other = tell(member, url="/stages/"), tell(member)
    response = client.post(reverse("notifications:open", args=[told.pk]))
    assert response["Location"] == "/stages/"
    told.refresh_from_db()
    first = told.read_at
    assert first is not None

    client.post(reverse("notifications:open", args=[told.pk]))
    told.refresh_from_db()
    other.refresh_from_db()
    assert (told.read_at, other.read_at) == (first, None)


def test_opening_one_that_leads_nowhere_comes_back(client: Client, member: Any) -> None:
    response = client.post(reverse("notifications:open", args=[tell(member).pk]))

    assert response["Location"] == INBOX


def test_what_is_gone_is_explained_to_whoever_comes_from_the_inbox(
    client: Client, member: Any
) -> None:
    told = tell(member, url="/membres/parti-depuis/")
    address = client.post(reverse("notifications:open", args=[told.pk]))["Location"]
    site = "http://testserver"
    answer = client.get(address, headers={"referer": f"{site}{INBOX}"})
    assert answer.status_code == 404
    assert "a pu quitter le site" in answer.text
    assert f'href="{INBOX}"' in answer.text

    for elsewhere in ("", f"{site}/faq/", f"https://example.org{INBOX}", "http://["):
        answer = client.get(address, headers={"referer": elsewhere})
        assert answer.status_code == 404
        assert "a pu quitter le site" not in answer.text


def test_nobody_opens_the_notification_of_another(client: Client, member: Any) -> None:
    theirs = tell(make_user())

    assert client.post(reverse("notifications:open", args=[theirs.pk])).status_code == 404
    assert client.get(reverse("notifications:open", args=[tell(member).pk])).status_code == 405
    theirs.refresh_from_db()
    assert theirs.read_at is None


def test_all_is_marked_as_read_but_what_came_since_and_what_is_not_ones_own(
    client: Client, member: Any
) -> None:
    seen = tell(member)
    newest = client.get(INBOX).context["newest"]
    since, theirs = tell(member), tell(make_user())
    response = client.post(reverse("notifications:read_all"), {"jusque": str(newest)})

    assert response["Location"] == INBOX
    assert set(Notification.objects.unread()) == {since, theirs}
    seen.refresh_from_db()
    assert seen.read_at is not None


@pytest.mark.parametrize("until", ["", "abc", "-1", "9" * 30, "²"])
def test_marking_all_up_to_nonsense_marks_nothing(client: Client, member: Any, until: str) -> None:
    tell(member)
    response = client.post(reverse("notifications:read_all"), {"jusque": until})

    assert response.status_code == 302
    assert Notification.objects.unread().count() == 1


def test_pages_follow_each_other_without_a_gap(client: Client, member: Any) -> None:
    for number in range(PAGE_SIZE + 3):
        tell(member, text=f"Nouvelle {number}.")
    first = client.get(INBOX)
    tell(member, text="Arrivée entre-temps.")
    second = client.get(first.context["next_url"])

    assert texts(first)[-1] == "Nouvelle 3."
    assert texts(second) == ["Nouvelle 2.", "Nouvelle 1.", "Nouvelle 0."]
    assert (second.context["next_url"], second.context["first_url"]) == ("", INBOX)


@pytest.mark.parametrize("before", ["0", "abc", "-1", "9" * 30])
def test_page_that_does_not_exist_is_an_answer(client: Client, member: Any, before: str) -> None:
    tell(member)

    assert client.get(INBOX, {"avant": before}).status_code == 200


def test_inbox_costs_the_same_however_long(client: Client, member: Any) -> None:
    counts = []
    for _ in range(2):
        tell(member, text="{actor}", actor=make_user())
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(INBOX)
        counts.append(len(queries))
        for _ in range(3):
            tell(member, text="{actor}", actor=make_user())

    assert counts[0] == counts[1] <= 9


def test_unread_are_counted_only_when_asked_and_up_to_a_hundred() -> None:
    member = make_user()
    request = RequestFactory().get("/")
    with CaptureQueriesContext(connection) as queries:
        before = unread(request)["unread_notifications"]
        assert before() == 0
        request.user = member
        count = unread(request)["unread_notifications"]
    assert len(queries) == 0

    Notification.objects.bulk_create(
        Notification(member=member, topic=TOPIC, text="x") for _ in range(MOST + 20)
    )
    with CaptureQueriesContext(connection) as queries:
        assert (count(), count()) == (MOST, MOST)
    assert len(queries) == 1


def test_header_says_how_many_wait_on_every_page(client: Client, member: Any) -> None:
    assert "non lue" not in client.get("/metiers/").content.decode()
    tell(member)
    tell(member)

    assert ", 2 non lues" in client.get("/metiers/").content.decode()
