"""Writing one's page: each part on its own, what is refused, what survives."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mentoring import profile_actions as actions
from mentoring.enums import Visibility
from mentoring.models import Profile
from mentoring.models.profile import RESERVED_HANDLES
from mentoring.next_steps import next_steps
from mentoring.sight import ProfileView
from tests.factories import make_role, make_user
from tests.mentoring.people_factories import make_canary, make_minor, make_profile, photo_sent

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert('canari')</script>"


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def send(user, part, **values):
    return client_of(user).post(reverse("mentoring:profile_edit", args=[part]), values)


def own_page(profile: Profile) -> ProfileView:
    page = profile.seen_by(profile.user)
    assert page is not None
    return page


def errors(response):
    return {name: list(found) for name, found in response.context["form"].errors.items()}


PRESENTATION = {"kind": "newcomer", "level": "", "headline": "", "about": "", "experience": ""}


def test_each_part_is_saved_without_touching_the_others():
    user = make_user()
    role = make_role()
    send(user, "presentation", kind="professional", level="some", headline="Scripte",
         roles_wanted=[role.pk])  # fmt: skip
    send(user, "savoir-faire", languages=["fr", "lsf"], licences=["b"], equipment="un barnum")
    send(user, "lieu", city="Mende", departement="48", mobility="region", lodging="à Lyon")
    send(user, "echanges", looking_for=["internship"], offers=["region"], offers_line="Le causse")
    send(user, "coordonnees", email="x@example.org", phone="06 12 34 56 78", links="exemple.org/x")

    profile = Profile.objects.get(user=user)
    assert (profile.kind, profile.level, profile.headline) == ("professional", "some", "Scripte")
    assert list(profile.roles_wanted.all()) == [role]
    assert (profile.languages, profile.licences) == (["fr", "lsf"], ["b"])
    assert (profile.city, profile.departement, profile.mobility) == ("Mende", "48", "region")
    assert (profile.looking_for, profile.offers) == (["internship"], ["region"])
    assert (profile.email, profile.phone) == ("x@example.org", "0612345678")
    assert profile.links == ["https://exemple.org/x"]


def test_two_windows_saving_two_parts_lose_nothing():
    user = make_user()
    profile = make_profile(user=user, headline="Ancienne ligne")
    stale = Profile.objects.get(pk=profile.pk)
    send(user, "presentation", kind="newcomer", headline="Nouvelle ligne", handle=profile.handle)
    assert stale.headline == "Ancienne ligne"

    send(user, "lieu", city="Mende", departement="48")

    assert Profile.objects.get(pk=profile.pk).headline == "Nouvelle ligne"


def test_reading_a_form_makes_no_page():
    user = make_user()
    for part in ("presentation", "savoir-faire", "lieu", "echanges", "coordonnees", "visibilite"):
        response = client_of(user).get(reverse("mentoring:profile_edit", args=[part]))
        assert response.status_code == 200

    assert not Profile.objects.filter(user=user).exists()


def test_unknown_part_is_not_there():
    address = reverse("mentoring:profile_edit", args=["ailleurs"])
    assert client_of(make_user()).get(address).status_code == 404


def test_form_sent_twice_makes_one_page():
    user = make_user(display_name="Lina Démo")
    for _time in range(2):
        send(user, "lieu", city="Mende", departement="48")

    assert [one.handle for one in Profile.objects.filter(user=user)] == ["lina-demo"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Lina Démo", "lina-demo"), ("Moi", "moi-2"), ("漢字", "membre"), ("a" * 80, "a" * 34)],
)
def test_address_is_made_of_the_name(name, expected):
    assert actions.ensure(by=make_user(display_name=name)).handle == expected


def test_same_names_get_different_addresses():
    handles = [actions.ensure(by=make_user(display_name="Lou Petit")).handle for _ in range(3)]
    assert handles == ["lou-petit", "lou-petit-2", "lou-petit-3"]


@pytest.mark.parametrize("handle", ["lou", "lou-2", "a1"])
def test_address_may_be_chosen(handle):
    profile = make_profile()
    response = send(profile.user, "presentation", **PRESENTATION, handle=handle)

    assert response.url == f"/membres/{handle}/"


@pytest.mark.parametrize(
    "handle", [*RESERVED_HANDLES[:2], "moi", "MOI", "", "-x", "x-", "é", "a b", "../x", "a" * 41]
)
def test_address_that_would_mislead_is_refused(handle):
    profile = make_profile(handle="lou")
    response = send(profile.user, "presentation", **PRESENTATION, handle=handle)

    assert list(errors(response)) == ["handle"]
    profile.refresh_from_db()
    assert profile.handle == "lou"


def test_address_of_somebody_else_is_refused():
    make_profile(handle="lou")
    response = send(make_profile(handle="max").user, "presentation", **PRESENTATION, handle="lou")

    assert errors(response) == {"handle": ["Cette adresse est déjà prise."]}


def test_address_taken_meanwhile_is_said_and_not_a_crash(monkeypatch):
    profile = make_profile(handle="max")
    make_profile(handle="lou")
    monkeypatch.setattr(Profile, "validate_unique", lambda self, exclude=None: None)
    monkeypatch.setattr(Profile, "validate_constraints", lambda self, exclude=None: None)

    response = send(profile.user, "presentation", **PRESENTATION, handle="lou")

    assert errors(response) == {"handle": ["Cette adresse est déjà prise."]}


LONG = "é" * 10_000


@pytest.mark.parametrize(
    ("part", "field"),
    [
        ("presentation", "headline"),
        ("presentation", "about"),
        ("presentation", "experience"),
        ("savoir-faire", "equipment"),
        ("lieu", "city"),
        ("lieu", "lodging"),
        ("echanges", "looking_for_line"),
        ("echanges", "offers_line"),
        ("coordonnees", "email"),
        ("coordonnees", "phone"),
        ("coordonnees", "links"),
    ],
)
def test_too_long_a_text_is_refused_and_kept_in_the_form(part, field):
    user = make_user()
    response = send(user, part, **{"kind": "newcomer", field: LONG})

    assert list(errors(response)) == [field]
    assert LONG in response.content.decode()
    assert not Profile.objects.filter(user=user).exists()


def test_emoji_and_markup_are_shown_as_typed():
    user = make_user()
    send(user, "presentation", kind="newcomer", headline="🎬 Clap", about=SCRIPT)

    html = client_of(user).get(Profile.objects.get(user=user).get_absolute_url()).content.decode()

    assert "🎬 Clap" in html
    assert SCRIPT not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,x",
        "ftp://exemple.org",
        "https://",
        "mailto:x@example.org",
        "//exemple.org",
        "un mot",
        "https://exemple.org/" + "x" * 300,
    ],
)
def test_link_that_is_no_page_is_refused(link):
    assert list(errors(send(make_user(), "coordonnees", links=link))) == ["links"]


@pytest.mark.parametrize("count", [5, 6])
def test_five_links_at_most(count):
    links = "\n".join(f"https://exemple.org/{n}" for n in range(count))
    response = send(make_user(), "coordonnees", links=links)

    assert response.status_code == (302 if count == 5 else 200)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("06 12 34 56 78", "0612345678"),
        ("+33 6.12.34.56.78", "+33612345678"),
        ("0032 470 12 34 56", "+32470123456"),
        ("", ""),
    ],
)
def test_phone_is_kept_without_its_spaces(typed, stored):
    user = make_user()
    send(user, "coordonnees", phone=typed)

    assert Profile.objects.get(user=user).phone == stored


@pytest.mark.parametrize("typed", ["06 12", "sur demande", "0612345678;x", "+0612345678", "+331"])
def test_what_is_no_phone_is_refused(typed):
    assert list(errors(send(make_user(), "coordonnees", phone=typed))) == ["phone"]


@pytest.mark.parametrize(
    ("part", "field", "value"),
    [
        ("presentation", "kind", "star"),
        ("presentation", "level", "star"),
        ("presentation", "roles_held", "999999"),
        ("presentation", "roles_held", "x"),
        ("savoir-faire", "languages", "klingon"),
        ("savoir-faire", "licences", "espion"),
        ("lieu", "departement", "999"),
        ("lieu", "mobility", "lune"),
        ("lieu", "available_from", "demain"),
        ("lieu", "available_from", "1926-01-01"),
        ("lieu", "available_until", "9999-12-31"),
        ("visibilite", "phone_visibility", "anyone"),
    ],
)
def test_unknown_choice_is_refused(part, field, value):
    response = send(make_user(), part, **{"kind": "newcomer", field: value})
    assert field in errors(response)


@pytest.mark.parametrize("count", [8, 9])
def test_eight_roles_at_most(count):
    roles = [make_role().pk for _ in range(count)]
    response = send(make_user(), "presentation", kind="newcomer", roles_held=roles)

    assert response.status_code == (302 if count == 8 else 200)


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"handle": "moi"}, "profile_handle_not_reserved"),
        ({"handle": "Lou"}, "profile_handle_lower_case"),
        ({"kind": "star"}, "profile_kind_known"),
        ({"level": "star"}, "profile_level_known"),
        ({"mobility": "lune"}, "profile_mobility_known"),
        ({"available_until": timezone.localdate()}, "profile_availability_in_order"),
        ({"page_visibility": "x"}, "profile_page_visibility_known"),
        ({"phone_visibility": "x"}, "profile_phone_visibility_known"),
    ],
)
def test_database_refuses_what_makes_no_sense(change, constraint):
    profile = make_profile()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Profile.objects.filter(pk=profile.pk).update(**change)


def test_minor_is_offered_two_audiences_only():
    user = make_minor()
    response = client_of(user).get(reverse("mentoring:profile_edit", args=["visibilite"]))
    offered = {value for field in response.context["form"] for value, _label in field.field.choices}
    assert offered == {Visibility.CONTACTS, Visibility.NOBODY}

    refused = send(user, "visibilite", page_visibility="members")
    assert "page_visibility" in errors(refused)


def test_page_of_a_minor_begins_for_their_contacts():
    user = make_minor()
    send(user, "lieu", city="Mende")

    assert Profile.objects.get(user=user).page_visibility == Visibility.CONTACTS


def test_photo_replaces_the_last_one_and_its_file_goes(django_capture_on_commit_callbacks):
    user = make_user()
    client, address = client_of(user), reverse("mentoring:photo_edit")
    client.post(address, {"photo": photo_sent()})
    first = Profile.objects.get(user=user).photo
    assert first.storage.exists(str(first.name))

    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, {"photo": photo_sent()})
    second = Profile.objects.get(user=user).photo
    assert not first.storage.exists(str(first.name))
    assert second.storage.exists(str(second.name))

    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, {"retirer": "1"})
    assert not Profile.objects.get(user=user).photo
    assert not second.storage.exists(str(second.name))


def test_photo_that_is_no_image_is_refused():
    user = make_user()
    fake = photo_sent()
    fake.seek(0)
    fake.truncate()
    fake.write(b"pas une image")
    fake.seek(0)
    response = client_of(user).post(reverse("mentoring:photo_edit"), {"photo": fake})

    assert list(errors(response)) == ["photo"]


@pytest.mark.parametrize("item_count", [1, 3])
def test_page_asks_as_much_for_three_as_for_one(item_count, django_assert_num_queries):
    profile = make_profile(
        roles=[make_role() for _ in range(item_count)],
        links=[f"https://exemple.org/{n}" for n in range(item_count)],
    )
    client = client_of(make_user())
    with django_assert_num_queries(10):
        client.get(profile.get_absolute_url())


def test_own_page_says_two_things_to_add():
    profile = make_profile(roles=[make_role()])
    steps = next_steps(own_page(profile))

    assert [step.url for step in steps] == [
        "/membres/moi/modifier/presentation/",
        "/membres/moi/modifier/lieu/",
    ]
    html = client_of(profile.user).get(profile.get_absolute_url()).content.decode()
    assert "Dites en une ligne ce que vous faites." in html


def test_full_page_is_asked_for_nothing_it_has():
    profile = make_canary(headline="Scripte", roles=[make_role()], looking_for=["job"],
                          offers=["licence"], experience="Un film")  # fmt: skip
    assert "portfolio" in next_steps(own_page(profile))[0].url


def test_hidden_from_everybody_but_its_author_and_given_back():
    profile = make_profile()
    before = actions.hide(target=profile)
    assert profile not in Profile.objects.visible_to(make_user())
    assert profile in Profile.objects.visible_to(profile.user)

    actions.give_back(target=profile, before=before)
    assert profile in Profile.objects.visible_to(make_user())


def test_no_free_address_is_said_and_not_a_crash(monkeypatch):
    make_profile(handle="lou")
    monkeypatch.setattr(actions, "free_handle", lambda name, attempt: "lou")
    with pytest.raises(ValidationError):
        actions.ensure(by=make_user())
