"""Who is found in the directory, by what, and what that costs."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from mentoring import directory
from mentoring.enums import Visibility
from mentoring.models import DirectoryTerm, Profile
from portal.accounts.models import User
from portal.contact.actions import block
from tests.factories import make_role, make_user
from tests.mentoring.mentor_factories import make_offer
from tests.mentoring.people_factories import befriend, make_minor, make_profile
from tests.steps import steps_of

pytestmark = pytest.mark.django_db
HERE = "/membres/"


@pytest.fixture
def client():
    client = Client()
    client.force_login(make_user(display_name="Qui Regarde"))
    return client


def named(name, **fields):
    return make_profile(user=make_user(display_name=name), **fields)


def found(client, **query):
    return [member.name for member in client.get(HERE, query).context["members"]]


def test_newest_members_come_first_whatever_they_have_done(client):
    named("Avec", roles=[make_role()], level="confirmed")
    named("Sans")

    assert found(client) == ["Sans", "Avec"]


def test_visitor_is_asked_to_sign_in():
    response: Any = Client().get(HERE)
    assert (response.status_code, response.url) == (302, "/compte/login/?next=/membres/")


def test_role_is_found_held_or_wanted(client):
    role, other = make_role(), make_role()
    named("Exerce", roles=[role])
    wants = named("Vise")
    wants.roles_wanted.add(role)
    directory.refresh(wants)
    named("Ailleurs", roles=[other])

    assert found(client, metier=role.slug) == ["Vise", "Exerce"]
    assert found(client, metier=role.slug, sens="held") == ["Exerce"]
    assert found(client, metier=role.slug, sens="wanted") == ["Vise"]


@pytest.mark.parametrize(
    ("fields", "query"),
    [
        ({"level": "some"}, {"niveau": "some"}),
        ({"departement": "48"}, {"departement": "48"}),
        ({"departement": "48"}, {"region": "Occitanie"}),
        ({"licences": ["b", "drone"]}, {"permis": ["b", "drone"]}),
        ({"offers": ["licence", "region"]}, {"propose": ["region"]}),
        ({"available_from": timezone.localdate()}, {"dispo": "on"}),
        ({"departement": "48", "licences": ["b"]}, {"region": "Occitanie", "permis": "b"}),
    ],
)
def test_filter_finds_those_who_say_so_and_no_other(client, fields, query):
    named("Oui", **fields)
    named("Non", level="starting", departement="75", licences=["c"], offers=["time"],
          available_from=timezone.localdate() + timedelta(days=1))  # fmt: skip

    assert found(client, **query) == ["Oui"]


@pytest.mark.parametrize(
    ("fields", "part", "query"),
    [
        ({"departement": "48"}, "place", {"departement": "48"}),
        ({"departement": "48"}, "place", {"region": "Occitanie"}),
        ({"licences": ["b"]}, "papers", {"permis": "b"}),
        ({"available_from": timezone.localdate()}, "availability", {"dispo": "on"}),
    ],
)
@pytest.mark.parametrize("audience", Visibility)
def test_filter_tells_nothing_that_the_page_hides(client, fields, part, query, audience):
    """Not even to a contact: the directory is the same for all."""
    profile = named("Oui", **fields, **{f"{part}_visibility": audience})
    befriend(profile.user, make_user())

    assert (found(client, **query) == ["Oui"]) == (audience in Visibility.shown_to_members())
    assert found(client) == ["Oui"]


@pytest.mark.parametrize("audience", Visibility)
def test_page_is_listed_when_every_member_may_open_it(client, audience):
    named("Oui", page_visibility=audience)

    assert (found(client) == ["Oui"]) == (audience in Visibility.shown_to_members())


@pytest.mark.parametrize("audience", Visibility)
def test_minor_is_never_listed(client, audience):
    make_profile(user=make_minor(), page_visibility=audience, departement="48")

    assert found(client) == []
    assert not DirectoryTerm.objects.exists()


def test_page_closed_or_given_back_follows_at_once(client):
    profile = named("Oui", departement="48")
    own = Client()
    own.force_login(profile.user)
    address = reverse("mentoring:profile_edit", args=["visibilite"])
    every = dict.fromkeys(own.get(address).context["form"].fields, "members")

    own.post(address, {**every, "place_visibility": "contacts"})
    assert (found(client), found(client, departement="48")) == (["Oui"], [])
    own.post(address, {**every, "page_visibility": "contacts"})
    assert found(client) == []
    own.post(address, every)
    assert found(client, departement="48") == ["Oui"]


@pytest.mark.parametrize("change", ["left", "suspended", "blocked", "hidden"])
def test_whoever_is_gone_is_not_listed(change):
    viewer = make_user()
    profile = named("Oui", departement="48")
    if change == "blocked":
        block(by=profile.user, whom=viewer)
    elif change == "hidden":
        Profile.objects.update(hidden_at=timezone.now())
    else:
        profile.user.is_active = change != "suspended"
        profile.user.leaving_since = timezone.now() if change == "left" else None
        profile.user.save()
    client = Client()
    client.force_login(viewer)

    assert (found(client), found(client, departement="48")) == ([], [])


def test_mentors_with_a_place_are_found(client):
    named("Non")
    taking = make_offer(mentor=make_user(display_name="Oui"))
    paused = make_offer(mentor=make_user(display_name="Pause"))
    type(paused).objects.filter(pk=paused.pk).update(paused_at=timezone.now())

    assert taking.mentor.display_name == "Oui"
    assert found(client, mentor="on") == ["Oui"]


@pytest.mark.parametrize(
    "query",
    [
        {"metier": "inconnu"},
        {"region": "Atlantide"},
        {"permis": "espion"},
        {"niveau": "<script>"},
        {"departement": "é" * 10_000},
        {"avant": "-1"},
        {"avant": "99999999999999999999"},
        {"apres": "x"},
        {"avant": "٣"},
    ],
)
def test_filter_without_sense_is_left_out(client, query):
    named("Oui")
    assert found(client, **query) == ["Oui"]


def test_pages_go_both_ways_and_keep_the_filters(client, monkeypatch):
    monkeypatch.setattr(directory, "PAGE_SIZE", 2)
    for number in range(5):
        named(f"N{number}", departement="48")
    named("Ailleurs", departement="75")

    pages, address = [], f"{HERE}?departement=48"
    while address:
        context = client.get(address).context
        pages.append([member.name for member in context["members"]])
        last, address = context, HERE + context["next_url"] if context["next_url"] else ""
    assert pages == [["N4", "N3"], ["N2", "N1"], ["N0"]]

    back = client.get(HERE + last["previous_url"]).context
    assert [member.name for member in back["members"]] == ["N2", "N1"]
    first = client.get(HERE + back["previous_url"]).context
    assert [member.name for member in first["members"]] == ["N4", "N3"]
    assert first["previous_url"] == ""


def test_empty_lists_say_what_to_do_next(client):
    assert "Faire ma page" in client.get(HERE).content.decode()
    assert "Retirez un filtre" in client.get(HERE, {"departement": "48"}).content.decode()
    assert "La liste s’arrête ici" in client.get(HERE, {"avant": "1"}).content.decode()


def test_no_photo_in_the_list(client):
    named("Oui", photo="photo/aa/x.jpg")
    assert "<img" not in client.get(HERE).content.decode()


@pytest.mark.parametrize("item_count", [1, 3])
@pytest.mark.parametrize("query", ["", "?departement=48&permis=b&dispo=on"])
def test_list_asks_as_much_for_three_as_for_one(client, query, item_count):
    role = make_role()
    for number in range(item_count):
        named(f"N{number}", roles=[role], departement="48", licences=["b"],
              available_from=timezone.localdate())  # fmt: skip
    with CaptureQueriesContext(connection) as asked:
        response = client.get(HERE + query)

    assert len(response.context["members"]) == item_count
    # Session, member, numbers, pages, two kinds of roles, the roles of the filter, the bell.
    assert len(asked) == 8


@pytest.mark.parametrize("query", ["", "departement=48", "metier=regie-canari", "region=Occitanie"])
def test_list_neither_counts_nor_skips(client, query):
    make_role(slug="regie-canari")
    with CaptureQueriesContext(connection) as asked:
        client.get(f"{HERE}?{query}")

    text = " ".join(one["sql"] for one in asked if "profile" in one["sql"])
    assert "COUNT(" not in text
    assert "OFFSET" not in text


def test_saving_twice_keeps_the_terms_as_they_are():
    profile = named("Oui", departement="48", licences=["b"])
    before = set(DirectoryTerm.objects.values_list("pk", "value"))
    directory.refresh(profile)

    assert set(DirectoryTerm.objects.values_list("pk", "value")) == before
    assert {value for _pk, value in before} == {
        "kind:newcomer", "departement:48", "region:Occitanie", "licence:b",
    }  # fmt: skip


def crowd(numbers, role):
    """Members by the hundred; one in five of the place and the role asked for."""
    users = User.objects.bulk_create(
        User(email=f"foule-{n}@example.org", display_name=f"N{n}") for n in numbers
    )
    pages = Profile.objects.bulk_create(
        Profile(user=user, handle=f"foule-{n}", departement="75" if n % 5 else "48")
        for n, user in zip(numbers, users, strict=True)
    )
    held = Profile.roles_held.through
    held.objects.bulk_create(
        held(profile=page, role=role) for n, page in zip(numbers, pages, strict=True) if not n % 5
    )
    for page in Profile.objects.filter(pk__in=[one.pk for one in pages]).with_page():
        directory.refresh(page)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite counts its own steps")
def test_page_costs_as_much_however_many_members_there_are(client):
    role = make_role()
    addresses = [
        HERE,
        f"{HERE}?metier={role.slug}",
        f"{HERE}?region=Occitanie",
        f"{HERE}?departement=48&metier={role.slug}",
    ]
    crowd(range(150), role)
    few = [steps_of(address, client) for address in addresses]
    crowd(range(150, 1500), role)
    many = [steps_of(address, client) for address in addresses]

    assert all(late <= 1.25 * early for early, late in zip(few, many, strict=True)), (few, many)
