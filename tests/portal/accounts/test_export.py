import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from portal.accounts import privacy
from portal.accounts.actions import request_export
from portal.accounts.exports import write_zip
from portal.accounts.management.commands import export_member as command
from portal.accounts.models import DataExport, User
from portal.accounts.models.data_export import KEPT, LONGEST
from portal.accounts.privacy import Record
from portal.accounts.tasks import write_export
from portal.notifications.models import Notification
from tests.factories import PASSWORD, make_user
from tests.portal.accounts.lives import live, make_staff, missing, words

pytestmark = pytest.mark.django_db
PAGE, FILE = "/compte/mes-donnees/", "/compte/mes-donnees/telecharger/"
# Of no use to anybody, or a copy of other fields.
NOT_EXPORTED = {
    "careers.Internship.search_text",
}
# Agreed on by both, or the title of what one takes part in.
SHARED = {
    ("mentoring.Mentorship", "Objectif commun"),
    ("mentoring.Mentorship", "Rythme"),
    # Who keeps in touch is what one agreed to; the two of them write for both, here.
    ("careers.PoolPlace", "Structure"),
    ("events.MeetupHost", "Rencontre"),
    ("events.Registration", "Rencontre"),
    # The title of a published listing; what an organisation noted, once it is over (GDPR, 15).
    ("careers.ToldInternship", "Annonce"),
    ("careers.ApplicationNote", "Note"),
}


def confirm(client: Client) -> None:
    """Say again who one is, as allauth asks before what matters."""
    client.post("/compte/reauthenticate/", {"password": PASSWORD})


def signed_in(member: User) -> Client:
    client = Client()
    client.post("/compte/login/", {"login": member.email, "password": PASSWORD})
    return client


def make_export(member: User) -> DataExport:
    """A copy that is ready, as the worker makes it."""
    export = request_export(member=member)
    write_export.func(export.pk, export.requested_at.isoformat())
    export.refresh_from_db()
    return export


def unzip(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zip_of(member: User) -> dict[str, bytes]:
    target = io.BytesIO()
    write_zip(member, target)
    return unzip(target.getvalue())


def test_everything_that_is_ones_own_is_exported_and_nothing_of_others() -> None:
    member, other = make_staff(), make_staff()
    live(member, other, "moncanari")
    live(other, member, "autrecanari")
    make_export(member)
    assert missing(member) == []
    archive = zip_of(member)
    page = archive["mes-donnees.html"].decode()
    data = archive["mes-donnees.json"].decode()

    looked_at, absent = 0, []
    for record in privacy.records():
        for row in record.of(member) if record.export else ():
            for field in words(record):
                value = str(getattr(row, field.attname) or "")
                name = f"{record.label}.{field.name}"
                if "moncanari" not in value or name in NOT_EXPORTED:
                    continue
                looked_at += 1
                absent += [name] * (json.dumps(value, ensure_ascii=False) not in data)
                absent += [f"{name} (page)"] * (value not in page)
    assert looked_at > 15
    assert absent == []
    told = {
        (one["modele"], term)
        for one in json.loads(data)["rubriques"]
        for row in one["donnees"]
        for term, value in row.items()
        if "autrecanari" in str(value)
    }
    assert told <= SHARED
    files = {name: content for name, content in archive.items() if name.startswith("fichiers/")}
    assert files
    assert not any("autrecanari" in f"{name}{content!r}" for name, content in files.items())


def test_export_holds_the_account_and_keeps_its_secrets() -> None:
    member = make_user(display_name="<b>Lina</b>")
    EmailAddress.objects.create(user=member, email="autre@example.org")
    archive = zip_of(member)
    page, data = archive["mes-donnees.html"].decode(), json.loads(archive["mes-donnees.json"])

    assert set(archive) == {"mes-donnees.html", "mes-donnees.json"}
    assert "&lt;b&gt;Lina&lt;/b&gt;" in page
    assert "<script" not in page
    assert "autre@example.org" in page
    account = next(one for one in data["rubriques"] if one["modele"] == "accounts.User")
    assert account["donnees"][0]["Nom affiché"] == "<b>Lina</b>"
    assert account["donnees"][0]["Tranche d’âge"] == "18 ans ou plus"
    assert member.password not in str(archive)


def test_files_go_along_and_a_lost_one_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    member = make_user()
    default_storage.save("portfolio/ici.pdf", ContentFile(b"%PDF canari"))

    class Stored:
        storage = default_storage

        def __init__(self, name: str) -> None:
            self.name = name

    record = Record(
        model=User,
        through=("id",),
        title="Fichiers",
        holds="Des fichiers.",
        export=lambda member: [{"Ancienne": None, "Langues": ["fr", {"Nom": "Lina"}], "Oui": True}],
        erase=privacy.WITH_ACCOUNT,
        files=lambda member: [Stored("portfolio/ici.pdf"), Stored("portfolio/perdu.pdf"), ""],
    )
    monkeypatch.setattr(privacy, "_records", [record])
    archive = zip_of(member)

    assert archive["fichiers/portfolio/ici.pdf"] == b"%PDF canari"
    assert "retrouvé" in archive["fichiers/portfolio/perdu.pdf.txt"].decode()
    assert "Nom\u00a0: Lina" in archive["mes-donnees.html"].decode()
    assert "Ancienne" not in archive["mes-donnees.html"].decode()


def test_member_asks_confirms_and_downloads_the_copy(client: Client) -> None:
    member = make_user()
    client = signed_in(member)
    assert "Demander ma copie" in client.get(PAGE).text

    answer = client.post(PAGE)
    assert answer["Location"].startswith("/compte/reauthenticate/")
    assert not DataExport.objects.exists()

    # What was asked for is done once one has said who one is, without pressing again.
    answer = client.post(answer["Location"], {"password": PASSWORD, "next": PAGE})
    assert answer["Location"] == PAGE
    assert "se prépare" in client.get(PAGE).text
    assert client.get(FILE).status_code == 404

    export = DataExport.objects.get()
    write_export.func(export.pk, export.requested_at.isoformat())
    assert "Télécharger mes données" in client.get(PAGE).text
    answer = client.get(FILE)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert answer["Cache-Control"] == "no-store, private"
    assert "mes-donnees.html" in unzip(answer.getvalue())


def test_nobody_else_downloads_it() -> None:
    make_export(make_user())
    stranger = signed_in(make_user())
    confirm(stranger)

    assert stranger.get(FILE).status_code == 404
    assert Client().get(FILE)["Location"].startswith("/compte/login/")


def test_download_asks_again_who_one_is() -> None:
    member = make_user()
    make_export(member)

    assert signed_in(member).get(FILE)["Location"].startswith("/compte/reauthenticate/")


def test_copy_is_announced_without_a_word_of_what_it_holds() -> None:
    member = make_user(display_name="Lina Canari")
    make_export(member)

    told = Notification.objects.get(member=member)
    assert told.url == PAGE
    assert "prête" in told.text


def test_one_copy_is_under_way_at_a_time() -> None:
    member = make_user()
    now = timezone.now()
    first = request_export(member=member, now=now)

    assert request_export(member=member, now=now + LONGEST / 2).requested_at == now
    # Whatever was writing it has died: it may be asked for again.
    later = now + LONGEST
    assert request_export(member=member, now=later).requested_at == later
    assert DataExport.objects.get() == first
    write_export.func(first.pk, now.isoformat())
    first.refresh_from_db()
    assert first.ready_at is None


def test_new_copy_replaces_the_old_file(django_capture_on_commit_callbacks: Any) -> None:
    member = make_user()
    old = make_export(member).file.name
    with django_capture_on_commit_callbacks(execute=True):
        new = make_export(member)

    assert new.file.name != old
    assert not default_storage.exists(str(old))
    assert default_storage.exists(str(new.file.name))


def test_copy_of_someone_who_left_meanwhile_is_not_kept() -> None:
    member = make_user()
    export = request_export(member=member)
    DataExport.objects.all().delete()
    write_export.func(export.pk, export.requested_at.isoformat())

    assert not Path(default_storage.path("exports")).exists()


@pytest.mark.django_db(transaction=True)
def test_copy_expires() -> None:
    member = make_user()
    export = make_export(member)
    assert export.ready_at
    client = signed_in(member)
    confirm(client)
    call_later(export.ready_at + KEPT - timedelta(minutes=1))
    assert DataExport.objects.exists()

    call_later(export.ready_at + KEPT)
    assert not DataExport.objects.exists()
    assert not default_storage.exists(str(export.file.name))
    assert client.get(FILE).status_code == 404


def call_later(now: Any) -> None:
    call_command("tick", "--now", now.isoformat(), verbosity=0)


def test_database_keeps_a_ready_copy_with_its_file() -> None:
    export = make_export(make_user())
    for values in ({"file": ""}, {"ready_at": None}):
        with pytest.raises(IntegrityError, match="data_export"), transaction.atomic():
            DataExport.objects.filter(pk=export.pk).update(**values)
    DataExport.objects.update(file="", ready_at=None)


def test_command_shows_then_writes(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "FOLDER", tmp_path / "exports")
    member = make_user()
    call_command("export_member", member.email)
    assert "Rien n’est écrit" in capsys.readouterr().out
    assert not (tmp_path / "exports").exists()

    call_command("export_member", member.email.upper(), "--yes")
    [file] = (tmp_path / "exports").iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    assert "mes-donnees.json" in unzip(file.read_bytes())
    with pytest.raises(CommandError, match="Personne"):
        call_command("export_member", "personne@example.org")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_of_the_copy_says_its_language(language: str) -> None:
    archive = zip_of(make_user(language=language))

    assert f'<html lang="{language}">' in archive["mes-donnees.html"].decode()
