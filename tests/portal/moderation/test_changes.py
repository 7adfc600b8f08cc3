"""Whoever reads a text again sees what changed since it was published."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from careers.actions import edit_organisation
from careers.models import Internship
from events.models import Meetup
from mentoring.models import MentorOffer
from portal.accounts.actions import erase_member
from portal.moderation import changes
from portal.moderation.actions import decide
from portal.moderation.enums import Outcome, Reason, State
from portal.moderation.models import Decision
from tests.events.factories import make_meetup
from tests.factories import make_internship, make_moderator, make_role, make_user
from tests.mentoring.mentor_factories import make_offer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_second_factor(settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR_REQUIRED = False


def edit(target: Any, **fields: Any) -> Any:
    """As its author does: it goes back to review."""
    found = type(target).objects.get(pk=target.pk)
    for name, value in fields.items():
        setattr(found, name, value)
    found.save_edit(read=found.revision)
    return type(target).objects.get(pk=target.pk)


def said(target: Any) -> dict[str, str]:
    """Label by label, with - and + around what is out and in."""
    approved = changes.last_approved(target)
    assert approved
    marks = {"": "", "del": "-", "ins": "+"}
    return {
        one.label: "".join(f"{marks[part.kind]}{part.text}" for part in one.parts)
        for one in changes.since(approved, target)
    }


def test_a_text_that_was_not_edited_has_changed_in_nothing() -> None:
    for target in (make_internship(), make_meetup(), make_offer()):
        found = type(target).objects.get(pk=target.pk)
        assert said(found) == {}


def test_words_dates_figures_and_choices_are_told_apart() -> None:
    listing = edit(
        make_internship(missions="Préparer les décors.", hourly_pay="4.50"),
        missions="Préparer les loges.",
        hourly_pay="5.00",
        has_agreement=False,
        role=make_role(title="Monteuse"),
    )

    found = said(listing)

    assert found["Missions"] == "Préparer les -décors.+loges."
    assert "-4,50+5,00" in found["Gratification, en euros par heure"].replace("\u202f", "")
    assert any("-oui+non" in text for text in found.values())
    assert any("Monteuse" in text for text in found.values())
    assert "Titre" not in found


def test_a_meetup_and_an_offer_as_well() -> None:
    assert said(edit(make_meetup(), description="Autre chose."))
    offer = edit(make_offer(), pitch="Vingt ans de montage.")
    offer.roles.set([make_role(title="Étalonneur")])
    assert len(said(offer)) == 2


def test_what_the_organisation_says_of_itself_is_read_with_its_listings() -> None:
    listing = make_internship()
    host = listing.organisation
    host.description = "Nous tournons à Lille."
    edit_organisation(organisation=host)
    listing = Internship.objects.get()
    assert listing.state == State.SUBMITTED
    assert said(listing) == {"La structure, présentation": "+Nous tournons à Lille."}


def test_the_review_page_shows_it_and_a_first_review_does_not() -> None:
    listing = edit(make_internship(title="Stage régie"), title="Stage <b>son</b>")
    first = make_internship(state=State.SUBMITTED)
    client = Client()
    client.force_login(make_moderator())

    page = client.get(f"/admin/careers/internship/{listing.pk}/change/").content.decode()
    assert "Ce qui a changé depuis la version publiée" in page
    assert "<del>régie</del>" in page
    assert "<ins>&lt;b&gt;son&lt;/b&gt;</ins>" in page

    page = client.get(f"/admin/careers/internship/{first.pk}/change/").content.decode()
    assert "Ce qui a changé" not in page


def test_a_refusal_in_between_compares_with_what_was_published() -> None:
    listing = edit(make_internship(missions="Un."), missions="Deux.")
    decide(
        listing,
        by=make_moderator(),
        revision=listing.revision,
        outcome=Outcome.REJECTED,
        reason=Reason.UNCLEAR,
    )
    listing = edit(listing, missions="Trois.")
    assert said(listing)["Missions"] == "-Un.+Trois."


def test_one_copy_a_text_is_kept_and_goes_with_its_author() -> None:
    author = make_user()
    listing = edit(make_internship(author=author), missions="Zinzolin.")
    decide(listing, by=make_moderator(), revision=listing.revision, outcome=Outcome.APPROVED)
    meetup, offer = make_meetup(host=author), make_offer(mentor=author)
    assert Decision.objects.exclude(snapshot=None).count() == 3
    other = make_internship()

    erase_member(member=author, now=timezone.now())

    [kept] = Decision.objects.exclude(snapshot=None)
    assert kept.object_id == other.pk
    assert not MentorOffer.objects.filter(pk=offer.pk).exists()
    assert Meetup.objects.filter(pk=meetup.pk).exists()


def test_a_very_long_text_is_shown_whole_before_and_after() -> None:
    parts = changes.compare("mot " * 4000, "autre " * 4000)
    assert [one.kind for one in parts] == ["del", "ins"]
