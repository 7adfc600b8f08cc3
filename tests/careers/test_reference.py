from typing import Any

import pytest
from django.core.management import call_command

from careers import loading, reference
from careers.enums import HardSide, Phase
from careers.models import Collaboration, Department, Role, RoleSkill, RoleStep, Skill

pytestmark = pytest.mark.django_db

MISSION = {
    "assistant-de-production", "regisseur", "charge-de-production", "directeur-de-production",
    "producteur", "realisateur",
}  # fmt: skip


@pytest.fixture
def loaded() -> None:
    reference.load()


@pytest.mark.usefixtures("loaded")
def test_load_brings_every_role_and_skill() -> None:
    assert Role.objects.count() == 44
    assert Skill.objects.count() == 64
    assert Department.objects.count() == 13
    assert set(Role.objects.filter(in_mission=True).values_list("slug", flat=True)) == MISSION


@pytest.mark.usefixtures("loaded")
def test_every_guide_has_every_section() -> None:
    for role in Role.objects.prefetch_related("works_with", "role_skills"):
        long = role.in_mission
        assert len(role.typical_day) >= (9 if long else 5), role.slug
        assert len(role.works_with.all()) >= (8 if long else 5), role.slug
        assert len(role.hard_sides) >= (6 if long else 4), role.slug
        assert role.mission, role.slug
        assert role.ways_in, role.slug
        assert role.tasks, role.slug
        assert role.role_skills.all(), role.slug
        assert {side["topic"] for side in role.hard_sides} <= set(HardSide.values)
        for link in role.works_with.all():
            assert link.phases, role.slug
            assert set(link.phases) <= set(Phase.values)
        for section in ("mission", "typical_day", "works_with", "hard_sides"):
            assert role.trust(section) == "general_knowledge"


@pytest.mark.usefixtures("loaded")
def test_second_load_changes_nothing(django_assert_max_num_queries: Any) -> None:
    before = _everything()
    history = Role.history.count()
    reference.load()

    assert _everything() == before
    assert Role.history.count() == history


def _everything() -> list[Any]:
    return [
        list(model._default_manager.order_by("pk").values())
        for model in (Department, Skill, Role, RoleSkill, RoleStep, Collaboration)
    ]


@pytest.mark.usefixtures("loaded")
def test_reload_keeps_a_field_edited_here_and_updates_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    role = Role.objects.get(slug="scripte")
    role.description = "Ce que l’administratrice a écrit."
    role.save()
    _change_data(monkeypatch, "scripte", description_fr="Du fichier.", note_fr="Note du fichier.")

    reference.load()
    reference.load()

    role.refresh_from_db()
    assert role.description == "Ce que l’administratrice a écrit."
    assert role.note == "Note du fichier."


@pytest.mark.usefixtures("loaded")
def test_reload_updates_an_untouched_record(monkeypatch: pytest.MonkeyPatch) -> None:
    _change_data(monkeypatch, "scripte", description_fr="Du fichier.", skills=["organisation"])

    reference.load()

    role = Role.objects.get(slug="scripte")
    assert role.description == "Du fichier."
    assert [skill.slug for skill in role.skills.all()] == ["organisation"]


@pytest.mark.usefixtures("loaded")
def test_reload_keeps_a_list_edited_here(monkeypatch: pytest.MonkeyPatch) -> None:
    role = Role.objects.get(slug="scripte")
    role.role_skills.exclude(pk=role.role_skills.earliest("position").pk).delete()
    kept = list(role.role_skills.values())
    _change_data(monkeypatch, "scripte", skills=["organisation", "diplomatie"])

    reference.load()
    reference.load()

    assert list(role.role_skills.values()) == kept


@pytest.mark.usefixtures("loaded")
def test_reload_keeps_a_list_emptied_here() -> None:
    role = Role.objects.get(slug="regisseur")
    role.next_steps.all().delete()

    reference.load()

    assert not role.next_steps.exists()


def _change_data(monkeypatch: pytest.MonkeyPatch, slug: str, **changes: Any) -> None:
    def read(name: str) -> Any:
        data = loading.read(name)
        if name == "roles.json":
            next(row for row in data["roles"] if row["slug"] == slug).update(changes)
        return data

    monkeypatch.setattr("careers.reference.read", read)


def test_command_loads_groups_and_guides(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_reference")

    assert "44 métiers, 64 compétences" in capsys.readouterr().out
