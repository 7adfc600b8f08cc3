from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mentoring.models import MentorOffer
from portal.moderation.actions import decide
from portal.moderation.enums import Outcome, Reason, State
from tests.factories import make_moderator, make_role, make_user
from tests.mentoring.mentor_factories import make_mentorship, make_offer, make_page


def offer_data(**changes: Any) -> dict[str, Any]:
    return {
        "pitch": "Quinze ans de régie.",
        "roles": [make_role().pk],
        "topics": ["trade", "first_day"],
        "formats": ["message", "call"],
        "rhythm": "une heure par mois",
        "departement": "13",
        "capacity": "2",
        "charter": "on",
        "then": "send",
        **changes,
    }


EDIT = "/mentorat/mon-offre/"


@pytest.mark.django_db
def test_an_offer_is_written_sent_and_waits_for_review(client: Client) -> None:
    user = make_user()
    make_page(user)
    client.force_login(user)

    client.post(EDIT, offer_data())

    offer = MentorOffer.objects.get(mentor=user)
    assert offer.state == State.SUBMITTED
    assert (offer.by_call, offer.by_visit, offer.capacity) == (True, False, 2)
    client.force_login(make_user())
    assert client.get(offer.get_absolute_url()).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("gap", ["pitch", "roles", "topics", "formats", "rhythm", "charter"])
def test_an_offer_with_a_gap_is_kept_and_not_sent(gap: str, client: Client) -> None:
    user = make_user()
    client.force_login(user)
    data = offer_data()
    data.pop(gap)

    page = client.post(EDIT, data, follow=True)

    offer = MentorOffer.objects.get(mentor=user)
    assert offer.state == State.DRAFT
    assert "error-summary" in page.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [{"capacity": "0"}, {"capacity": "6"}, {"pitch": "a" * 2001}, {"formats": ["danse"]},
     {"topics": ["trade", "path", "applying", "portfolio", "first_day", "project"]},
     {"departement": "99"}],
)  # fmt: skip
def test_an_impossible_offer_is_refused_and_nothing_is_lost(
    wrong: dict[str, Any], client: Client
) -> None:
    client.force_login(make_user())

    page = client.post(EDIT, offer_data(**wrong))

    assert page.status_code == 200
    assert "une heure par mois" in page.content.decode()
    assert not MentorOffer.objects.exists()


@pytest.mark.django_db
def test_minors_do_not_mentor(client: Client) -> None:
    client.force_login(make_user(age_band="15-17"))

    assert client.post(EDIT, offer_data()).status_code == 403
    assert not MentorOffer.objects.exists()


@pytest.mark.django_db
def test_an_edit_of_a_published_offer_goes_back_to_review(client: Client) -> None:
    offer = make_offer()
    client.force_login(offer.mentor)

    client.post(EDIT, offer_data(pitch="Autre texte", revision=str(offer.revision)))

    offer.refresh_from_db()
    assert (offer.state, offer.pitch) == (State.SUBMITTED, "Autre texte")


@pytest.mark.django_db
def test_two_windows_are_told_of_each_other(client: Client) -> None:
    offer = make_offer()
    client.force_login(offer.mentor)
    read = str(offer.revision)
    client.post(EDIT, offer_data(pitch="Première fenêtre", revision=read))

    page = client.post(EDIT, offer_data(pitch="Deuxième fenêtre", revision=read))

    assert "autre fenêtre" in page.content.decode()
    assert "Deuxième fenêtre" in page.content.decode()
    offer.refresh_from_db()
    assert offer.pitch == "Première fenêtre"


@pytest.mark.django_db
@pytest.mark.parametrize("outcome", Outcome.values)
def test_the_decision_is_told_by_mail(outcome: str, mailoutbox: list[Any]) -> None:
    offer = make_offer(state=State.SUBMITTED)

    decide(
        offer,
        by=make_moderator(),
        revision=offer.revision,
        outcome=Outcome(outcome),
        reason="" if outcome == Outcome.APPROVED else Reason.UNCLEAR,
    )

    [mail] = mailoutbox
    assert mail.to == [offer.mentor.email]


@pytest.mark.django_db
def test_full_and_paused_mentors_leave_the_list(client: Client) -> None:
    free, full, paused = (make_offer(pitch=word) for word in ("Libre", "Complet", "Pause"))
    make_mentorship(offer=full)
    client.force_login(paused.mentor)
    client.post(reverse("mentoring:offer_pause"), {"pause": "1"})
    client.force_login(make_user())

    page = client.get(reverse("mentoring:mentors")).content.decode()

    assert [word for word in ("Libre", "Complet", "Pause") if word in page] == ["Libre"]
    assert free.is_taking
    client.force_login(paused.mentor)
    client.post(reverse("mentoring:offer_pause"), {"pause": "0"})
    assert MentorOffer.objects.taking().filter(pk=paused.pk).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("state", State.values)
def test_who_sees_an_offer(state: str, client: Client) -> None:
    offer = make_offer(state=State.SUBMITTED if state == "rejected" else State.DRAFT)
    MentorOffer.objects.filter(pk=offer.pk).update(
        state=state,
        submitted_at=timezone.now(),
        decided_at=timezone.now(),
        published_at=timezone.now(),
    )
    moderator = make_moderator()

    def sees(user: Any) -> bool:
        return MentorOffer.objects.visible_to(user).filter(pk=offer.pk).exists()

    assert sees(offer.mentor)
    assert sees(make_user()) == (state == "approved")
    assert sees(moderator) == (state != "draft")


@pytest.mark.django_db
def test_visitors_read_what_mentoring_is_and_no_name(client: Client) -> None:
    offer = make_offer(mentor=make_user(display_name="Nom Qui Fuit"))

    page = client.get(reverse("mentoring:mentors"))

    assert page.status_code == 200
    assert "Nom Qui Fuit" not in page.content.decode()
    assert client.get(offer.get_absolute_url()).status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize("away", ["leaving_since", "is_active"])
def test_a_mentor_who_is_away_is_not_listed(away: str, client: Client) -> None:
    offer = make_offer()
    setattr(offer.mentor, away, timezone.now() if away == "leaving_since" else False)
    offer.mentor.save()
    client.force_login(make_user())

    assert client.get(offer.get_absolute_url()).status_code == 404
    assert offer.get_absolute_url() not in client.get("/mentorat/").content.decode()


@pytest.mark.django_db
def test_filters_narrow_the_list_and_forgive_nonsense(client: Client) -> None:
    south = make_offer(departement="13", by_call=True)
    north = make_offer(departement="59")
    client.force_login(make_user())

    def found(query: str) -> set[int]:
        page = client.get(f"/mentorat/?{query}").content.decode()
        return {one.pk for one in (south, north) if one.get_absolute_url() in page}

    assert found("region=Hauts-de-France") == {north.pk}
    assert found("forme=call") == {south.pk}
    assert found(f"metier={south.roles.get().slug}") == {south.pk}
    assert found("metier=x&region=Nulle+part&forme=danse&avant=abc") == {south.pk, north.pk}
    assert found("avant=999999999999999999999999") == {south.pk, north.pk}


@pytest.mark.django_db
@pytest.mark.parametrize("item_count", [1, 3])
def test_the_list_asks_as_much_for_three_as_for_one(
    item_count: int, client: Client, django_assert_num_queries: Any
) -> None:
    for _ in range(item_count):
        make_offer()
    client.force_login(make_user())

    with django_assert_num_queries(10):
        client.get(reverse("mentoring:mentors"))


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [{"capacity": 0}, {"capacity": 6}, {"taken": 2, "capacity": 1}])
def test_places_stay_sensible(wrong: dict[str, int]) -> None:
    offer = make_offer()

    with pytest.raises(IntegrityError), transaction.atomic():
        MentorOffer.objects.filter(pk=offer.pk).update(**wrong)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "gap",
    [{"pitch": ""}, {"rhythm": ""}, {"charter_accepted_at": None}, {"by_message": False}],
)
def test_a_sent_offer_is_complete(gap: dict[str, Any]) -> None:
    offer = make_offer(state=State.DRAFT, **gap)

    with pytest.raises(IntegrityError), transaction.atomic():
        offer.submit()
    for name, value in gap.items():
        setattr(offer, name, value)
    offer.state = State.SUBMITTED
    offer.submitted_at = timezone.now()
    with pytest.raises(ValidationError, match="Il manque"):
        offer.validate_constraints()
