"""Reference data in and out of the admin."""

import csv
import io
import json
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from careers.admin.transfer import neutral, restored
from careers.models import Skill
from events.models import Festival
from portal.accounts.models import User
from portal.moderation.enums import Team
from tests.factories import make_user

pytestmark = pytest.mark.django_db
LIST = "admin:events_festival_changelist"
IMPORT = "admin:events_festival_import"
EXPORT = "admin:events_festival_export"
CSV, JSON = "0", "1"


@pytest.fixture(autouse=True)
def _reference(settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR_REQUIRED = False
    call_command("load_reference", verbosity=0)


def of_team(team: Team) -> Client:
    user: User = make_user(is_staff=True)
    user.groups.add(Group.objects.get(name=team))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor() -> Client:
    return of_team(Team.EDITOR)


def exported(client: Client, form: str = CSV, address: str = EXPORT) -> bytes:
    answer = client.post(reverse(address), {"format": form, "resource": "0"})
    assert answer.status_code == 200, answer
    content: bytes = answer.content
    return content


def tried(client: Client, content: bytes, form: str = CSV, address: str = IMPORT) -> Any:
    ending = "csv" if form == CSV else "json"
    file = SimpleUploadedFile(f"festivals.{ending}", content)
    return client.post(reverse(address), {"import_file": file, "format": form, "resource": "0"})


def confirmed(
    client: Client, answer: Any, address: str = "admin:events_festival_process_import"
) -> Any:
    form = answer.context["confirm_form"]
    return client.post(reverse(address), form.initial, follow=True)


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode())))


def written(lines: list[dict[str, str]]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(lines[0]))
    writer.writeheader()
    writer.writerows(lines)
    return out.getvalue().encode()


@pytest.mark.parametrize("form", [CSV, JSON])
def test_what_leaves_comes_back_unchanged(editor: Client, form: str) -> None:
    content = exported(editor, form)
    answer = tried(editor, content, form)

    assert {row.import_type for row in answer.context["result"].rows} == {"skip"}


def test_dry_run_shows_and_changes_nothing_then_all_is_written(editor: Client) -> None:
    lines = rows(exported(editor))[:1]
    lines[0]["city"] = "Villeneuve"
    lines.append(
        {**lines[0], "slug": "festival-de-lozere", "short_name": "Lozère", "name": "Lozère"}
    )
    answer = tried(editor, written(lines))

    page = answer.content.decode()
    assert "<ins>Villeneuve</ins>" in page
    assert 'name="confirm"' in page
    assert not Festival.objects.filter(city="Villeneuve").exists()

    confirmed(editor, answer)
    assert Festival.objects.filter(city="Villeneuve").count() == 2
    first = Festival.objects.get(slug=lines[0]["slug"])
    assert first.history.count() == 2
    call_command("load_reference", verbosity=0)
    assert Festival.objects.filter(city="Villeneuve").count() == 2


def test_one_wrong_row_keeps_everything_out_and_says_where(editor: Client) -> None:
    lines = rows(exported(editor))[:2]
    lines[0]["city"] = "Villeneuve"
    lines[1]["usual_month"] = "13"
    page = tried(editor, written(lines)).content.decode()

    assert "inférieure ou égale à 12" in page
    assert 'name="confirm"' not in page
    assert not Festival.objects.filter(city="Villeneuve").exists()


def test_a_misspelt_column_is_refused_by_name(editor: Client) -> None:
    page = tried(editor, b"slug,vile\ncannes,Cannes\n").content.decode()

    assert "Colonnes inconnues" in page
    assert "vile" in page


@pytest.mark.parametrize("content", [b"", b"\x00\xff", b"slug\n", "slug,name\n😀,x\n".encode()])
def test_a_file_that_makes_no_sense_is_told_not_failed(editor: Client, content: bytes) -> None:
    before = Festival.objects.count()

    assert tried(editor, content).status_code == 200
    assert Festival.objects.count() == before


def test_no_cell_is_a_formula(editor: Client) -> None:
    one = Festival.objects.first()
    assert one
    Festival.objects.filter(pk=one.pk).update(city="=1+1", usual_period="-2")
    lines = {line["slug"]: line for line in rows(exported(editor))}

    assert lines[one.slug]["city"] == "'=1+1"
    assert json.loads(exported(editor, JSON))
    answer = tried(editor, written([lines[one.slug]]))
    assert answer.context["result"].rows[0].import_type == "skip"


@pytest.mark.parametrize("text", ["=a", "+1", "-1", "@x", "'x", "x", ""])
def test_guard_comes_off_again(text: str) -> None:
    assert restored(neutral(text)) == text


def test_trades_are_changed_here_never_added(editor: Client) -> None:
    address = "admin:careers_skill_import"
    line = rows(exported(editor, address="admin:careers_skill_export"))[0]
    page = tried(editor, written([{**line, "slug": "inconnue"}]), address=address).content.decode()

    assert "aucune fiche ne s’ajoute ici" in page
    assert not Skill.objects.filter(slug="inconnue").exists()


@pytest.mark.parametrize("team", [Team.MODERATOR, Team.SAFETY, Team.VALIDATOR])
def test_only_editors_bring_data_in(team: Team) -> None:
    answer = tried(of_team(team), b"slug,city\ncannes,Ailleurs\n")

    assert answer.status_code == 403
