"""The pages of the journal, and what the database holds of it."""

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from careers.applications.enums import ApplicationState
from careers.journal import actions
from careers.journal.reading import journal_of
from careers.journal_enums import JournalMove, JournalState
from careers.models import JournalEntry, JournalStep
from portal.accounts.models import User
from portal.search.indexed import Indexed
from tests.careers.applications.factories import make_application, make_draft
from tests.careers.going.journal_factories import make_entry
from tests.factories import make_moderator, make_user

pytestmark = pytest.mark.django_db
PAGE = "/mon-espace/journal/"
ADD = f"{PAGE}ajouter/"


@pytest.fixture
def member(client: Client) -> User:
    user = make_user()
    client.force_login(user)
    return user


def today() -> date:
    return timezone.localdate()


def values(**changes: Any) -> dict[str, Any]:
    said = {"place": "Studio du Lac", "kind": "stage", "state": "envoyee", "on": today()}
    return said | {"creation_key": uuid4()} | changes


def test_nothing_yet_invites_to_a_first_take(client: Client, member: User) -> None:
    page = client.get(PAGE).text

    assert "La première prise" in page
    assert "changer" not in page.split("<main", 1)[1].split("</main>", 1)[0]


def test_an_application_made_elsewhere_is_noted(client: Client, member: User) -> None:
    sent = client.post(ADD, values(what="régie", lesson="Un nom, pas une adresse."))

    entry = JournalEntry.objects.get(member=member)
    assert sent.headers["Location"] == entry.get_absolute_url()
    assert entry.state == JournalState.SENT
    assert [(step.kind, step.on) for step in entry.steps.all()] == [("envoyee", today())]
    page = client.get(PAGE).text
    assert "Studio du Lac" in page
    assert "Un nom, pas une adresse." in page


def test_what_is_to_be_prepared_has_no_step(client: Client, member: User) -> None:
    client.post(ADD, values(state="a-preparer"))

    entry = JournalEntry.objects.get(member=member)
    assert entry.state == JournalState.TO_PREPARE
    assert not entry.steps.exists()


def test_sending_the_form_twice_notes_it_once(client: Client, member: User) -> None:
    twice = values()
    answers = [client.post(ADD, twice).headers["Location"] for _again in range(2)]

    assert JournalEntry.objects.count() == JournalStep.objects.count() == 1
    assert answers[0] == answers[1]


def test_the_key_of_somebody_else_takes_nothing_of_theirs(client: Client, member: User) -> None:
    theirs = make_entry()

    client.post(ADD, values(creation_key=theirs.creation_key))

    assert JournalEntry.objects.get(member=member).creation_key != theirs.creation_key


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"place": ""}, "Ce champ est obligatoire."),
        ({"kind": "licorne"}, "Sélectionnez un choix valide"),
        ({"on": ""}, "Dites quel jour, même à peu près."),
        ({"on": date(1995, 1, 1)}, "Cette date est trop lointaine."),
        ({"on": "31/31/2026"}, "Cette date n’existe pas."),
        ({"next_on": date(2027, 1, 4)}, "Dites quoi faire ce jour-là, ou retirez la date."),
        ({"next_step": "x", "next_on": date(2140, 1, 1)}, "Cette date est trop lointaine."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    client: Client, member: User, changes: dict[str, Any], message: str
) -> None:
    page = client.post(ADD, values(lesson="Ne pas perdre ceci.", **changes)).text

    assert message in page
    assert "Ne pas perdre ceci." in page
    assert not JournalEntry.objects.exists()


def test_only_an_interview_lies_ahead(client: Client, member: User) -> None:
    tomorrow = today() + timedelta(days=1)

    refused = client.post(ADD, values(on=tomorrow)).text
    client.post(ADD, values(state="entretien", on=tomorrow))

    assert "Cette date est dans l’avenir" in refused
    assert JournalEntry.objects.get().state == JournalState.INTERVIEW


def test_the_state_is_that_of_the_last_day_whatever_was_typed_first(member: User) -> None:
    entry = make_entry(member=member, steps={"refusee": 1, "envoyee": 20, "relancee": 8})

    assert entry.state == JournalState.REFUSED


def test_what_one_did_besides_does_not_change_the_state(member: User) -> None:
    entry = make_entry(member=member, steps={"envoyee": 5})
    actions.add_step(entry=entry, kind=JournalMove.DONE, on=today(), note="Appeler")

    assert JournalEntry.objects.get().state == JournalState.SENT


def test_a_step_is_added_once_and_can_be_taken_out(client: Client, member: User) -> None:
    entry = make_entry(member=member, steps={"envoyee": 20})
    for _twice in range(2):
        client.post(f"{PAGE}{entry.pk}/etape/", {"kind": "relancee", "on": today()})
    step = entry.steps.get(kind="relancee")

    assert step.on == today()
    for _twice in range(2):
        client.post(f"{PAGE}{entry.pk}/etape/{step.pk}/retirer/")
    assert [one.kind for one in entry.steps.all()] == ["envoyee"]


def test_a_step_without_a_day_is_asked_again(client: Client, member: User) -> None:
    entry = make_entry(member=member)

    page = client.post(f"{PAGE}{entry.pk}/etape/", {"kind": "relancee", "on": ""})

    assert page.status_code == 200
    assert "Dites quel jour, même à peu près." in page.text
    assert not entry.steps.exists()


def test_a_small_step_done_is_kept_and_makes_room(client: Client, member: User) -> None:
    entry = make_entry(member=member, next_step="Relire le CV", next_on=today())
    for _twice in range(2):
        client.post(f"{PAGE}{entry.pk}/fait/", {"action": "Relire le CV"})

    entry.refresh_from_db()
    assert (entry.next_step, entry.next_on) == ("", None)
    assert [(one.kind, one.note) for one in entry.steps.all()] == [("fait", "Relire le CV")]


def test_an_action_changed_meanwhile_is_not_ticked_by_an_old_page(
    client: Client, member: User
) -> None:
    entry = make_entry(member=member, next_step="Appeler l’école")

    client.post(f"{PAGE}{entry.pk}/fait/", {"action": "Relire le CV"})

    entry.refresh_from_db()
    assert entry.next_step == "Appeler l’école"
    assert not entry.steps.exists()


def test_an_entry_is_mended_and_erased(client: Client, member: User) -> None:
    entry = make_entry(member=member, steps={"envoyee": 3})

    client.post(
        f"{PAGE}{entry.pk}/modifier/",
        {"place": "Autre lieu", "kind": "contrat", "next_step": "Relancer"},
    )
    entry.refresh_from_db()
    assert (entry.place, entry.kind, entry.next_step) == ("Autre lieu", "contrat", "Relancer")
    assert entry.state == JournalState.SENT

    assert client.post(f"{PAGE}{entry.pk}/effacer/").headers["Location"] == PAGE
    assert not JournalEntry.objects.exists()
    assert not JournalStep.objects.exists()


@pytest.mark.parametrize("who", ["other", "moderator", "staff", "stranger"])
@pytest.mark.parametrize(
    ("path", "verb"),
    [
        ("", "get"),
        ("modifier/", "get"),
        ("modifier/", "post"),
        ("etape/", "post"),
        ("etape/{step}/retirer/", "post"),
        ("fait/", "post"),
        ("effacer/", "post"),
    ],
)
def test_nobody_else_reads_or_touches_a_journal(
    client: Client, who: str, path: str, verb: str
) -> None:
    entry = make_entry(steps={"envoyee": 3}, place="secret-place", next_step="secret-step")
    step = entry.steps.get()
    people = {"other": make_user, "moderator": make_moderator, "staff": _superuser}
    if who in people:
        client.force_login(people[who]())
    address = f"{PAGE}{entry.pk}/{path.format(step=step.pk)}"

    said = {"place": "vu", "kind": "stage", "on": "2026-01-01", "action": "secret-step"}
    answer = getattr(client, verb)(address, said | {"kind": "refusee"} if path else said)

    if who == "stranger":
        assert "/compte/login/" in answer.headers["Location"]
    elif who == "other":
        assert answer.status_code == 404
    else:  # Staff without a second factor are sent to it; none of them sees anything.
        assert answer.status_code in {302, 404}
    assert "secret" not in answer.text
    entry.refresh_from_db()
    assert entry.place == "secret-place"
    assert entry.next_step == "secret-step"
    assert list(entry.steps.all()) == [step]


def _superuser() -> User:
    return make_user(is_staff=True, is_superuser=True)


def test_a_journal_holds_the_lines_of_its_member_alone(client: Client, member: User) -> None:
    make_entry(place="secret-place", steps={"refusee": 1})

    assert "secret-place" not in client.get(PAGE).text
    assert journal_of(member, today=today()).lines == ()


def test_no_administration_and_no_search_knows_the_journal() -> None:
    for model in (JournalEntry, JournalStep):
        assert not admin.site.is_registered(model)
        assert not issubclass(model, Indexed)
    for file in Path("careers/admin").glob("*.py"):
        assert not re.search(r"Journal(Entry|Step)", file.read_text()), file


def test_five_noes_offer_a_review_a_mentor_and_another_door(client: Client, member: User) -> None:
    for days in range(1, 6):
        make_entry(member=member, steps={"envoyee": 20 + days, "refusee": days})

    page = client.get(PAGE).text

    assert "Cinq non d’affilée" in page
    for link in ("/ressources/fiches/apres-cinq-refus/", "/mentorat/", "/stages/sans-ecole/"):
        assert f'href="{link}"' in page


def test_applications_of_this_site_are_shown_read_only(client: Client, member: User) -> None:
    made = make_application(applicant=member, state=ApplicationState.DECLINED)
    make_application(state=ApplicationState.DECLINED)
    make_draft(applicant=member)

    lines = {line.key: line for line in journal_of(member, today=today()).lines}

    assert len(lines) == 2
    line = lines[f"application:{made.pk}"]
    assert (line.state, line.state_label) == (JournalState.REFUSED, "déclinée")
    assert (line.place, line.what) == (made.organisation_name, made.title)
    assert [step.kind for step in line.steps if step.kind] == ["envoyee", "refusee"]
    assert line.on_site
    page = client.get(f"{PAGE}?vue=closes").text
    assert f'href="{made.get_absolute_url()}"' in page
    assert "sur ce site" in page


@pytest.mark.parametrize(
    ("state", "as_line", "over"),
    [
        (ApplicationState.SENT, JournalState.SENT, False),
        (ApplicationState.READ, JournalState.SENT, False),
        (ApplicationState.STUDIED, JournalState.SENT, False),
        (ApplicationState.ACCEPTED, JournalState.ACCEPTED, True),
        (ApplicationState.DECLINED, JournalState.REFUSED, True),
        (ApplicationState.WITHDRAWN, JournalState.SENT, True),
        (ApplicationState.CANCELLED, JournalState.SENT, True),
    ],
)
def test_each_state_of_the_site_has_its_place(
    member: User, state: ApplicationState, as_line: JournalState, over: bool
) -> None:
    make_application(applicant=member, state=state)

    (line,) = journal_of(member, today=today()).lines
    assert (line.state, line.is_over) == (as_line, over)
    assert line.state_label == state.label


def test_a_silence_of_the_site_counts_as_one_before_the_clockwork_has_run(member: User) -> None:
    for _five in range(5):
        make_application(applicant=member, sent=timedelta(days=30))

    journal = journal_of(member, today=today())
    assert {line.state for line in journal.lines} == {JournalState.SILENT}
    assert journal.turn is not None
    assert journal.turn.mostly_silent


def test_silences_here_and_noes_elsewhere_make_one_row(member: User) -> None:
    for days in range(1, 4):
        make_entry(member=member, steps={"refusee": days})
    for _two in range(2):
        make_application(applicant=member, state=ApplicationState.DECLINED)

    assert journal_of(member, today=today()).turn is not None


@pytest.mark.parametrize("item_count", [1, 3])
def test_journal_asks_as_much_for_three_lines_as_for_one(
    client: Client, member: User, item_count: int, django_assert_max_num_queries: Any
) -> None:
    for days in range(item_count):
        make_entry(member=member, steps={"envoyee": 20 + days, "refusee": days}, lesson="Oui.")
        make_application(applicant=member)

    with django_assert_max_num_queries(8):
        client.get(PAGE)


def test_a_long_journal_is_shown_by_pages(client: Client, member: User) -> None:
    for number in range(32):
        make_entry(member=member, place=f"Lieu {number:02}", steps={"entretien": number})

    first, second = client.get(PAGE).text, client.get(f"{PAGE}?page=2").text

    assert "Lieu 00" in first
    assert "Lieu 31" not in first
    assert "Lieu 31" in second
    assert "Prise 1 " in second
    assert len(first) < 60_000


def test_beyond_the_limit_one_is_told(member: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST_ENTRIES", 1)
    make_entry(member=member)

    with pytest.raises(ValidationError, match="effacez-en une ancienne"):
        actions.write(
            by=member, entry=JournalEntry(place="x", kind="stage"), state="a-preparer", on=None,
            key=uuid4(),
        )  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"place": ""}, "journal_entry_has_place"),
        ({"kind": "licorne"}, "journal_entry_kind_known"),
        ({"found": "licorne"}, "journal_entry_found_known"),
        ({"lesson": "x" * 2001}, "journal_entry_lesson_length"),
        ({"next_on": date(2027, 1, 1)}, "journal_entry_day_of_an_action"),
        ({"next_on": date(2200, 1, 1), "next_step": "x"}, "journal_entry_day_of_an_action"),
    ],
)
def test_the_database_refuses_an_impossible_entry(fields: dict[str, Any], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make_entry(**fields)
    make_entry(lesson="x" * 2000, next_step="x", next_on=date(2027, 1, 1), found="reseau")


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"kind": "licorne"}, "journal_step_kind_known"),
        ({"on": date(1999, 12, 31)}, "journal_step_day_sensible"),
        ({"on": date(2100, 1, 1)}, "journal_step_day_sensible"),
        ({"note": "un mot"}, "journal_step_note_of_what_was_done"),
    ],
)
def test_the_database_refuses_an_impossible_step(fields: dict[str, Any], constraint: str) -> None:
    entry = make_entry()
    good = {"entry": entry, "kind": "envoyee", "on": date(2026, 1, 1)}
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        JournalStep.objects.create(**good | fields)
    JournalStep.objects.create(**good)
    JournalStep.objects.create(**good | {"kind": "fait", "note": "un mot"})
    with pytest.raises(IntegrityError, match=r"(?i)unique"), transaction.atomic():
        JournalStep.objects.create(**good)
