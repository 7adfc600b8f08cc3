"""Who sees which part of a page: each part, each audience, each kind of reader, each way out."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mentoring import sight
from mentoring.enums import PortfolioKind, Sight, Visibility
from mentoring.models import PortfolioItem, Profile
from portal.accounts import faces
from portal.contact.actions import block
from tests.factories import make_moderator, make_user
from tests.mentoring.people_factories import (
    CANARIES,
    befriend,
    make_canary,
    make_minor,
    make_piece,
    make_profile,
    nobody,
    open_to,
)

pytestmark = pytest.mark.django_db

WHO = ["public", "member", "contact", "self"]
ALLOWED = {
    Visibility.PUBLIC: {"public", "member", "contact", "self"},
    Visibility.MEMBERS: {"member", "contact", "self"},
    Visibility.CONTACTS: {"contact", "self"},
    Visibility.NOBODY: {"self"},
}


def reader(who, profile):
    """A person who stands that near to the member."""
    if who == "public":
        return nobody()
    if who == "self":
        return profile.user
    other = make_user(display_name="Lou Lecteur")
    if who == "contact":
        befriend(other, profile.user)
    return other


def client_of(person):
    client = Client()
    if person.is_authenticated:
        client.force_login(person)
    return client


def body(response):
    """What a file answered, read to its end and put away."""
    content = b"".join(response)
    response.close()
    return content


def seen(response):
    """The parts whose word stands in what was answered."""
    text = response.content.decode()
    return {part for part, word in CANARIES.items() if word in text}


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("part", [part for part in CANARIES if part != "page"])
@pytest.mark.parametrize("visibility", Visibility)
def test_part_is_sent_to_its_audience_only(part, visibility, who):
    profile = make_canary(**open_to(Visibility.PUBLIC, **{part: visibility}))
    person = reader(who, profile)

    response = client_of(person).get(profile.get_absolute_url())

    assert response.status_code == 200
    allowed = who in ALLOWED[visibility]
    assert seen(response) == set(CANARIES) - (set() if allowed else {part})


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("part", ["place", "links", "email", "phone"])
@pytest.mark.parametrize("visibility", Visibility)
def test_part_is_downloaded_by_its_audience_only(part, visibility, who):
    profile = make_canary(**open_to(Visibility.PUBLIC, **{part: visibility}))
    client = client_of(reader(who, profile))

    response = client.get(reverse("mentoring:member_vcf", args=[profile.handle]))

    told = {"place", "links", "email", "phone"}
    assert seen(response) == told - (set() if who in ALLOWED[visibility] else {part})


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("visibility", Visibility)
def test_page_opens_for_its_audience_only(visibility, who):
    """However wide a part is, it is never wider than the page."""
    profile = make_canary(**open_to(Visibility.PUBLIC, page=visibility))
    client = client_of(reader(who, profile))
    missing = client.get("/membres/personne-de-ce-nom/")

    response = client.get(profile.get_absolute_url())

    if who in ALLOWED[visibility]:
        assert seen(response) == set(CANARIES)
    else:
        assert (response.status_code, response.content) == (404, missing.content)


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("page", Visibility)
@pytest.mark.parametrize("part", Visibility)
def test_query_and_python_agree(page, part, who):
    """`visible_to` in SQL and `seen_by` in Python are one rule, for pages and for pieces."""
    profile = make_profile(page_visibility=page)
    piece = make_piece(profile=profile, visibility=part)
    person = reader(who, profile)

    view = profile.seen_by(person)

    assert Profile.objects.visible_to(person).filter(pk=profile.pk).exists() == (view is not None)
    shown = view is not None and [one.pk for one in view.pieces] == [piece.pk]
    assert PortfolioItem.objects.visible_to(person).filter(pk=piece.pk).exists() == shown


@pytest.mark.parametrize("stored", Visibility)
@pytest.mark.parametrize("who", WHO)
def test_minor_is_seen_by_contacts_at_most(stored, who):
    profile = make_canary(user=make_minor(display_name="Alix Canari"), **open_to(stored))
    person = reader(who, profile)

    response = client_of(person).get(profile.get_absolute_url())

    near = who == "self" or (who == "contact" and stored != Visibility.NOBODY)
    assert response.status_code == (200 if near else 404)
    assert Profile.objects.visible_to(person).filter(pk=profile.pk).exists() == near
    assert (profile.seen_by(person) is not None) == near
    listed = Profile.objects.listed_for(person) if person.is_authenticated else ()
    assert profile not in listed


@pytest.mark.parametrize("blocker_is_member", [True, False])
def test_block_cannot_be_told_from_absence(blocker_is_member):
    profile = make_canary(**open_to(Visibility.PUBLIC))
    other = make_user()
    befriend(other, profile.user)
    pair = (profile.user, other) if blocker_is_member else (other, profile.user)
    block(by=pair[0], whom=pair[1])
    client = client_of(other)

    answers = [
        client.get(address)
        for address in (
            profile.get_absolute_url(),
            reverse("mentoring:photo", args=[profile.handle]),
            "/membres/personne-de-ce-nom/",
        )
    ]

    assert [one.status_code for one in answers] == [404, 404, 404]
    assert answers[0].content == answers[2].content
    assert profile not in Profile.objects.listed_for(other)
    assert not faces.reachable(other).filter(pk=profile.user_id).exists()


@pytest.mark.parametrize("change", [{"is_active": False}, {"leaving_since": timezone.now()}])
def test_whoever_left_is_seen_by_nobody(change):
    profile = make_canary(**open_to(Visibility.PUBLIC))
    for name, value in change.items():
        setattr(profile.user, name, value)
    profile.user.save()

    answers = [client_of(who).get(profile.get_absolute_url()) for who in (nobody(), make_user())]

    assert [one.status_code for one in answers] == [404, 404]


def test_page_hidden_by_moderators_is_its_owners_alone():
    profile = make_canary(**open_to(Visibility.PUBLIC), hidden_at=timezone.now())

    assert client_of(make_user()).get(profile.get_absolute_url()).status_code == 404
    own = client_of(profile.user).get(profile.get_absolute_url())
    assert "La modération a masqué cette page" in own.content.decode()


def test_moderator_sees_what_a_member_sees():
    parts = {"email": Visibility.CONTACTS, "place": Visibility.MEMBERS}
    profile = make_canary(**open_to(Visibility.MEMBERS, **parts))
    moderator = make_moderator()

    assert profile.seen_by(moderator) == profile.seen_by(make_user())
    page = profile.seen_by(moderator)
    assert page is not None
    assert page.email == ""


@pytest.mark.parametrize(
    ("asked", "nearness"),
    [("public", Sight.PUBLIC), ("membre", Sight.MEMBER), ("contact", Sight.CONTACT)],
)
def test_owner_sees_the_page_as_others_do(asked, nearness):
    parts = {"email": Visibility.CONTACTS, "place": Visibility.MEMBERS}
    profile = make_canary(**open_to(Visibility.PUBLIC, phone=Visibility.NOBODY, **parts))

    response = client_of(profile.user).get(profile.get_absolute_url() + f"?comme={asked}")

    expected = set(CANARIES) - {"phone"}
    expected -= {"email"} if nearness < Sight.CONTACT else set()
    expected -= {"place"} if nearness < Sight.MEMBER else set()
    assert seen(response) == expected


def test_owner_learns_that_the_page_does_not_exist_for_others():
    profile = make_canary(page_visibility=Visibility.CONTACTS)

    response = client_of(profile.user).get(profile.get_absolute_url() + "?comme=public")

    assert seen(response) == set()
    assert "De là, votre page ne se voit pas" in response.content.decode()


def test_stranger_does_not_choose_how_near_they_stand():
    profile = make_canary(**open_to(Visibility.PUBLIC, email=Visibility.CONTACTS))

    response = client_of(make_user()).get(profile.get_absolute_url() + "?comme=contact")

    assert "email" not in seen(response)


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("visibility", Visibility)
@pytest.mark.parametrize("kind", [PortfolioKind.IMAGE, PortfolioKind.PDF])
def test_file_is_served_to_its_audience_only(kind, visibility, who):
    profile = make_profile(page_visibility=Visibility.PUBLIC)
    piece = make_piece(profile=profile, kind=kind, visibility=visibility)

    response = client_of(reader(who, profile)).get(piece.address)

    if who in ALLOWED[visibility]:
        assert body(response) == b"contenu"
        assert response["Content-Disposition"].startswith("attachment")
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in response["Content-Security-Policy"]
    else:
        assert response.status_code == 404


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("visibility", Visibility)
def test_photo_is_served_to_its_audience_only(visibility, who):
    profile = make_profile(**open_to(Visibility.PUBLIC, photo=visibility))
    profile.photo.save("x.jpg", ContentFile(b"photo"))

    response = client_of(reader(who, profile)).get(
        reverse("mentoring:photo", args=[profile.handle])
    )

    if who in ALLOWED[visibility]:
        assert body(response) == b"photo"
    else:
        assert response.status_code == 404


def test_piece_under_another_address_is_not_served():
    piece = make_piece(profile=make_profile(page_visibility=Visibility.PUBLIC), kind="pdf",
                       visibility=Visibility.PUBLIC)  # fmt: skip
    other = make_profile(page_visibility=Visibility.PUBLIC)

    assert Client().get(f"/membres/{other.handle}/portfolio/{piece.pk}/").status_code == 404


def test_page_asks_search_engines_to_stay_away():
    profile = make_canary(**open_to(Visibility.PUBLIC))

    html = Client().get(profile.get_absolute_url()).content.decode()

    assert '<meta name="robots" content="noindex">' in html


def test_faces_lead_to_visible_pages_only():
    seen_one = make_profile(headline="Scripte", page_visibility=Visibility.MEMBERS)
    kept = make_profile(headline="Secret", page_visibility=Visibility.CONTACTS)
    viewer = make_user()

    found = faces.faces([seen_one.user, kept.user], viewer)

    assert found[seen_one.user_id].url == seen_one.get_absolute_url()
    assert found[seen_one.user_id].headline == "Scripte"
    assert (found[kept.user_id].url, found[kept.user_id].headline) == ("", "")
    assert list(faces.reachable(viewer)) == [seen_one.user]


@pytest.mark.parametrize("who", ["public", "member", "contact"])
def test_report_is_offered_for_what_is_seen(who):
    profile = make_profile(page_visibility=Visibility.MEMBERS)
    piece = make_piece(profile=profile, visibility=Visibility.CONTACTS)
    client = client_of(reader(who, profile))

    answers = [
        client.get(reverse("moderation:report", args=["profil", profile.pk])).status_code,
        client.get(reverse("moderation:report", args=["portfolio", piece.pk])).status_code,
    ]

    assert answers == {"public": [404, 404], "member": [200, 404], "contact": [200, 200]}[who]


def test_every_audience_is_wider_than_the_next():
    """`sight.allows` compares places in two lists: their order is the rule."""
    reach = [sum(sight.allows(one, near) for near in Sight) for one in Visibility]

    assert reach == [4, 3, 2, 1]
