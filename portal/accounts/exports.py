"""A member's copy of their data: a ZIP with a page to read, the same for machines, the files."""

import dataclasses
import json
import zipfile
from datetime import date, datetime
from typing import IO, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.accounts import privacy
from portal.accounts.privacy import Record, Row

FOLDER = "fichiers"


@dataclasses.dataclass(frozen=True, slots=True)
class Chapter:
    """One record as it is read. `rows` is empty when there is nothing, or nothing to export."""

    record: Record
    rows: list[Row]

    @property
    def exported(self) -> bool:
        return self.record.export is not None

    def readable(self) -> list[list[tuple[str, list[str]]]]:
        """Each row as terms and lines, without what is empty."""
        return [
            [(term, lines) for term, value in row.items() if (lines := in_words(value))]
            for row in self.rows
        ]


def chapters(member: Any) -> list[Chapter]:
    """All that the site knows of a member, the lowest floor first."""
    return [
        Chapter(record, list(record.export(member)) if record.export else [])
        for record in privacy.records()
    ]


def in_words(value: Any) -> list[str]:
    """A value as lines of French; nothing when there is none."""
    if value is None or value == "":
        return []
    if isinstance(value, bool):
        return [_("oui") if value else _("non")]
    if isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return [date_format(local, "j F Y, H:i")]
    if isinstance(value, date):
        return [date_format(value, "j F Y")]
    if isinstance(value, dict):
        pairs = ((key, " ".join(in_words(one))) for key, one in value.items())
        return ["\u00a0: ".join((str(key), words)) for key, words in pairs if words]
    if isinstance(value, list | tuple | set):
        return [line for one in value for line in in_words(one)]
    return str(value).splitlines()


def files(member: Any) -> list[Any]:
    """The member's files, each once."""
    found = {
        file.name: file
        for record in privacy.records()
        for file in (record.files(member) if record.files else ())
        if file
    }
    return list(found.values())


def write_zip(member: Any, target: IO[bytes], *, now: datetime | None = None) -> None:
    """Write the whole copy into an open file."""
    now = now or timezone.now()
    with (
        translation.override(member.language),
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        found = chapters(member)
        page = {"chapters": found, "member": member, "made_at": now}
        archive.writestr("mes-donnees.html", render_to_string("privacy/export.html", page))
        archive.writestr("mes-donnees.json", as_json(found, now=now))
        for file in files(member):
            try:
                with file.storage.open(file.name) as content:
                    archive.writestr(f"{FOLDER}/{file.name}", content.read())
            except FileNotFoundError:
                missing = _("Ce fichier n’a pas été retrouvé.")
                archive.writestr(f"{FOLDER}/{file.name}.txt", missing)


def as_json(found: list[Chapter], *, now: datetime) -> str:
    content = {
        "fait_le": now,
        "rubriques": [
            {
                "modele": chapter.record.label,
                "titre": str(chapter.record.title),
                "contient": str(chapter.record.holds),
                "si_vous_partez": str(chapter.record.what_becomes),
                "ce_qui_reste": str(chapter.record.kept),
                "exporte": chapter.exported,
                "donnees": chapter.rows,
            }
            for chapter in found
        ],
    }
    return json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
