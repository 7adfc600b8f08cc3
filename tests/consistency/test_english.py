"""The English catalogue holds every string that a visitor or a member may read."""

import shutil
from pathlib import Path

import polib
import pytest

from tests.consistency.report import assert_none
from tools import messages


def test_every_string_has_its_english() -> None:
    if shutil.which("xgettext") is None:
        pytest.fail("gettext est introuvable : sudo apt-get install -y gettext")

    assert_none(messages.missing())


@pytest.mark.parametrize("catalogue", [messages.CATALOGUE, messages.COUNTED])
def test_compiled_catalogue_is_that_of_the_text(catalogue: Path) -> None:
    text = messages.ROOT / catalogue

    assert polib.pofile(str(text)).to_binary() == text.with_suffix(".mo").read_bytes()
