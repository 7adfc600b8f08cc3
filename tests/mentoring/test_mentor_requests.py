from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mentoring import mentor_actions as actions
from mentoring.models import MentoringRequest, MentorOffer, Mentorship
from portal.contact import actions as contact
from portal.contact.actions import Unreachable
from portal.contact.models import ContactRequest
from portal.moderation.enums import State
from tests.factories import make_user
from tests.mentoring.mentor_factories import (
    WORDS,
    make_ask,
    make_mentorship,
    make_offer,
)
from tests.portal.contact.factories import at_once


@pytest.mark.django_db
def test_a_request_is_read_by_its_two_people_only(client: Client) -> None:
    asked = make_ask()
    address = reverse("mentoring:request", args=[asked.contact_id])
    seen = {}
    for person in (asked.contact.sender, asked.contact.recipient, make_user()):
        assert person is not None
        client.force_login(person)
        seen[person.pk] = client.get(address).status_code

    assert list(seen.values()) == [200, 200, 404]


@pytest.mark.django_db
def test_the_request_shows_its_last_day_from_the_start() -> None:
    asked = make_ask()

    assert asked.contact.expires_at - asked.contact.created_at == timedelta(days=10)


@pytest.mark.django_db
def test_a_third_ask_at_once_is_refused_and_nothing_is_lost(client: Client) -> None:
    member = make_user()
    for _ in range(2):
        make_ask(by=member)
    offer = make_offer()
    client.force_login(member)

    page = client.post(reverse("mentoring:ask", args=[offer.pk]), WORDS)

    assert page.status_code == 200
    assert "deux demandes de mentorat sans réponse" in page.content.decode()
    assert WORDS["goal"] in page.content.decode()
    assert MentoringRequest.objects.filter(contact__sender=member).count() == 2


@pytest.mark.django_db
def test_an_expired_ask_makes_room_for_another() -> None:
    member, later = make_user(), timezone.now() + timedelta(days=11)
    for _ in range(2):
        make_ask(by=member)

    made = actions.ask(by=member, offer=make_offer(), key=uuid4(), now=later, **WORDS)

    assert made.pk


@pytest.mark.django_db
@pytest.mark.parametrize("why", ["full", "paused", "draft", "withdrawn"])
def test_an_offer_that_takes_nobody_cannot_be_asked(why: str, client: Client) -> None:
    offer = make_offer(state=State.DRAFT if why == "draft" else State.APPROVED)
    if why == "full":
        MentorOffer.objects.filter(pk=offer.pk).update(taken=1)
    elif why == "paused":
        offer.pause(now=timezone.now())
    elif why == "withdrawn":
        offer.withdraw()
    client.force_login(make_user())

    answer = client.post(reverse("mentoring:ask", args=[offer.pk]), WORDS)

    assert answer.status_code == (404 if why in {"draft", "withdrawn"} else 200)
    assert not ContactRequest.objects.exists()


@pytest.mark.django_db
def test_a_mentor_holds_four_requests_at_most() -> None:
    offer = make_offer(capacity=5)
    for _ in range(4):
        make_ask(offer=offer)

    with pytest.raises(ValidationError, match="quatre demandes"):
        make_ask(offer=offer)


@pytest.mark.django_db
def test_nobody_asks_oneself(client: Client) -> None:
    offer = make_offer()
    client.force_login(offer.mentor)

    assert client.post(reverse("mentoring:ask", args=[offer.pk]), WORDS).status_code == 404


@pytest.mark.django_db
def test_a_blocked_member_finds_no_mentor_there(client: Client) -> None:
    offer, member = make_offer(), make_user()
    client.force_login(member)
    missing = client.get(reverse("mentoring:offer", args=[10**6]))
    contact.block(by=offer.mentor, whom=member)

    for name in ("offer", "ask"):
        answer = client.get(reverse(f"mentoring:{name}", args=[offer.pk]))
        assert answer.status_code == 404
        assert len(answer.content) == len(missing.content)
    assert offer.mentor.display_name not in client.get(
        reverse("mentoring:mentors")
    ).content.decode().replace(member.display_name, "")
    with pytest.raises(Unreachable):
        make_ask(by=member, offer=offer)


@pytest.mark.django_db
@pytest.mark.parametrize(("welcomes", "status"), [(True, 302), (False, 404)])
def test_a_minor_asks_only_mentors_read_for_it(welcomes: bool, status: int, client: Client) -> None:
    offer = make_offer(welcomes_minors=welcomes)
    client.force_login(make_user(age_band="15-17"))

    answer = client.post(reverse("mentoring:ask", args=[offer.pk]), WORDS)

    assert answer.status_code == status
    assert ContactRequest.objects.count() == (1 if welcomes else 0)


@pytest.mark.django_db
def test_the_same_form_twice_makes_one_request(client: Client) -> None:
    offer, member, key = make_offer(), make_user(), uuid4()
    client.force_login(member)
    for _ in range(2):
        client.post(reverse("mentoring:ask", args=[offer.pk]), {**WORDS, "creation_key": str(key)})

    assert MentoringRequest.objects.count() == 1


@pytest.mark.django_db
def test_yes_begins_a_mentorship_and_takes_a_place() -> None:
    mentorship = make_mentorship()

    assert mentorship.offer is not None
    assert (mentorship.offer.taken, mentorship.is_under_way) == (1, True)
    assert mentorship.purpose == WORDS["goal"]
    assert mentorship.thread is not None
    assert not MentorOffer.objects.taking().exists()


@pytest.mark.django_db
def test_yes_without_a_place_left_keeps_the_request_waiting(client: Client) -> None:
    offer = make_offer(capacity=1)
    first, second = make_ask(offer=offer), make_ask(offer=offer)
    contact.accept(request=first.contact, by=offer.mentor)
    client.force_login(offer.mentor)

    page = client.post(reverse("contact:accept", args=[second.contact_id]), follow=True)

    assert "plus de place" in page.content.decode()
    second.contact.refresh_from_db()
    assert second.contact.is_open()
    assert Mentorship.objects.count() == 1


@pytest.mark.django_db
def test_places_are_kept_by_the_database() -> None:
    offer = make_offer(capacity=2)

    MentorOffer.objects.filter(pk=offer.pk).update(taken=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        MentorOffer.objects.filter(pk=offer.pk).update(taken=3)


@pytest.mark.django_db
def test_places_never_go_below_the_mentorships_under_way(client: Client) -> None:
    offer = make_offer(capacity=2)
    for _ in range(2):
        make_mentorship(offer=offer)
    client.force_login(offer.mentor)
    address = reverse("mentoring:offer_capacity")

    for wrong in ("1", "0", "6", "-1", "x", "", "²"):
        client.post(address, {"capacity": wrong})
        offer.refresh_from_db()
        assert offer.capacity == 2, wrong
    client.post(address, {"capacity": "3"})
    offer.refresh_from_db()
    assert offer.capacity == 3


@pytest.mark.django_db(transaction=True)
def test_fifty_asks_at_once_of_two_places_give_two_mentorships_at_most() -> None:
    """The figures of PRODUCT D2 and D19: four held, two taken, nobody lost on the way."""
    offer = make_offer(capacity=2)
    members = [make_user() for _ in range(50)]

    asked = at_once([lambda one=one: make_ask(by=one, offer=offer) for one in members])

    held = [one for one in asked if isinstance(one, MentoringRequest)]
    assert len(held) == actions.MOST_HELD
    assert all(isinstance(one, ValidationError) for one in asked if one not in held)
    # Requests beyond those a mentor holds may be older than the limit: all are answered yes.
    more = [
        contact.send(
            by=make_user(), to=offer.mentor, purpose=actions.PURPOSE, text="Bonjour.",
            key=uuid4(), reachable_checked=True,
        )
        for _ in range(46)
    ]  # fmt: skip
    for request in more:
        MentoringRequest.objects.create(contact=request, offer=offer, goal="But.", tried="Rien.")
    every = [one.contact for one in held] + more
    answers = at_once(
        [lambda one=one: contact.accept(request=one, by=offer.mentor) for one in every]
    )

    refused = [one for one in answers if isinstance(one, Exception)]
    assert all(isinstance(one, ValidationError) for one in refused)
    assert (len(answers) - len(refused), Mentorship.objects.count()) == (2, 2)
    offer.refresh_from_db()
    assert offer.taken == 2
    assert ContactRequest.objects.open().count() == 48


@pytest.mark.django_db(transaction=True)
def test_ending_twice_at_once_frees_one_place() -> None:
    mentorship = make_mentorship()
    people = [mentorship.mentor, mentorship.mentee] * 3

    done = at_once([lambda one=one: actions.end(by=one, mentorship=mentorship) for one in people])

    assert sorted(done) == [False] * 5 + [True]
    mentorship.refresh_from_db()
    assert mentorship.offer is not None
    assert mentorship.offer.taken == 0
