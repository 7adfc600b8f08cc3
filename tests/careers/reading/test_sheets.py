from datetime import date
from pathlib import Path

import pytest
from pytest_django import Settings

from careers import sheets
from careers.enums import Confidence, SheetKind, SheetTheme
from careers.sheets import BadSheet, Sheet, Source
from tests.careers.reading import samples


def test_sheet_is_read_with_its_data() -> None:
    assert sheets.read("x", samples.SHEET) == Sheet(
        slug="x",
        title="Le premier jour d’un auxiliaire de régie",
        theme=SheetTheme.START,
        kind=SheetKind.FIRST_DAY,
        summary="Ce qu’on prend, qui on appelle\u00a0: une page.",
        author="L’équipe de Premier Clap",
        published=date(2026, 11, 25),
        checked_on=date(2026, 11, 25),
        confidence=Confidence.GENERAL_KNOWLEDGE,
        sources=(
            Source("Usage du métier"),
            Source("Charte de l’AFR", "2025", "https://example.org/charte"),
        ),
        roles=("auxiliaire-de-regie",),
        order=2,
        body=samples.SHEET.split("---\n", 2)[2].strip(),
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("theme: debuter", "theme: cuisine"),
        ("kind: premier-jour", "kind: poème"),
        ("order: 2\n", ""),
        ("confidence: general_knowledge", "confidence: sûr"),
        ("checked_on: 2026-11-25", "checked_on: hier"),
        ("---\ntitle", "title"),
        ("order: 2\n---", "order: 2"),
    ],
)
def test_sheet_that_lacks_something_is_refused_by_its_name(old: str, new: str) -> None:
    assert old in samples.SHEET
    with pytest.raises(BadSheet, match=r"^cassee\.md: "):
        sheets.read("cassee", samples.SHEET.replace(old, new))


@pytest.mark.usefixtures("sheet_folder")
def test_sheets_come_in_their_order() -> None:
    assert [sheet.slug for sheet in sheets.all_sheets()] == ["autre-fiche", "premier-jour-regie"]


def test_sheets_are_read_once(sheet_folder: Path) -> None:
    before = sheets.all_sheets()
    (sheet_folder / "troisieme.md").write_text(samples.SHEET)

    assert sheets.all_sheets() is before


def test_sheets_are_read_again_while_writing(sheet_folder: Path, settings: Settings) -> None:
    settings.DEBUG = True
    sheets.all_sheets()
    (sheet_folder / "autre-fiche.md").unlink()

    assert [sheet.slug for sheet in sheets.all_sheets()] == ["premier-jour-regie"]


def test_sheet_is_stale_after_a_year() -> None:
    old = samples.SHEET.replace("checked_on: 2026-11-25", "checked_on: 2020-01-01")

    assert sheets.read("x", old).is_stale
