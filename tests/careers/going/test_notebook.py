"""A notebook that its phrase alone opens: nothing readable anywhere else."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.contrib import admin
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from careers import notebook_actions as actions
from careers.models import Notebook, NotebookPage
from careers.sealing import WrongPhrase, key_of, new_salt, seal, unseal
from portal.accounts.actions import erase_member
from portal.accounts.models import User
from tests.factories import make_moderator, make_user

pytestmark = pytest.mark.django_db
PHRASE = "cheval-canari agrafe nuage 12"
FACTS = "canary-fact : il a dit « reste », devant Zoé."
PAGES = ["commencer/", "noter/", "copie/", "effacer/", "1/effacer/"]


@pytest.fixture
def author() -> User:
    return make_user()


@pytest.fixture
def signed_in(client: Client, author: User) -> Client:
    client.force_login(author)
    return client


def begin(client: Client, phrase: str = PHRASE) -> HttpResponse:
    answer: Any = client.post("/mon-carnet/commencer/", {"phrase": phrase, "again": phrase})
    return answer


def write(client: Client, text: str = FACTS, **given: Any) -> HttpResponse:
    values = {
        "phrase": PHRASE, "key": str(uuid4()), "on": timezone.localdate().isoformat(),
        "text": text, **given,
    }  # fmt: skip
    answer: Any = client.post("/mon-carnet/noter/", values)
    return answer


def everything_stored() -> bytes:
    """Each value of each table, as the database has it."""
    found = b""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            for row in cursor.fetchall():
                for value in row:
                    found += bytes(value) if isinstance(value, bytes | memoryview) else (
                        str(value).encode()
                    )  # fmt: skip
    if connection.vendor == "sqlite":
        found += connection.connection.serialize()
    return found


def test_author_reads_back_what_was_written_with_the_phrase(signed_in: Client) -> None:
    begin(signed_in)
    write(signed_in)

    closed = signed_in.get("/mon-carnet/")
    assert "canary-fact" not in closed.text
    opened = signed_in.post("/mon-carnet/", {"phrase": f" {PHRASE.replace(' ', '  ')} "})
    assert "canary-fact" in opened.text
    for answer in (closed, opened):
        assert answer["Cache-Control"] == "no-store, private"
        assert "data-clap-exit" in answer.text
        assert "<title>Mon carnet" in answer.text


def test_nothing_readable_is_stored_logged_mailed_or_found(
    signed_in: Client, author: User, caplog: Any, capsys: Any
) -> None:
    begin(signed_in)
    write(signed_in)
    signed_in.post("/mon-carnet/", {"phrase": PHRASE})
    signed_in.post("/mon-carnet/copie/", {"phrase": PHRASE})

    page = NotebookPage.objects.get()
    key = key_of(PHRASE, Notebook.objects.get().salt)
    assert "canary-fact" in unseal(page.sealed, key=key, bound=page.bound)
    stored = everything_stored()
    assert author.email.encode() in stored, "what is stored was read"
    said = caplog.text + "".join(capsys.readouterr())
    for secret in ("canary-fact", "Zoé", "cheval-canari", PHRASE):
        assert secret.encode() not in stored
        assert secret not in said
    assert key not in stored
    assert not mail.outbox


def test_another_phrase_opens_nothing(signed_in: Client) -> None:
    begin(signed_in)
    write(signed_in)
    for address in ("", "copie/", f"{NotebookPage.objects.get().pk}/effacer/"):
        answer = signed_in.post(f"/mon-carnet/{address}", {"phrase": "une autre phrase longue"})
        assert "ouvre pas ce carnet" in answer.text, address
        assert "canary-fact" not in answer.text
    assert NotebookPage.objects.count() == 1


def test_nobody_else_reaches_it_not_even_the_team(signed_in: Client, settings: Any) -> None:
    begin(signed_in)
    write(signed_in)
    number = NotebookPage.objects.get().pk
    other = Client()
    settings.STAFF_SECOND_FACTOR_REQUIRED = False
    for who in (make_user(), make_moderator()):
        other.force_login(who)
        assert other.post("/mon-carnet/", {"phrase": PHRASE}).status_code == 404
        assert other.post("/mon-carnet/copie/", {"phrase": PHRASE}).status_code == 404
        begin(other)
        other.post(f"/mon-carnet/{number}/effacer/", {"phrase": PHRASE})
    assert NotebookPage.objects.filter(pk=number).exists()
    for model in (Notebook, NotebookPage):
        assert not admin.site.is_registered(model)
    assert apps.get_model("careers", "Notebook") is Notebook


def test_copy_is_a_dated_file(signed_in: Client) -> None:
    begin(signed_in)
    write(signed_in, on="2026-03-02")

    answer = signed_in.post("/mon-carnet/copie/", {"phrase": PHRASE})

    day = timezone.localdate().isoformat()
    assert answer["Content-Disposition"] == f'attachment; filename="carnet-{day}.txt"'
    assert answer["Cache-Control"] == "no-store, private"
    assert "2\u00a0mars 2026 (écrit le " in answer.content.decode()
    assert FACTS in answer.content.decode()


def test_form_sent_twice_makes_one_note_and_a_refused_one_loses_nothing(
    signed_in: Client,
) -> None:
    begin(signed_in)
    key = str(uuid4())
    for _time in range(2):
        write(signed_in, key=key)
    assert NotebookPage.objects.count() == 1

    coming = timezone.localdate() + timedelta(days=2)
    refused = write(signed_in, text="Gardé tel quel.", on=coming.isoformat())
    assert "pas encore venu" in refused.text
    assert "Gardé tel quel." in refused.text
    assert NotebookPage.objects.count() == 1


@pytest.mark.parametrize(
    ("phrase", "again"), [("court", "court"), (PHRASE, f"{PHRASE}x"), ("a       b       c", "a")]
)
def test_weak_or_mistyped_phrase_begins_nothing(signed_in: Client, phrase: str, again: str) -> None:
    signed_in.post("/mon-carnet/commencer/", {"phrase": phrase, "again": again})

    assert not Notebook.objects.exists()


def test_form_of_a_session_that_ran_out_waits_nowhere(client: Client) -> None:
    for address in ["", *PAGES]:
        answer = client.post(f"/mon-carnet/{address}", {"phrase": PHRASE, "text": FACTS})
        assert answer.status_code == 302
    assert b"canari" not in everything_stored()
    assert "interrupted" not in client.session


def test_forgetting_and_leaving_erase_it(signed_in: Client, author: User) -> None:
    begin(signed_in)
    write(signed_in)
    signed_in.post("/mon-carnet/effacer/")
    assert not Notebook.objects.exists()

    begin(signed_in)
    write(signed_in)
    erase_member(member=author)
    assert not Notebook.objects.exists()
    assert not NotebookPage.objects.exists()


def test_altered_or_moved_note_is_told_from_a_true_one(author: User) -> None:
    opened = actions.begin(by=author, phrase=PHRASE)
    actions.write(opened=opened, key=uuid4(), on=timezone.localdate(), text=FACTS)
    page = NotebookPage.objects.get()
    page.written_at -= timedelta(days=30)
    page.save()

    with pytest.raises(WrongPhrase):
        opened.notes()
    with pytest.raises(ValidationError):
        actions.open_with(notebook=opened.notebook, phrase="une tout autre phrase")


def test_same_text_is_never_sealed_alike_nor_betrays_its_length() -> None:
    key = key_of(PHRASE, new_salt())
    short, again, longer = (seal(text, key=key, bound="x") for text in ("a", "a", "a" * 400))

    assert short != again
    assert len(short) == len(longer)
    assert unseal(short, key=key, bound="x") == "a"
    assert not re.search(rb"aaaa", longer)
