"""What strangers share: the same page, never an old one, never a member's."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from careers.models import Role
from portal.accounts.models import User
from portal.moderation.enums import State
from portal.shell import prepared, shared_pages, version
from portal.shell.models import ContentVersion
from tests.factories import PASSWORD, make_internship, make_role, make_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _empty_shelf() -> Iterator[None]:
    shared_pages.shelf.clear()
    prepared.clear()
    yield
    shared_pages.shelf.clear()
    prepared.clear()


@pytest.fixture
def role() -> Role:
    return make_role(slug="regisseur", title="Régisseur·euse")


def mark() -> int | None:
    marks = version.current()
    return marks.pages if marks else None


def test_a_stranger_gets_the_kept_page_for_one_statement(
    role: Role, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = Client().get("/metiers/regisseur/")
    with django_assert_num_queries(1):
        second = Client().get("/metiers/regisseur/")
    assert second.content == first.content
    for name in ("ETag", "Content-Security-Policy", "X-Frame-Options", "Vary", "Cache-Control"):
        assert second.headers[name] == first.headers[name]
    assert second.headers["Content-Language"] == "fr"
    assert second.headers["X-Request-ID"] != first.headers["X-Request-ID"]


@pytest.mark.parametrize("how", ["save", "update", "delete", "bulk", "raw"])
def test_whatever_writes_makes_a_new_page(role: Role, how: str) -> None:
    assert "Chaise pliante" not in Client().get("/metiers/").text
    before = mark()
    if how == "save":
        role.title = "Chaise pliante"
        role.save()
    elif how == "update":
        Role.objects.filter(pk=role.pk).update(title="Chaise pliante")
    elif how == "bulk":
        role.title = "Chaise pliante"
        Role.objects.bulk_update([role], ["title"])
    elif how == "raw":
        with connection.cursor() as cursor:
            cursor.execute("UPDATE careers_role SET title = %s", ["Chaise pliante"])
    else:
        Role.objects.filter(pk=role.pk).delete()
    assert mark() != before
    page = Client().get("/metiers/").text
    assert ("Chaise pliante" in page) == (how != "delete")
    assert ("Régisseur·euse" in page) is False


def test_a_transaction_is_told_once_and_only_if_it_stays(role: Role) -> None:
    before = mark()
    with transaction.atomic():
        Role.objects.update(title="Perdu")
        transaction.set_rollback(True)
    assert mark() == before
    with transaction.atomic():
        Role.objects.update(title="Un")
        Role.objects.update(title="Deux")
        assert len(connection.run_on_commit) == 1
        assert version.current() is None
    assert mark() != before


def test_a_rolled_back_savepoint_does_not_swallow_what_follows(role: Role) -> None:
    before = mark()
    with transaction.atomic():
        with transaction.atomic():
            Role.objects.update(title="Perdu")
            transaction.set_rollback(True)
        Role.objects.update(title="Gardé")
    assert mark() != before


def test_private_writes_leave_the_pages_alone(role: Role) -> None:
    user = make_user()
    client = Client()
    client.force_login(user)
    before = mark()
    client.get("/mon-espace/")
    user.notifications.update(read_at=timezone.now())
    assert mark() == before


def test_a_member_neither_gets_nor_leaves_a_kept_page(role: Role) -> None:
    member = Client()
    user = make_user(display_name="Zélie Quiquandon")
    assert member.login(email=user.email, password=PASSWORD)
    Client().get("/metiers/regisseur/")
    own = member.get("/metiers/regisseur/")
    assert "no-store" in own.headers["Cache-Control"]
    assert "/mon-espace/" in own.text
    stranger = Client().get("/metiers/regisseur/").text
    assert stranger != own.text
    assert "Quiquandon" not in stranger

    shared_pages.shelf.clear()
    member.get("/metiers/regisseur/")
    assert not shared_pages.shelf.pages


def test_a_page_is_kept_by_address_query_and_language(role: Role) -> None:
    french, english = Client().get("/metiers/regisseur/"), Client().get("/en/metiers/regisseur/")
    assert french.content != english.content
    assert Client().get("/metiers/?departement=regie").content != Client().get("/metiers/").content
    assert Client().get("/en/metiers/regisseur/").content == english.content
    assert Client().get("/en/metiers/regisseur/").headers["Content-Language"] == "en"


def test_what_htmx_asks_for_is_not_the_kept_page(role: Role) -> None:
    whole = Client().get("/metiers/")
    part = Client().get("/metiers/", headers={"HX-Request": "true"})
    assert len(part.content) < len(whole.content)
    assert Client().get("/metiers/").content == whole.content


def test_a_browser_that_has_the_page_is_told_so(role: Role) -> None:
    etag = Client().get("/metiers/regisseur/").headers["ETag"]
    again = Client().get("/metiers/regisseur/", headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Cache-Control"] == "no-cache"
    Role.objects.update(title="Autre")
    assert Client().get("/metiers/regisseur/", headers={"If-None-Match": etag}).status_code == 200


def test_head_has_the_headers_of_get(role: Role) -> None:
    headed = Client().head("/metiers/regisseur/")
    assert headed.status_code == 200
    assert Client().get("/metiers/regisseur/").headers["ETag"] == headed.headers["ETag"]


def test_only_what_says_so_is_kept() -> None:
    Client().get("/compte/login/")
    Client().get("/recherche/?q=stage")
    Client().get("/nulle-part/")
    assert not shared_pages.shelf.pages


def test_a_listing_leaves_with_its_publication() -> None:
    internship = make_internship(state=State.APPROVED)
    address = internship.get_absolute_url()
    assert Client().get(address).status_code == 200
    internship.withdraw()
    assert Client().get(address).status_code == 404


def test_nothing_is_older_than_a_minute(role: Role, monkeypatch: pytest.MonkeyPatch) -> None:
    Client().get("/metiers/regisseur/")
    [kept] = shared_pages.shelf.pages.values()
    monkeypatch.setattr("portal.shell.shared_pages.time.monotonic", lambda: kept.until + 1)
    Client().get("/metiers/regisseur/")
    [again] = shared_pages.shelf.pages.values()
    assert again is not kept


PAGE = shared_pages.Kept(b"x" * 100, (), None, until=float("inf"))


def test_the_shelf_has_a_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.shell.shared_pages.MOST_BYTES", 250)
    shelf = shared_pages.Shelf()
    for number in range(5):
        shelf.put(("mark", "day", number), PAGE)
    assert list(shelf.pages) == [("mark", "day", 3), ("mark", "day", 4)]
    assert shelf.bytes == 200
    assert shelf.take(("mark", "day", 0)) is None


def test_what_was_kept_before_a_change_is_thrown_away() -> None:
    shelf = shared_pages.Shelf()
    shelf.put(("mark", "day", 1), PAGE)
    shelf.put(("mark", "day", 2), PAGE)
    shelf.put(("another", "day", 1), PAGE)
    assert list(shelf.pages) == [("another", "day", 1)]
    assert shelf.bytes == 100
    shelf.put(("another", "next day", 1), PAGE)
    assert list(shelf.pages) == [("another", "next day", 1)]


@pytest.mark.parametrize(
    ("sql", "shown"),
    [
        ('INSERT INTO "careers_role" ("slug") VALUES (%s)', True),
        ("UPDATE careers_internship SET state = 1", True),
        ('DELETE FROM "events_meetup" WHERE id = 1', True),
        ("INSERT OR IGNORE INTO careers_role VALUES (1)", True),
        ("WITH gone AS (SELECT 1) DELETE FROM careers_role", True),
        ("TRUNCATE careers_role", True),
        ('UPDATE "django_session" SET "session_data" = %s', False),
        ('INSERT INTO "notifications_outgoingmail" VALUES (1)', False),
        ("SELECT 1", False),
        ('SELECT "id" FROM "careers_role" FOR UPDATE', False),
        ('(SELECT "id" FROM "careers_role") UNION (SELECT 2)', False),
        ("SAVEPOINT s1", False),
        ('CREATE TABLE "x" ("id" integer)', False),
        ("PRAGMA foreign_keys", False),
    ],
)
def test_which_statements_count(sql: str, shown: bool) -> None:
    assert bool(version.touched(sql)) == shown


def test_the_quiet_tables_are_there() -> None:
    with connection.cursor() as cursor:
        assert set(connection.introspection.table_names(cursor)) >= version.QUIET


def test_reading_writes_nothing(role: Role) -> None:
    member = Client()
    member.force_login(make_user())
    before = mark()
    for address in ("/", "/metiers/", "/recherche/?q=regie", "/recherche/?q=zzzz", "/rencontres/"):
        assert Client().get(address).status_code == 200
        assert member.get(address).status_code == 200
    assert mark() == before


def test_there_is_one_row(role: Role) -> None:
    assert ContentVersion.objects.count() == 1
    assert apps.get_model("shell", "ContentVersion") is ContentVersion


def test_only_public_routes_are_shared() -> None:
    from portal.shell.routes import Policy, route

    with pytest.raises(ValueError, match="everybody"):
        route(Policy.MEMBER, shared=True)


def test_an_unknown_host_is_refused(settings: Any, role: Role) -> None:
    settings.ALLOWED_HOSTS = ["premier-clap.example"]
    assert Client().get("/metiers/", headers={"Host": "ailleurs.example"}).status_code == 400


def test_the_mark_of_members_waits_for_no_disk_and_everything_else_does(role: Role) -> None:
    writer = make_user()
    link: Any = connection.connection
    postgres = connection.vendor == "postgresql"
    asked = "SHOW synchronous_commit" if postgres else "PRAGMA synchronous"
    seen = []
    if postgres:
        # The servers of these tests never wait for the disk.
        link.execute("SET synchronous_commit = on")

    def look(run: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if postgres:
            # To see it, one has to ask before the end of its transaction.
            link.execute("BEGIN")
        result = run(sql, params, many, context)
        if "shell_contentversion" in sql:
            seen.append(link.execute(asked).fetchone()[0])
        if postgres:
            link.execute("COMMIT")
        return result

    with connection.execute_wrapper(look):
        User.objects.filter(pk=writer.pk).update(display_name="Autrement")
        Role.objects.filter(pk=role.pk).update(title="Régie")
    assert seen == (["off", "on"] if postgres else [1, 2])
    assert link.execute(asked).fetchone()[0] == ("on" if postgres else 2)
    if postgres:
        link.execute("RESET synchronous_commit")
