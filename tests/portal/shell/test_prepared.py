"""Parts of pages prepared under the mark of what they show."""

from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from careers.models import Internship, Organisation, Role, RoleSkill, Skill
from portal.shell import prepared, shared_pages, version
from portal.shell.version import Touched, touched
from tests.careers.paths.factories import make_skill
from tests.factories import make_internship, make_role, make_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _nothing_prepared() -> Iterator[None]:
    shared_pages.shelf.clear()
    prepared.clear()
    yield
    shared_pages.shelf.clear()
    prepared.clear()


@pytest.fixture
def role() -> Role:
    return make_role(slug="regisseur", title="Régisseur·euse")


def request() -> HttpRequest:
    return RequestFactory().get("/")


def drawn(key: str = "guide", *, library: bool = True) -> bool:
    """Whether a part had to be drawn."""
    calls: list[int] = []
    prepared.part(request(), (key,), lambda: calls.append(1), library=library)
    return bool(calls)


def read(path: str) -> str:
    """A page as a stranger reads it, but for the whole page kept."""
    shared_pages.shelf.clear()
    return Client().get(path).text


def test_a_part_is_drawn_once_a_key_and_a_language(role: Role) -> None:
    assert drawn()
    assert not drawn()
    assert drawn("other")
    with translation.override("en"):
        assert drawn()


def test_the_library_changes_with_its_own_tables_alone(role: Role) -> None:
    assert drawn()
    assert drawn("all", library=False)

    internship = make_internship(role=role)
    Organisation.objects.update(name="Autre nom")
    assert not drawn()
    assert drawn("all", library=False)

    Internship.objects.filter(pk=internship.pk).delete()
    assert not drawn()
    Role.objects.update(title="Un autre titre")
    assert drawn()


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ('UPDATE "careers_role" SET x = 1', Touched.LIBRARY),
        ("INSERT INTO careers_term VALUES (1)", Touched.LIBRARY),
        ("WITH one AS (SELECT 1) INSERT INTO x SELECT * FROM one", Touched.LIBRARY),
        ("TRUNCATE careers_internship", Touched.LIBRARY),
        ('DELETE FROM "careers_internship"', Touched.PAGES),
        ('INSERT INTO "mentoring_profile" VALUES (1)', Touched.PAGES),
        ('INSERT INTO "contact_message" VALUES (1)', Touched.NOTHING),
        ("SELECT 1", Touched.NOTHING),
    ],
)
def test_what_a_statement_touches(sql: str, found: Touched) -> None:
    assert touched(sql) == found


def test_nothing_is_kept_from_inside_a_transaction(role: Role) -> None:
    with transaction.atomic():
        Role.objects.update(title="Perdu")
        assert drawn()
        assert drawn()
        transaction.set_rollback(True)
    assert drawn()


def test_what_is_not_found_is_looked_for_again(role: Role) -> None:
    assert Client().get("/metiers/scripte/").status_code == 404
    make_role(slug="scripte", title="Scripte")
    assert Client().get("/metiers/scripte/").status_code == 200


def test_only_so_many_are_kept(role: Role, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepared, "MOST", 2)
    for key in ("one", "two", "one", "three"):
        drawn(key)
    assert not drawn("one")
    assert drawn("two")


def test_what_was_kept_before_a_change_is_thrown_away(role: Role) -> None:
    for key in ("one", "two"):
        drawn(key)
    Role.objects.update(title="Autre")
    drawn("one")
    assert [len(shelf.parts) for shelf in prepared._shelves.values()] == [1, 0]


def test_guide_is_drawn_again_when_anything_it_says_changes(role: Role) -> None:
    skill = make_skill(label="Tenir une clé")
    assert "Tenir une clé" not in read("/metiers/regisseur/")
    RoleSkill.objects.create(role=role, skill=skill, position=1)
    assert "Tenir une clé" in read("/metiers/regisseur/")
    Skill.objects.update(label="Tenir deux clés")
    assert "Tenir deux clés" in read("/metiers/regisseur/")
    make_role(slug="voisin", title="Un métier voisin")
    assert "Un métier voisin" in read("/metiers/regisseur/")


def test_what_is_there_now_follows_the_listings(role: Role) -> None:
    assert "Stage du lundi" not in read("/metiers/regisseur/")
    internship = make_internship(role=role, title="Stage du lundi")
    assert "Stage du lundi" in read("/metiers/regisseur/")
    internship.withdraw()
    assert "Stage du lundi" not in read("/metiers/regisseur/")


def test_a_prepared_guide_asks_for_the_marks_alone(
    role: Role, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    read("/metiers/regisseur/")
    shared_pages.shelf.clear()
    with django_assert_num_queries(1):
        Client().get("/metiers/regisseur/")


def test_a_listing_prepared_for_strangers_is_never_a_member_s(role: Role) -> None:
    author = make_user()
    internship = make_internship(role=role, author=author)
    address = internship.get_absolute_url()
    stranger = read(address)
    assert stranger == read(address)

    member = Client()
    member.force_login(author)
    assert f"/stages/{internship.pk}/modifier/" in member.get(address).text
    assert f"/stages/{internship.pk}/modifier/" not in read(address)


def test_a_listing_taken_back_is_gone_at_once(role: Role) -> None:
    internship = make_internship(role=role)
    address = internship.get_absolute_url()
    assert internship.title in read(address)
    other = f"/stages/{internship.pk}-autre-titre/"
    assert Client().get(other).headers["Location"] == address

    internship.withdraw()
    shared_pages.shelf.clear()
    assert Client().get(address).status_code == 404


def test_marks_of_another_database_state_are_not_met_again(role: Role) -> None:
    before = version.current()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE careers_role SET title = %s", ["Autre"])
    after = version.current()
    assert before
    assert after
    assert before.library != after.library
    assert before.pages != after.pages


@pytest.mark.parametrize("path", ["/", "/stages/", "/stages/?type=stage&tri=recent"])
def test_the_home_page_and_the_list_follow_the_listings(role: Role, path: str) -> None:
    member = Client()
    member.force_login(make_user())
    assert "Stage du lundi" not in read(path)
    assert "Stage du lundi" not in member.get(path).text

    internship = make_internship(role=role, title="Stage du lundi")
    assert "Stage du lundi" in read(path)
    assert "Stage du lundi" in member.get(path).text

    internship.withdraw()
    assert "Stage du lundi" not in read(path)
    assert "Stage du lundi" not in member.get(path).text


def test_the_home_page_knows_who_has_signed_in(role: Role) -> None:
    member = Client()
    member.force_login(make_user())
    for _again in range(2):
        assert 'href="/compte/signup/"' in read("/")
        assert 'href="/compte/signup/"' not in member.get("/").text


def test_a_prepared_list_asks_for_the_marks_alone(
    role: Role, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_internship(role=role)
    for path in ("/", "/stages/?tri=recent", "/metiers/"):
        read(path)
        shared_pages.shelf.clear()
        with django_assert_num_queries(1):
            Client().get(path)


def test_what_an_address_says_besides_prepares_no_other_list(
    role: Role, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_internship(role=role, title="Stage du lundi")
    read("/stages/")
    for besides in ("?utm=1", "?x=" + "y" * 3000, "?page=nulle-part", "?tri=inconnu", "?q=%20"):
        with django_assert_num_queries(1):
            assert "Stage du lundi" in read(f"/stages/{besides}")
    assert "Nous ne connaissons pas «\u00a0Atlantis\u00a0»" in read("/stages/?pres=Atlantis")
    assert "Nous ne connaissons pas" not in read("/stages/")
