"""Ways round the rules that were found once, and closed."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mentoring import mentor_actions as actions
from mentoring.enums import Sight
from mentoring.models import MentorNote, MentorOffer, MentorThanks
from mentoring.profile_actions import give_back, hide
from portal.contact import actions as contact
from portal.contact import texts
from portal.moderation.actions import decide
from portal.moderation.enums import Outcome, State
from tests.factories import make_moderator, make_user
from tests.mentoring.card_factories import make_card
from tests.mentoring.mentor_factories import WORDS, make_ask, make_mentorship, make_offer
from tests.mentoring.people_factories import make_minor, make_profile


@pytest.mark.django_db
def test_thanks_do_not_reach_whoever_has_blocked(client: Client) -> None:
    mentorship = make_mentorship()
    contact.block(by=mentorship.mentor, whom=mentorship.mentee)
    client.force_login(mentorship.mentee)  # type: ignore[arg-type]

    client.post(reverse("mentoring:thanks_add", args=[mentorship.pk]), {"text": "Encore moi"})

    assert not MentorThanks.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["note_add", "goal_add"])
def test_a_minor_s_mentorship_holds_no_telephone(name: str, client: Client) -> None:
    mentee = make_user(age_band="15-17")
    mentorship = make_mentorship(mentee=mentee, offer=make_offer(welcomes_minors=True))
    client.force_login(mentorship.mentor)  # type: ignore[arg-type]

    page = client.post(
        reverse(f"mentoring:{name}", args=[mentorship.pk]), {"text": "Appelle le 06 12 34 56 78"}
    )

    assert "06 12 34 56 78" in page.content.decode()
    assert not MentorNote.objects.exists()
    assert not mentorship.goals.exists()


@pytest.mark.django_db
def test_a_minor_s_ways_to_be_reached_are_shown_to_nobody() -> None:
    profile = make_profile(
        user=make_minor(),
        email="moi@example.org",
        phone="0612345678",
        links=["https://reseau.example.org/moi"],
        page_visibility="contacts",
    )

    seen = profile.seen_by(make_user(), sight=Sight.CONTACT)

    assert seen is not None
    assert (seen.email, seen.phone, list(seen.links)) == ("", "", [])


@pytest.mark.django_db
def test_an_edit_begun_before_a_yes_keeps_the_place_taken() -> None:
    offer = make_offer(capacity=2)
    stale = MentorOffer.objects.get(pk=offer.pk)
    make_mentorship(offer=offer)

    stale.pitch = "Un autre texte"
    stale.save_edit(read=stale.revision)

    stale.refresh_from_db()
    assert (stale.taken, stale.pitch) == (1, "Un autre texte")


@pytest.mark.django_db
def test_one_s_own_mentor_is_not_asked_again() -> None:
    mentorship = make_mentorship(capacity=2)
    assert mentorship.offer is not None

    with pytest.raises(ValidationError, match="vous accompagne déjà"):
        make_ask(by=mentorship.mentee, offer=mentorship.offer)


@pytest.mark.django_db
def test_nobody_approves_their_own_offer() -> None:
    moderator = make_moderator()
    offer = make_offer(mentor=moderator, state=State.SUBMITTED)

    with pytest.raises(PermissionDenied):
        decide(offer, by=moderator, revision=offer.revision, outcome=Outcome.APPROVED)

    offer.refresh_from_db()
    assert offer.state == State.SUBMITTED


@pytest.mark.django_db
def test_a_reported_card_is_hidden_and_given_back(client: Client) -> None:
    card = make_card()
    before = hide(target=card)
    assert client.get(card.get_absolute_url()).status_code == 410
    give_back(target=card, before=before)
    assert client.get(card.get_absolute_url()).status_code == 200


@pytest.mark.django_db
def test_leaving_and_blocking_read_the_same_on_a_request(client: Client) -> None:
    pages = []
    for away in ("leave", "block"):
        asked = make_ask()
        mentor: Any = asked.contact.recipient
        if away == "leave":
            mentor.leaving_since = timezone.now()
            mentor.save()
        else:
            contact.block(by=mentor, whom=asked.contact.sender)
        client.force_login(asked.contact.sender)  # type: ignore[arg-type]
        page = client.get(reverse("mentoring:request", args=[asked.contact_id])).content.decode()
        pages.append("restée sans réponse" in page and "Membre supprimé" in page)

    assert pages == [True, True]


def test_a_link_that_no_browser_can_read_is_a_link() -> None:
    assert texts.has_contact_details("voici http://[x pour toi")


@pytest.mark.django_db
def test_a_minor_s_request_holds_no_address() -> None:
    offer = make_offer(welcomes_minors=True)

    with pytest.raises(ValidationError, match="15 à 17 ans"):
        actions.ask(
            by=make_minor(),
            offer=offer,
            key=uuid4(),
            **{**WORDS, "goal": "Écris-moi à moi@example.org"},
        )


@pytest.mark.django_db
def test_a_mentor_sent_back_no_longer_writes_to_a_minor() -> None:
    offer = make_offer(welcomes_minors=True)
    mentorship = make_mentorship(mentee=make_minor(), offer=offer)
    assert mentorship.thread is not None
    contact.post(thread=mentorship.thread, by=offer.mentor, text="Bonjour", key=uuid4())
    MentorOffer.objects.filter(pk=offer.pk).update(state=State.REJECTED)

    with pytest.raises(contact.Closed):
        contact.post(thread=mentorship.thread, by=offer.mentor, text="Encore", key=uuid4())
    assert not mentorship.goes_on_for(offer.mentor)


@pytest.mark.django_db
def test_leaving_and_blocking_leave_the_same_dashboard_and_notes(client: Client) -> None:
    pages = []
    for away in ("leave", "block"):
        mentorship = make_mentorship()
        mentor: Any = mentorship.mentor
        actions.write(
            MentorNote(mentorship=mentorship, text="Mot du mentor"), by=mentor, key=uuid4()
        )
        client.force_login(mentorship.mentee)  # type: ignore[arg-type]
        own = client.get(mentorship.get_absolute_url()).content.decode()
        assert "Mot du mentor" in own
        if away == "leave":
            mentor.leaving_since = timezone.now()
            mentor.save()
        else:
            contact.block(by=mentor, whom=mentorship.mentee)
        log = client.get(mentorship.get_absolute_url()).content.decode()
        space = client.get(reverse("shell:dashboard")).content.decode()
        pages.append(("Mot du mentor" in log, mentorship.get_absolute_url() in space))

    assert pages == [(False, False), (False, False)]


@pytest.mark.django_db
def test_a_full_offer_is_not_asked_in_vain(client: Client) -> None:
    offer = make_offer()
    make_mentorship(offer=offer)
    client.force_login(make_user())

    answer = client.get(reverse("mentoring:ask", args=[offer.pk]))

    assert answer.headers["Location"] == offer.get_absolute_url()
