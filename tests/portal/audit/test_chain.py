"""The chain: what the database refuses, what the walk finds, what an erasure leaves (T27, T32)."""

import json
import tracemalloc
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.accounts.actions import erase_member
from portal.audit import canonical, chain, guards, journal
from portal.audit.enums import Act
from portal.audit.models import Entry, Head, Subject, Words
from tests.factories import make_internship, make_moderator, make_user
from tests.portal.moderation.factories import HIDE, case_of, settle

pytestmark = pytest.mark.django_db


def write(number: int = 5, **fields: Any) -> list[Entry]:
    person = make_user(is_staff=True)
    return [
        journal.record(by=person, act=Act.CHANGED, about=person, after={"n": one}, **fields)
        for one in range(number)
    ]


def walked(*options: str) -> tuple[int, dict[str, Any]]:
    """The exit code of the command, and what it says."""
    out = StringIO()
    try:
        call_command("audit", "verify", "--json", *options, stdout=out)
    except SystemExit as end:
        return int(end.code or 0), json.loads(out.getvalue())
    return 0, json.loads(out.getvalue())


def behind_the_guards(statement: str, values: list[Any]) -> None:
    """What somebody does who owns the database: lower the guards, change, raise them again."""
    guards.lower_guards(connection)
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
    guards.raise_guards(connection)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET act = 'added' WHERE number = 2",
        "UPDATE audit_entry SET hash = previous WHERE number = 2",
        "DELETE FROM audit_entry WHERE number = 2",
        "DELETE FROM audit_entry",
        "DELETE FROM audit_words WHERE entry_id = 2",
        "DELETE FROM audit_head",
        "UPDATE audit_words SET text = '{}' WHERE entry_id = 2",
        "UPDATE audit_words SET salt = '', text = '' WHERE entry_id = 2",
        "UPDATE audit_words SET entry_id = 99 WHERE entry_id = 2",
    ],
)
def test_database_refuses(statement: str) -> None:
    write(3)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert walked()[0] == 0


def test_orm_is_refused_as_well() -> None:
    [row, *_others] = write(2)
    row.act = Act.ADDED
    for attempt in (row.save, row.delete, Entry.objects.all().delete, Words.objects.all().delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()
    if connection.vendor == "postgresql":
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("TRUNCATE audit_entry CASCADE")
    assert Entry.objects.count() == 2


def test_empty_chain_and_a_whole_one_hold() -> None:
    assert walked() == (
        0,
        {
            "holds": True,
            "rows": 0,
            "head": canonical.GENESIS,
            "emptied": 0,
            "broken_at": None,
            "because": "",
            "guards_lowered": [],
        },
    )
    rows = write(7)
    code, verdict = walked()
    assert (code, verdict["rows"], verdict["head"]) == (0, 7, rows[-1].hash)


@pytest.mark.parametrize(
    ("statement", "broken_at"),
    [
        ("UPDATE audit_entry SET act = 'added' WHERE number = 4", 4),
        ("UPDATE audit_entry SET actor_id = 987654 WHERE number = 4", 4),
        ("UPDATE audit_entry SET at = '2020-01-01 00:00:00+00:00' WHERE number = 4", 4),
        ("UPDATE audit_entry SET digest = hash WHERE number = 4", 4),
        ("UPDATE audit_entry SET object_id = '1 bis' WHERE number = 1", 1),
        ("UPDATE audit_words SET text = replace(text, '3', '8') WHERE entry_id = 4", 4),
        ("UPDATE audit_words SET salt = '', text = '', emptied_in = 6 WHERE entry_id = 4", 4),
        ("DELETE FROM audit_words WHERE entry_id = 4", 4),
        ("UPDATE audit_head SET number = 8", 7),
        ("UPDATE audit_head SET number = 5", 5),
        ("UPDATE audit_head SET hash = 'a'", 6),
        ("DELETE FROM audit_head", 1),
    ],
)
def test_walk_says_at_which_row_it_breaks(statement: str, broken_at: int) -> None:
    write(6)
    behind_the_guards(statement, [])
    code, verdict = walked()
    assert (code, verdict["broken_at"]) == (1, broken_at), verdict
    assert verdict["because"]


@pytest.mark.parametrize(("gone", "broken_at"), [(1, 1), (3, 3), (6, 6)])
def test_row_taken_out_is_missed(gone: int, broken_at: int) -> None:
    write(6)
    behind_the_guards("DELETE FROM audit_words WHERE entry_id = %s", [gone])
    behind_the_guards("DELETE FROM audit_entry WHERE number = %s", [gone])
    code, verdict = walked()
    assert (code, verdict["broken_at"]) == (1, broken_at)


def test_row_hashed_again_breaks_at_the_next_one() -> None:
    rows = write(4)
    forged = Entry.objects.get(pk=2)
    forged.act = Act.DELETED
    behind_the_guards(
        "UPDATE audit_entry SET act = %s, hash = %s WHERE number = 2",
        [forged.act, journal.hash_of(forged)],
    )
    assert walked()[1]["broken_at"] == 3
    # A chain made again to its end holds by itself: the head that left the machine does not agree.
    assert chain.verify(expected=(4, rows[-1].hash)).broken_at == 3


def test_chain_made_again_is_found_by_a_head_noted_elsewhere() -> None:
    rows = write(3)
    assert walked("--expect", f"3:{rows[-1].hash}")[0] == 0
    code, verdict = walked("--expect", f"2:{rows[-1].hash}")
    assert (code, verdict["broken_at"]) == (1, 2)


def test_lowered_guards_are_told() -> None:
    write(1)
    guards.lower_guards(connection)
    code, verdict = walked()
    assert code == 1
    assert "audit_words_no_update" in verdict["guards_lowered"] or (
        "audit_words_emptied" in verdict["guards_lowered"]
    )
    guards.raise_guards(connection)
    assert walked()[0] == 0


def test_in_words_it_says_the_row() -> None:
    write(3)
    behind_the_guards("UPDATE audit_entry SET act = 'added' WHERE number = 2", [])
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("audit", "verify", stdout=out)
    assert "Rompue à la ligne 2" in out.getvalue()


def test_member_s_words_leave_and_the_chain_holds() -> None:
    member = make_user(display_name="Zoé Canariole")
    case = case_of(make_internship(author=member, title="Stage Canariole"))
    settle(case, HIDE, by=make_moderator())
    about = list(Subject.objects.filter(member=member).values_list("entry", flat=True))
    assert about
    assert Words.objects.filter(text__contains="Canariole").exists()
    erase_member(member=member)

    assert not Words.objects.filter(text__contains="Canariole").exists()
    assert not Words.objects.filter(pk__in=about).exclude(salt="", text="").exists()
    assert not Subject.objects.filter(member=member.pk).exists()
    code, verdict = walked()
    assert (code, verdict["emptied"]) == (0, len(about))
    told = Entry.objects.get(act=Act.WORDS_EMPTIED)
    assert told.actor_id is None
    assert json.loads(told.words.text)["after"]["rows"] == sorted(about)


def test_whoever_acted_and_leaves_is_a_number() -> None:
    moderator = make_moderator(display_name="Léo Passage")
    case = case_of(make_internship())
    settle(case, HIDE, by=moderator)
    number = moderator.pk
    erase_member(member=moderator)
    row = Entry.objects.select_related("actor").get(act=Act.MEASURE_TAKEN)
    assert (row.actor_id, row.actor) == (number, None)
    assert not Words.objects.filter(text__contains="Passage").exists()
    assert walked()[0] == 0


def test_words_go_after_three_years_and_not_before() -> None:
    now = timezone.now()
    write(3, now=now - journal.KEPT + timedelta(minutes=1))
    assert journal.forget_old(now=now) == 0
    assert journal.forget_old(now=now + timedelta(minutes=2)) == 3
    assert journal.forget_old(now=now + timedelta(minutes=3)) == 0
    code, verdict = walked()
    assert (code, verdict["rows"], verdict["emptied"]) == (0, 4, 3)


def test_tick_sends_the_head_away(caplog: pytest.LogCaptureFixture) -> None:
    rows = write(2)
    call_command("tick", verbosity=0)
    assert rows[-1].hash in caplog.text


def test_administrator_reads_and_cannot_write(settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR_REQUIRED = False
    case = case_of(make_internship(title="Stage Toupie"))
    settle(case, HIDE, by=make_moderator(display_name="Sacha Clap"))
    row = Entry.objects.latest("number")
    boss = Client()
    boss.force_login(make_user(is_staff=True, is_superuser=True))
    page = boss.get(reverse("admin:audit_entry_change", args=[row.pk])).text
    for words in ("Sacha Clap", "Stage Toupie", "De l’argent est demandé.", row.hash):
        assert words in page
    assert 'name="_save"' not in page
    listed = boss.get(reverse("admin:audit_entry_changelist"), {"act": "measure_taken"}).text
    assert "Sacha Clap" in listed
    assert "delete_selected" not in listed
    for name, arguments in (("change", [row.pk]), ("delete", [row.pk]), ("add", [])):
        address = reverse(f"admin:audit_entry_{name}", args=arguments)
        assert boss.post(address, {"act": "added", "post": "yes"}).status_code == 403
    assert Entry.objects.latest("number") == row
    moderator = Client()
    moderator.force_login(make_moderator())
    assert moderator.get(reverse("admin:audit_entry_changelist")).status_code == 403


@pytest.mark.parametrize("item_count", [1, 30])
def test_list_asks_the_same_whatever_its_length(
    item_count: int, settings: Any, django_assert_max_num_queries: Any
) -> None:
    settings.STAFF_SECOND_FACTOR_REQUIRED = False
    write(item_count)
    boss = Client()
    boss.force_login(make_user(is_staff=True, is_superuser=True))
    address = reverse("admin:audit_entry_changelist")
    boss.get(address)
    with django_assert_max_num_queries(14):
        boss.get(address)


def test_walk_keeps_its_memory() -> None:
    """Ten times the rows, and the same memory within half a megabyte a chunk."""
    person = make_user(is_staff=True)

    def peak() -> int:
        tracemalloc.start()
        assert chain.verify().holds
        _now, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    def lengthen(count: int) -> None:
        head = Head.objects.get(pk=1) if Head.objects.exists() else Head(pk=1)
        entries, words = [], []
        for number in range(head.number + 1, head.number + count + 1):
            text = canonical.text_of({"n": number, "pad": "x" * 300})
            one = Entry(
                number=number,
                at=timezone.now(),
                actor=person,
                act=Act.CHANGED,
                model="careers.Role",
                object_id=str(number),
                digest=canonical.digest_of("sel", text),
                previous=head.hash,
            )
            one.hash = head.hash = journal.hash_of(one)
            head.number = number
            entries.append(one)
            words.append(Words(entry=one, salt="sel", text=text))
        Entry.objects.bulk_create(entries)
        Words.objects.bulk_create(words)
        head.save()

    journal.record(by=person, act=Act.CHANGED, about=person)
    lengthen(4_000)
    peak()
    few = peak()
    lengthen(16_000)
    assert peak() < few * 1.5 + 500_000
