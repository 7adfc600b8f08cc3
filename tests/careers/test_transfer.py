"""Reference data in and out of the admin."""

import csv
import html
import io
import json
from datetime import date
from typing import Any

import pytest
from django.contrib.admin.sites import site
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from careers.admin.files import neutral, restored
from careers.admin.transfer import TransferAdmin
from careers.models import LegalValue, Question, School, Skill, Term
from events.models import Festival
from portal.accounts.models import User
from portal.moderation.enums import Team
from tests.factories import make_user

pytestmark = pytest.mark.django_db
LIST = "admin:events_festival_changelist"
IMPORT = "admin:events_festival_import"
EXPORT = "admin:events_festival_export"
SCHOOLS = "admin:careers_school_import"
CSV, JSON = "0", "1"


@pytest.fixture(autouse=True)
def _no_second_factor(reference: None, settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR_REQUIRED = False


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


TRANSFERRED = sorted(
    f"{model._meta.app_label}_{model._meta.model_name}"
    for model, page in site._registry.items()
    if isinstance(page, TransferAdmin)
)


def test_every_kind_of_reference_is_among_these() -> None:
    assert len(TRANSFERRED) >= 12


@pytest.mark.parametrize("kind", TRANSFERRED)
def test_what_leaves_comes_back_unchanged(admin_client: Client, kind: str) -> None:
    for form in (CSV, JSON):
        content = exported(admin_client, form, f"admin:{kind}_export")
        answer = tried(admin_client, content, form, f"admin:{kind}_import")

        assert {row.import_type for row in answer.context["result"].rows} == {"skip"}, form
        assert "Inchangées" in answer.content.decode()


def test_a_french_spreadsheet_is_read(editor: Client) -> None:
    """Semicolons, a comma in a number, a day as one writes it, yes for 1, a mark of encoding."""
    school = School.objects.filter(latitude__lt=0).first() or School.objects.all()[0]
    row = f"{school.slug};31/12/2025;48,6731;-1,5483;oui\n"
    text = "slug;checked_on;latitude;longitude;is_listed\n" + row
    answer = tried(editor, b"\xef\xbb\xbf" + text.encode(), address=SCHOOLS)
    confirmed(editor, answer, "admin:careers_school_process_import")

    school.refresh_from_db()
    assert (school.latitude, school.longitude) == (48.6731, -1.5483)
    assert (school.checked_on, school.is_listed) == (date(2025, 12, 31), True)


def test_numbers_are_written_as_machines_read_them(editor: Client) -> None:
    School.objects.filter(pk=School.objects.all()[0].pk).update(latitude=48.6731, longitude=-1.5483)
    content = exported(editor, CSV, "admin:careers_school_export")
    assert ",48.6731,-1.5483," in content.decode()
    plain = json.loads(exported(editor, JSON, "admin:careers_school_export"))
    assert {"latitude": 48.6731, "longitude": -1.5483}.items() <= plain[0].items()
    assert isinstance(plain[0]["levels"], list)


def test_a_json_file_holds_lists_as_they_are(editor: Client) -> None:
    term = Term.objects.exclude(variants=[])[0]
    content = json.dumps([{"slug": term.slug, "variants": ["été", "étés"], "departments": []}])
    answer = tried(editor, content.encode(), JSON, "admin:careers_term_import")
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "été · étés" in page
    assert "[&#x27;" not in page
    assert not {"None", "\\u00e9", "[]"} & set(page.split())
    confirmed(editor, answer, "admin:careers_term_process_import")

    term.refresh_from_db()
    assert term.variants == ["été", "étés"]


REFUSED: list[tuple[str, bytes, str]] = [
    (CSV, b"slug,city\nannecy,A\ncannes,B\nannecy,C\n", "Ligne 2, Ligne 4\u00a0: «\u00a0annecy"),
    (CSV, b"slug,city,city\nannecy,A,B\n", "Ligne 1\u00a0: colonnes en double\u00a0: city"),
    (CSV, b"slug,city,region\nannecy,A,B\ncannes,C\n", "Ligne 3\u00a0: 2 cellules pour 3"),
    (CSV, b"slug,city\n ,Annecy\n", "Ligne 2\u00a0: il manque le «\u00a0slug"),
    (JSON, b'[{"slug": null, "city": "A"}]', "Fiche 1\u00a0: il manque le «\u00a0slug"),
    (CSV, b"city\nAnnecy\n", "il manque la colonne «\u00a0slug"),
    (CSV, b"slug,vile\nannecy,A\n", "colonnes inconnues\u00a0: vile"),
    (CSV, b"slug,city,\nannecy,A,B\n", "colonnes inconnues\u00a0: (sans nom)"),
    (CSV, b"slug,city\nannecy,A\0B\n", "Ligne 2\u00a0: une cellule contient un caractère nul"),
    (CSV, "slug,city\nannecy,Évian\n".encode("latin-1"), "enregistrez-le en «\u00a0CSV UTF-8"),
    (CSV, b"", "vide"),
    (CSV, b"\n\n", "il faut les noms des colonnes"),
    (JSON, b"[1, 2", "Ligne 1\u00a0: ce n’est plus du JSON"),
    (JSON, b"[" * 100_000, "pas du JSON"),
    (JSON, b'{"slug": "annecy"}', "Il faut une liste de fiches"),
    (JSON, b'[{"slug": "annecy", "city": "A", "city": "B"}]', "«\u00a0city\u00a0» est deux fois"),
    (JSON, b'[{"slug": "annecy", "city": "A"}, {"slug": "cannes"}]', "Fiche 2\u00a0: elle n’a pas"),
    (
        JSON,
        b'[{"slug": "a"}, {"slug": "a"}]',
        "Fiche 1, Fiche 2\u00a0: «\u00a0a\u00a0» est en double",
    ),
    (JSON, b'[{"slug": "annecy", "city": "A\\u0000"}]', "Fiche 1\u00a0: une cellule contient"),
    (JSON, b'[{"slug": "annecy", "city": "\\ud800"}]', "Fiche 1\u00a0: une cellule contient"),
    (JSON, b'[{"slug": "annecy", "sources": ["\\u0000"]}]', "Fiche 1\u00a0: une cellule contient"),
]


def test_a_file_that_reads_in_two_ways_is_refused_and_says_where(editor: Client) -> None:
    for form, content, said in REFUSED:
        answer = tried(editor, content, form)
        page = answer.content.decode()

        assert said in html.unescape(page), (content[:60], said)
        assert 'name="confirm"' not in page
        assert "Traceback" not in page


WRONG_CELLS = [
    ("checked_on", "31/02/2026", "n’est pas une date"),
    ("latitude", "douze", "n’est pas un nombre"),
    ("latitude", "NaN", "n’est pas un nombre"),
    ("usual_month", "1.5", "n’est pas un nombre"),
    ("usual_month", "13", "inférieure ou égale à 12"),
    ("sources", "[un", "n’est pas une liste JSON"),
    ("sources", '["\\u0000"]', "un caractère nul"),
    ("specialties", '["inconnue"]', "specialties"),
]


def test_a_wrong_cell_is_named_with_its_line_and_its_column(editor: Client) -> None:
    one = rows(exported(editor))[0]
    for column, cell, said in WRONG_CELLS:
        answer = tried(editor, written([one, {**one, "slug": "autre", column: cell}]))
        page = html.unescape(answer.content.decode())

        assert f"<strong>Ligne 3</strong>\u00a0: colonne {column}\u00a0:" in page, (column, cell)
        assert said in page, (column, cell)
        assert "Value could not" not in page


@pytest.mark.parametrize("kind", ["legalvalue", "skill"])
def test_an_unknown_record_named_in_a_cell_is_refused(admin_client: Client, kind: str) -> None:
    model, column = {"legalvalue": (LegalValue, "rule"), "skill": (Skill, "category")}[kind]
    slug = model.objects.all()[0].slug  # type: ignore[attr-defined]
    content = f"slug,{column}\n{slug},zorglub\n".encode()
    page = tried(admin_client, content, address=f"admin:careers_{kind}_import").content.decode()

    assert "«\u00a0zorglub\u00a0» n’existe pas" in page


def test_confirming_twice_changes_once_and_says_so(editor: Client) -> None:
    line = rows(exported(editor))[0]
    answer = tried(editor, written([{**line, "city": "Villeneuve"}]))
    assert "Mises à jour\u00a0: 1" in confirmed(editor, answer).content.decode()
    assert "n’est plus gardé" in confirmed(editor, answer).content.decode()


def test_what_became_wrong_since_the_dry_run_is_not_written(editor: Client) -> None:
    one, two = rows(exported(editor, address="admin:careers_question_export"))[:2]
    changed = [{**one, "answer": "Autre réponse."}, {**two, "answer": "Autre réponse."}]
    answer = tried(editor, written(changed), address="admin:careers_question_import")
    assert len(answer.context["result"].changes) == 2
    Question.objects.filter(slug=two["slug"]).delete()
    page = confirmed(editor, answer, "admin:careers_question_process_import").content.decode()

    assert "Ligne 3" in page
    assert not Question.objects.filter(answer="Autre réponse.").exists()


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

    assert "colonnes inconnues" in page
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
