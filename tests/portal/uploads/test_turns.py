"""How many files are read at once on a machine."""

from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from portal.uploads import cleaning, images
from tests.portal.uploads.samples import image, sent


def test_a_file_waits_for_its_turn_then_is_asked_to_come_back(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Any
) -> None:
    settings.VAR_DIR = tmp_path
    monkeypatch.setattr(cleaning, "PATIENCE", 0)
    with ExitStack() as taken:
        for _number in range(cleaning.AT_ONCE):
            taken.enter_context(cleaning._turn())
        with pytest.raises(ValidationError, match="dans une minute") as refused:
            images.clean(sent(image()))
        assert refused.value.code == "busy"

    assert images.clean(sent(image())).size > 0
