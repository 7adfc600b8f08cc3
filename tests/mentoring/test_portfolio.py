"""The pieces of a portfolio: three kinds, their order, their limit, what is refused."""

import threading
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mentoring import profile_actions as actions
from mentoring.enums import PortfolioKind, Visibility
from mentoring.models import PortfolioItem
from mentoring.models.portfolio import MAX_ITEMS
from tests.factories import make_user
from tests.mentoring.people_factories import make_minor, make_piece, make_profile
from tests.portal.uploads import samples

LINK = {"title": "Un film", "my_role": "régie", "link": "https://films.example.org/x"}


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def add(user, kind, **values):
    values = {"visibility": "members", "title": "Un film", "my_role": "régie", **values}
    return client_of(user).post(reverse("mentoring:portfolio_add", args=[kind]), values)


def errors(response):
    return sorted(response.context["form"].errors)


def order(profile):
    return list(profile.portfolio.order_by("position").values_list("title", "position"))


def new_link(**fields):
    return PortfolioItem(kind=PortfolioKind.LINK, **LINK, **fields)


@pytest.mark.django_db
def test_link_is_shown_to_be_opened_elsewhere_never_embedded():
    user = make_user()
    add(user, "link", link="https://films.example.org/x", year="2026")

    html = client_of(user).get(user.profile.get_absolute_url()).content.decode()

    assert (
        '<a href="https://films.example.org/x" rel="noopener nofollow ugc" target="_blank">' in html
    )
    assert "2026" in html
    assert "<iframe" not in html


@pytest.mark.django_db
def test_image_is_cleaned_and_shown_with_its_description():
    user = make_user()
    response = add(user, "image", file=samples.sent(samples.phone_photo()), alt="Un camion")

    assert response.status_code == 302
    piece = PortfolioItem.objects.get()
    with piece.file.open() as file:
        assert b"canari" not in file.read()
    html = client_of(user).get(user.profile.get_absolute_url()).content.decode()
    assert f'<img src="{piece.address}" alt="Un camion"' in html


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "values", "expected"),
    [
        ("image", {"alt": "Un camion"}, ["file"]),
        ("image", {"file": "photo"}, ["alt"]),
        ("image", {"file": "text", "alt": "x"}, ["file"]),
        ("pdf", {}, ["file"]),
        ("pdf", {"file": "photo"}, ["file"]),
        ("link", {}, ["link"]),
        ("link", {"link": "javascript:alert(1)"}, ["link"]),
        ("link", {"link": "data:text/html,x"}, ["link"]),
        ("link", {"link": "ftp://exemple.org/x"}, ["link"]),
        ("link", {"link": "https://exemple.org/" + "x" * 400}, ["link"]),
        ("link", {**LINK, "title": ""}, ["title"]),
        ("link", {**LINK, "my_role": ""}, ["my_role"]),
        ("link", {**LINK, "title": "é" * 10_000}, ["title"]),
        ("link", {**LINK, "my_role": "é" * 10_000}, ["my_role"]),
        ("link", {**LINK, "year": "1949"}, ["year"]),
        ("link", {**LINK, "year": "2101"}, ["year"]),
        ("link", {**LINK, "year": "hier"}, ["year"]),
        ("link", {**LINK, "visibility": "anyone"}, ["visibility"]),
    ],
)
def test_unfit_piece_is_refused(kind, values, expected):
    files = {"photo": samples.phone_photo(), "text": b"pas une image"}
    if "file" in values:
        values = {**values, "file": samples.sent(files[values["file"]])}
    user = make_user()

    assert errors(add(user, kind, **values)) == expected
    assert not PortfolioItem.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("year", ["1950", "2100", ""])
def test_sensible_year_is_kept(year):
    assert add(make_user(), "link", **LINK, year=year).status_code == 302


@pytest.mark.django_db
def test_unknown_kind_is_not_there():
    address = reverse("mentoring:portfolio_add", args=["video"])
    assert client_of(make_user()).get(address).status_code == 404


@pytest.mark.django_db
def test_form_sent_twice_makes_one_piece():
    user, key = make_user(), uuid4()
    for _time in range(2):
        assert add(user, "link", **LINK, creation_key=key).status_code == 302

    assert PortfolioItem.objects.count() == 1


@pytest.mark.django_db
def test_key_of_somebody_else_makes_a_piece_of_ones_own():
    key = uuid4()
    add(make_user(), "link", **LINK, creation_key=key)
    add(make_user(), "link", **LINK, creation_key=key)

    assert PortfolioItem.objects.count() == 2


@pytest.mark.django_db
def test_pieces_are_moved_one_place_at_a_time():
    profile = make_profile()
    one, two, three = (make_piece(profile=profile, title=name) for name in "abc")
    client = client_of(profile.user)

    client.post(reverse("mentoring:portfolio_move", args=[three.pk]), {"sens": "haut"})
    assert order(profile) == [("a", 1), ("c", 2), ("b", 3)]
    client.post(reverse("mentoring:portfolio_move", args=[one.pk]), {"sens": "bas"})
    assert order(profile) == [("c", 1), ("a", 2), ("b", 3)]
    client.post(reverse("mentoring:portfolio_move", args=[two.pk]), {"sens": "bas"})
    assert order(profile) == [("c", 1), ("a", 2), ("b", 3)]


@pytest.mark.django_db
def test_piece_taken_out_closes_the_gap_and_loses_its_file(django_capture_on_commit_callbacks):
    profile = make_profile()
    first = make_piece(profile=profile, title="a", kind="pdf")
    make_piece(profile=profile, title="b")
    make_piece(profile=profile, title="c")
    file = first.file

    with django_capture_on_commit_callbacks(execute=True):
        client_of(profile.user).post(reverse("mentoring:portfolio_delete", args=[first.pk]))

    assert order(profile) == [("b", 1), ("c", 2)]
    assert not file.storage.exists(str(file.name))


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["portfolio_edit", "portfolio_move", "portfolio_delete"])
def test_piece_of_somebody_else_is_not_there(name):
    piece = make_piece(profile=make_profile(page_visibility=Visibility.PUBLIC))
    address = reverse(f"mentoring:{name}", args=[piece.pk])

    assert client_of(make_user()).post(address, LINK).status_code == 404
    assert PortfolioItem.objects.filter(pk=piece.pk).exists()


@pytest.mark.django_db
def test_what_is_said_of_a_piece_changes_its_file_does_not():
    profile = make_profile()
    piece = make_piece(profile=profile, kind="image")
    client_of(profile.user).post(
        reverse("mentoring:portfolio_edit", args=[piece.pk]),
        {"title": "Autre", "my_role": "son", "alt": "Une perche", "visibility": "public"},
    )

    changed = PortfolioItem.objects.get(pk=piece.pk)
    assert (changed.title, changed.alt, changed.visibility) == ("Autre", "Une perche", "public")
    assert changed.file.name == piece.file.name


@pytest.mark.django_db
def test_minor_shows_pieces_to_contacts_at_most():
    user = make_minor()
    make_profile(user=user)

    assert errors(add(user, "link", **LINK, visibility="public")) == ["visibility"]
    assert add(user, "link", **LINK, visibility="contacts").status_code == 302


@pytest.mark.django_db
def test_piece_hidden_by_moderators_is_its_owners_alone():
    profile = make_profile()
    piece = make_piece(profile=profile, title="Canari", hidden_at=timezone.now())

    page = client_of(make_user()).get(profile.get_absolute_url()).content.decode()
    assert "Canari" not in page
    own = client_of(profile.user).get(reverse("mentoring:portfolio")).content.decode()
    assert "Masqué par la modération" in own
    assert piece not in PortfolioItem.objects.visible_to(make_user())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"position": MAX_ITEMS + 1}, "portfolio_full"),
        ({"kind": "video"}, "portfolio_(kind_known|file_or_link)"),
        ({"visibility": "anyone"}, "portfolio_visibility_known"),
        ({"link": ""}, "portfolio_file_or_link"),
        ({"file": "portfolio/x.pdf"}, "portfolio_file_or_link"),
        ({"year": 1949}, "portfolio_sensible_year"),
        ({"year": 2101}, "portfolio_sensible_year"),
        (
            {"kind": "image", "link": "", "file": "portfolio/x.jpg", "alt": ""},
            "portfolio_image_described",
        ),
    ],
)
def test_database_refuses_what_makes_no_sense(change, constraint):
    piece = make_piece(profile=make_profile())
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        PortfolioItem.objects.filter(pk=piece.pk).update(**change)


@pytest.mark.django_db
@pytest.mark.parametrize("change", [{"position": MAX_ITEMS}, {"year": 1950}, {"year": 2100}])
def test_database_keeps_what_makes_sense(change):
    piece = make_piece(profile=make_profile())
    assert PortfolioItem.objects.filter(pk=piece.pk).update(**change) == 1


@pytest.mark.django_db
def test_full_portfolio_says_so():
    profile = make_profile()
    for _ in range(MAX_ITEMS):
        make_piece(profile=profile)
    response = add(profile.user, "link", **LINK)

    assert "24" in str(response.context["form"].non_field_errors())
    assert profile.portfolio.count() == MAX_ITEMS


@pytest.mark.django_db
@pytest.mark.parametrize("item_count", [1, 3])
def test_list_asks_as_much_for_three_as_for_one(item_count, django_assert_num_queries):
    profile = make_profile()
    for _ in range(item_count):
        make_piece(profile=profile)
    client = client_of(profile.user)
    with django_assert_num_queries(4):
        client.get(reverse("mentoring:portfolio"))


@pytest.mark.django_db(transaction=True)
def test_two_windows_do_not_share_the_last_place():
    profile = make_profile()
    for _ in range(MAX_ITEMS - 1):
        make_piece(profile=profile)
    done, start = [], threading.Barrier(4)

    def run():
        start.wait()
        try:
            actions.add_item(by=profile.user, item=new_link(), key=uuid4())
            done.append("added")
        except ValidationError:
            done.append("full")
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(done) == ["added", "full", "full", "full"]
    assert profile.portfolio.count() == MAX_ITEMS


@pytest.mark.django_db(transaction=True)
def test_one_form_sent_at_once_makes_one_page_and_one_piece():
    user, key = make_user(), uuid4()
    start = threading.Barrier(4)

    def run():
        start.wait()
        try:
            actions.add_item(by=user, item=new_link(), key=key)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert PortfolioItem.objects.filter(profile__user=user).count() == 1
