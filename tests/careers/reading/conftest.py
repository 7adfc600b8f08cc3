from pathlib import Path

import pytest

from careers import reference, sheets
from tests.careers.reading import samples


@pytest.fixture
def sheet_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of two sheets in the place of the project's own."""
    (tmp_path / "premier-jour-regie.md").write_text(samples.SHEET)
    (tmp_path / "autre-fiche.md").write_text(samples.OTHER)
    monkeypatch.setattr(sheets, "FOLDER", tmp_path)
    return tmp_path


@pytest.fixture
def load_reference(db: None) -> None:
    """The project's own words and questions, with the roles they name."""
    reference.load()
