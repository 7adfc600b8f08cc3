"""Listings put aside, and those opened lately: one's own, and erased when one wants."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.test import Client

from careers import keeping
from careers.models import Favourite, Glance, HistoryRefusal, Internship
from portal.accounts.models import User
from portal.moderation.enums import State
from tests.factories import make_internship, make_role, make_user

pytestmark = pytest.mark.django_db

HTMX: dict[str, Any] = {"headers": {"HX-Request": "true"}}


@pytest.fixture
def member() -> User:
    return make_user()


@pytest.fixture
def reading(client: Client, member: User) -> Client:
    client.force_login(member)
    return client


def press(client: Client, internship: Internship, wanted: str, **options: Any) -> Any:
    return client.post(f"/stages/{internship.pk}/garder/", {"garder": wanted}, **options)


def test_listing_is_kept_once_and_let_go(reading: Client, member: User) -> None:
    internship = make_internship()
    for _press in range(2):
        assert press(reading, internship, "oui")["Location"] == internship.get_absolute_url()
    assert Favourite.objects.get().member == member
    page = reading.get("/stages/gardes/")
    assert internship.title in page.text
    assert 'value="non" aria-pressed="true"' in reading.get(internship.get_absolute_url()).text

    for _press in range(2):
        assert press(reading, internship, "non")["Location"] == "/stages/gardes/"
    assert not Favourite.objects.exists()
    assert "Rien de gardé" in reading.get("/stages/gardes/").text


def test_button_changes_in_place_and_keeps_the_focus(reading: Client) -> None:
    internship = make_internship()
    page = reading.get(internship.get_absolute_url())
    answer = press(reading, internship, "oui", **HTMX)

    assert "data-clap-keep" in page.text
    assert answer.text.strip().startswith("<p data-clap-keep")
    assert 'value="non" aria-pressed="true" autofocus' in answer.text


def test_database_keeps_a_listing_once_a_member(member: User) -> None:
    internship = make_internship()
    for model, name in ((Favourite, "favourite_once"), (Glance, "glance_once")):
        row: dict[str, Any] = {"member": member, "internship": internship, "title": "Lu"}
        model.objects.create(**row)
        model.objects.create(**{**row, "member": make_user()})
        with pytest.raises(IntegrityError, match=f"{name}|UNIQUE"), transaction.atomic():
            model.objects.create(**row)


def test_what_is_not_public_cannot_be_kept(reading: Client) -> None:
    draft, waiting = (make_internship(state=state) for state in (State.DRAFT, State.SUBMITTED))

    for internship in (draft, waiting):
        assert press(reading, internship, "oui").status_code == 404
        assert reading.post(f"/stages/{internship.pk}/ouverte/").status_code == 404
    assert not Favourite.objects.exists()


def test_nobody_sees_or_lets_go_what_another_keeps(reading: Client) -> None:
    internship = make_internship(title="Stage canari")
    keeping.keep(by=make_user(), internship=internship)
    press(reading, internship, "non")

    assert Favourite.objects.count() == 1
    assert "Stage canari" not in reading.get("/stages/gardes/").text
    assert not Favourite.objects.of(AnonymousUser()).exists()


def test_closed_and_full_listings_stay_and_say_so(reading: Client, member: User) -> None:
    closed, full = make_internship(title="Stage clos"), make_internship(title="Stage plein")
    for internship in (closed, full):
        keeping.keep(by=member, internship=internship)
    Internship.objects.filter(pk=closed.pk).update(apply_by="2026-01-01")
    Internship.objects.filter(pk=full.pk).update(places_taken=1)
    page = reading.get("/stages/gardes/").text

    assert page.index("Stage plein") < page.index(">complet<") < page.index("Stage clos")
    assert ">candidatures closes<" in page[page.index("Stage clos") :]


def test_what_is_written_after_a_listing_left_the_site_stays_unread(
    reading: Client, member: User
) -> None:
    internship = make_internship(title="Stage lu")
    keeping.keep(by=member, internship=internship)
    internship.title = "Stage canari"
    internship.save_edit(read=internship.revision)
    page = reading.get("/stages/gardes/").text

    assert internship.state == State.SUBMITTED
    assert "Stage lu" in page
    assert "n’est plus en ligne" in page
    assert "canari" not in page


def test_history_keeps_the_last_thirty_and_the_latest_first(
    reading: Client, member: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Glance, "MOST", 3)
    role = make_role()
    seen = [make_internship(role=role, title=f"Stage {n}") for n in range(4)]
    for internship in (*seen, seen[1]):
        reading.post(f"/stages/{internship.pk}/ouverte/", **HTMX)

    assert [one.title for one in Glance.objects.of(member)] == ["Stage 1", "Stage 3", "Stage 2"]


def test_reading_a_page_writes_nothing(reading: Client) -> None:
    reading.get(make_internship().get_absolute_url())

    assert not Glance.objects.exists()


def test_one_s_own_listing_is_not_noted(reading: Client, member: User) -> None:
    own, other = make_internship(author=member), make_internship()

    assert "/ouverte/" not in reading.get(own.get_absolute_url()).text
    assert f"/stages/{other.pk}/ouverte/" in reading.get(other.get_absolute_url()).text


def test_history_is_erased_and_refused_by_one_press_each(reading: Client, member: User) -> None:
    internship = make_internship()
    keeping.keep(by=member, internship=internship)
    reading.post(f"/stages/{internship.pk}/ouverte/")
    reading.post("/stages/gardes/historique/", {"historique": "effacer"})
    assert not Glance.objects.exists()

    reading.post(f"/stages/{internship.pk}/ouverte/")
    reading.post("/stages/gardes/historique/", {"historique": "non"})
    reading.post(f"/stages/{internship.pk}/ouverte/")
    assert not Glance.objects.exists()
    assert "/ouverte/" not in reading.get(internship.get_absolute_url()).text
    assert "rien n’est noté" in reading.get("/stages/gardes/").text

    reading.post("/stages/gardes/historique/", {"historique": "oui"})
    reading.post(f"/stages/{internship.pk}/ouverte/")
    assert Glance.objects.get().member == member
    assert not HistoryRefusal.objects.exists()
    assert Favourite.objects.count() == 1


def test_strangers_have_neither(client: Client) -> None:
    internship = make_internship()
    page = client.get(internship.get_absolute_url()).text

    assert "Garder cette annonce" not in page
    assert "/ouverte/" not in page
    assert press(client, internship, "oui")["Location"].startswith("/compte/login/")
    assert not Favourite.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_page_asks_as_much_for_three_as_for_one(
    reading: Client, member: User, count: int, django_assert_num_queries: Any
) -> None:
    for _n in range(count):
        internship = make_internship()
        keeping.keep(by=member, internship=internship)
        keeping.look_at(by=member, internship=internship)

    with django_assert_num_queries(6):
        reading.get("/stages/gardes/")
