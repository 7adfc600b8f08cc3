import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from events import reference
from events.enums import Specialty
from events.models import Edition, Festival

from .festival_factories import make_edition

pytestmark = pytest.mark.django_db

FILE = Path(reference.DATA) / "festivals.json"
# The only editions of which the data file knows a date.
DATED = {
    "cannes-2026": (date(2026, 5, 12), date(2026, 5, 23)),
    "cannes-2027": (date(2027, 5, 11), date(2027, 5, 22)),
    "annecy-2026": (date(2026, 6, 21), date(2026, 6, 27)),
    "clermont-ferrand-2026": (date(2026, 1, 30), date(2026, 2, 7)),
    "clermont-ferrand-2027": (date(2027, 1, 29), date(2027, 2, 6)),
    "premiers-plans-2026": (date(2026, 1, 17), date(2026, 1, 25)),
    "gerardmer-2026": (None, date(2026, 2, 1)),
}


@pytest.fixture
def loaded() -> None:
    reference.load()


def everything() -> list[Any]:
    return [list(model.objects.order_by("pk").values()) for model in (Festival, Edition)]


@pytest.mark.usefixtures("loaded")
def test_load_brings_the_46_festivals_and_only_the_dates_of_the_file() -> None:
    assert Festival.objects.count() == 46
    assert {one.slug: (one.starts_on, one.ends_on) for one in Edition.objects.all()} == DATED
    unknown = [name for name in reference_dates() if name not in {"starts_on", "ends_on"}]
    assert not any(getattr(one, name) for one in Edition.objects.all() for name in unknown)


def reference_dates() -> tuple[str, ...]:
    from events.models.edition import DATES

    return DATES


@pytest.mark.usefixtures("loaded")
def test_everything_loaded_is_known_and_valid() -> None:
    for festival in Festival.objects.all():
        festival.full_clean()
        assert set(festival.specialties) <= set(Specialty.values)
        assert festival.get_departement_display().startswith(festival.departement)
        assert "'" not in festival.name + festival.newcomer_interest + festival.region
        assert festival.checked_on == date(2026, 11, 22)
    for edition in Edition.objects.all():
        edition.full_clean()
    assert {one.confidence for one in Edition.objects.all()} == {
        "verified", "mixed", "general_knowledge",
    }  # fmt: skip


@pytest.mark.usefixtures("loaded")
def test_second_load_changes_nothing(django_assert_num_queries: Any) -> None:
    before, history = everything(), Festival.history.count() + Edition.history.count()
    with django_assert_num_queries(4):
        reference.load()

    assert everything() == before
    assert Festival.history.count() + Edition.history.count() == history


@pytest.mark.usefixtures("loaded")
def test_reload_keeps_what_was_edited_here_and_updates_the_rest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cannes = Festival.objects.get(slug="cannes")
    cannes.newcomer_interest = "Ce que l’administratrice a écrit."
    cannes.save()
    edition = Edition.objects.get(slug="cannes-2027")
    edition.ends_on = date(2027, 5, 23)
    edition.accreditation_opens_on = date(2027, 1, 15)
    edition.save()

    def change(rows: list[dict[str, Any]]) -> None:
        row = next(row for row in rows if row["slug"] == "cannes")
        row["newcomer_interest_fr"] = "Du fichier."
        row["specialty_fr"] = "L'autre phrase du fichier"
        row["edition_2027"] |= {"start": "2027-05-12", "end": "2027-05-24", "number": 81}

    change_data(monkeypatch, change)
    reference.load()
    reference.load()
    cannes.refresh_from_db()
    edition.refresh_from_db()

    assert cannes.newcomer_interest == "Ce que l’administratrice a écrit."
    assert cannes.specialty == "L’autre phrase du fichier"
    assert (edition.starts_on, edition.ends_on) == (date(2027, 5, 12), date(2027, 5, 23))
    assert edition.accreditation_opens_on == date(2027, 1, 15)
    assert edition.number == 81


@pytest.mark.usefixtures("loaded")
def test_reload_leaves_an_edition_made_here_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    annecy = Festival.objects.get(slug="annecy")
    made = make_edition(festival=annecy, year=2027, starts_on=date(2027, 6, 13), source="Le site")

    def change(rows: list[dict[str, Any]]) -> None:
        row = next(row for row in rows if row["slug"] == "annecy")
        row["edition_2027"] = {
            "start": "2027-06-20", "end": None, "number": None, "source": "?", "confidence": "x",
        }  # fmt: skip

    change_data(monkeypatch, change)
    reference.load()
    made.refresh_from_db()

    assert (made.starts_on, made.source) == (date(2027, 6, 13), "Le site")


def change_data(monkeypatch: pytest.MonkeyPatch, change: Any) -> None:
    data = json.loads(FILE.read_text())
    change(data["festivals"])
    monkeypatch.setattr(reference, "_read", lambda _name: reference._dress(data))
