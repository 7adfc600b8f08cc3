"""Who finds what: nothing before it is published, nothing once it is over, nobody in hiding."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils import timezone

from careers.models import Internship
from mentoring.enums import Visibility
from mentoring.profile_actions import hide
from portal.accounts.actions import request_erasure
from portal.contact import actions as contact
from portal.moderation.enums import State
from portal.search import finding
from portal.search.models import SearchText, SearchWord
from portal.search.query import read
from tests.consistency import world
from tests.events.factories import make_meetup
from tests.factories import make_internship, make_moderator, make_user
from tests.mentoring.mentor_factories import make_offer
from tests.mentoring.people_factories import CANARIES, make_canary, make_minor, make_profile
from tests.portal.search.factories import search, titles
from tests.proof import matrix

pytestmark = pytest.mark.django_db


def at(moment: Any, text: str) -> list[str]:
    return titles(text, now=moment)


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.REJECTED, State.WITHDRAWN])
def test_unpublished_is_found_by_nobody(client, state):
    author = make_user()
    make_internship(author=author, state=state, title="Stage toupie")
    make_meetup(state=state, title="Rencontre toupie")

    for viewer in (AnonymousUser(), author, make_user(), make_moderator()):
        found = search("toupie", viewer=viewer)
        assert (found.hits, found.total.count) == ([], 0)
    assert b"Stage toupie" not in client.get("/recherche/?q=toupie").content


def test_edit_of_what_is_public_hides_it_until_it_is_read_again():
    listing = make_internship(title="Stage toupie")
    listing.title = "Stage moulin"
    listing.save_edit(read=listing.revision)

    assert titles("moulin") == titles("toupie") == []


def test_internship_is_found_until_its_last_day_included():
    last = timezone.localdate() + timedelta(days=10)
    listing = make_internship(title="Stage toupie", apply_by=last)
    midnight = timezone.make_aware(datetime.combine(last, time()))

    assert at(midnight + timedelta(hours=23, minutes=59), "toupie") == [listing.title]
    assert at(midnight + timedelta(days=1), "toupie") == []
    assert search("toupie", now=midnight + timedelta(days=1)).total.count == 0


def test_meetup_is_found_until_it_begins():
    meetup = make_meetup(title="Rencontre toupie")
    assert meetup.starts_at

    assert at(meetup.starts_at - timedelta(minutes=1), "toupie") == [meetup.title]
    assert at(meetup.starts_at, "toupie") == []


def test_entry_that_bypassed_the_index_shows_nothing():
    """The rule of visibility is asked again: the index alone publishes nothing."""
    listing = make_internship(title="Stage toupie")
    Internship.objects.filter(pk=listing.pk).update(state=State.REJECTED)

    assert titles("toupie") == []


# --- Members -----------------------------------------------------------------------


def test_members_are_found_by_members_only(client):
    person = make_user(display_name="Alix Toupie")
    make_profile(user=person)
    make_offer(mentor=person)

    assert search("toupie").total.count == 0
    assert titles("toupie", viewer=make_user()) == ["Alix Toupie", "Alix Toupie"]
    assert b"Alix" not in client.get("/recherche/?q=toupie").content


def test_public_page_is_not_found_by_visitors_either():
    make_profile(user=make_user(display_name="Alix Toupie"), page_visibility="public")

    assert titles("toupie") == []


@pytest.mark.parametrize("audience", [Visibility.CONTACTS, Visibility.NOBODY])
def test_page_for_fewer_than_all_members_is_not_found(audience):
    make_profile(user=make_user(display_name="Alix Toupie"), page_visibility=audience)

    assert titles("toupie", viewer=make_user()) == []


def test_member_is_found_by_what_any_member_reads_and_nothing_else():
    viewer = make_user()
    make_canary(place_visibility="contacts", papers_visibility="contacts")

    assert titles("canari presentation", viewer=viewer) == ["Alix Canari"]
    for part in ("place", "papers", "email", "phone", "links"):
        assert titles(CANARIES[part], viewer=viewer) == [], part
    stored = " ".join(SearchText.objects.values_list("excerpt", flat=True))
    assert not [part for part in ("place", "papers", "email", "phone") if CANARIES[part] in stored]


def test_minors_are_found_by_nobody():
    make_profile(user=make_minor(display_name="Lou Toupie"))

    assert titles("toupie", viewer=make_user()) == []


def test_minors_find_only_the_mentors_who_welcome_them():
    grown, all_ages = make_user(display_name="Alix Toupie"), make_user(display_name="Max Toupie")
    make_offer(mentor=grown)
    make_offer(mentor=all_ages, welcomes_minors=True)

    found = search("toupie", viewer=make_minor(), filters={"type": ["mentor"]})

    assert [hit.title for hit in found.hits] == ["Max Toupie"]
    assert found.total.count == 1


@pytest.mark.parametrize("blocked_by_viewer", [True, False])
def test_block_hides_each_from_the_other_and_from_the_count(blocked_by_viewer):
    viewer, person = make_user(), make_user(display_name="Alix Toupie")
    make_profile(user=person)
    make_offer(mentor=person)
    pair = (viewer, person) if blocked_by_viewer else (person, viewer)
    contact.block(by=pair[0], whom=pair[1])

    found = search("toupie", viewer=viewer)

    assert (found.hits, found.total.count, found.facets["type"]) == ([], 0, {})
    assert titles("toupie", viewer=make_user()) == ["Alix Toupie", "Alix Toupie"]


@pytest.mark.parametrize("way", ["leaving", "suspended", "hidden"])
def test_absent_member_is_neither_shown_nor_counted(way):
    viewer, person = make_user(), make_user(display_name="Alix Toupie")
    profile = make_profile(user=person)
    if way == "leaving":
        request_erasure(member=person)
    elif way == "suspended":
        person.is_active = False
        person.save(update_fields=["is_active"])
    else:
        hide(target=profile)

    found = search("toupie", viewer=viewer)

    assert (found.hits, found.total.count) == ([], 0)


def test_name_of_a_member_is_completed_for_members_only():
    make_profile(user=make_user(display_name="Maximilienne Toupie"))

    assert titles("maxim", viewer=make_user()) == ["Maximilienne Toupie"]
    assert titles("maxim") == []


def test_words_of_members_teach_the_vocabulary_nothing():
    """A suggestion would tell visitors that somebody of that name is here."""
    make_profile(user=make_user(display_name="Zébulon Toupie"), about="Funambule")

    assert not SearchWord.objects.filter(text__in=["zebulon", "toupie", "funambule"]).exists()


def test_secrets_are_found_by_nobody_who_may_not_read_them():
    """Every canary of the matrix, looked for by everybody."""
    cast = matrix.build()
    everybody: list[tuple[str, Any]] = [("anonymous", AnonymousUser()), *cast.people.items()]
    for who, user in everybody:
        client = Client()
        if user.is_authenticated:
            client.force_login(user)
        for canary, readers in matrix.CANARIES.items():
            for text in (canary, canary.replace("-", " ")):
                page = client.get("/recherche/", {"q": text}).text
                board = page.partition('<ol class="board">')[2].partition("</ol>")[0]
                assert who in readers or canary not in board, (who, canary)


def test_pages_of_the_world_are_found_alike_by_a_staff_member_without_rights():
    """Being staff opens nothing more in the search."""
    world.build(listings=1)
    query = read("stage")
    plain = finding.find(query, viewer=make_user()).total
    staff = finding.find(query, viewer=make_user(is_staff=True)).total

    assert plain == staff


def test_question_of_a_stranger_changes_nothing(client, django_assert_max_num_queries):
    """GET never writes, and keeps no trace of what was looked for."""
    secret = f"toupie{uuid4().hex[:8]}"
    with django_assert_max_num_queries(9) as asked:
        client.get("/recherche/", {"q": secret})

    assert not [
        one for one in asked.captured_queries if not one["sql"].lstrip("(").startswith("SELECT")
    ]
