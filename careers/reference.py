"""Loads the reference data of this floor: the roles and what they rest on, then the directories."""

from datetime import date

from django.db import models

from careers import directories, hours_reference, legal_reference, reading_reference, tastes
from careers.enums import Confidence
from careers.loading import Values, load_table, read
from careers.models import (
    Collaboration,
    Department,
    Role,
    RoleSkill,
    RoleStep,
    Skill,
    SkillCategory,
)
from careers.role_lists import LINK_FIELDS


def load() -> str:
    """Bring the tables up to the data files; returns a line for the log."""
    roles, skills = read("roles.json"), read("skills.json")
    load_table(Department, roles["meta"]["departments"], _labels)
    load_table(SkillCategory, skills["meta"]["categories"], _labels)
    categories = {row.slug: row.pk for row in SkillCategory.objects.all()}
    load_table(Skill, skills["skills"], lambda row, _rank: _skill(row, skills["meta"], categories))
    departments = {row.slug: row.pk for row in Department.objects.all()}
    guides = {row["slug"]: _guide(row["slug"]) for row in roles["roles"]}
    load_table(
        Role,
        roles["roles"],
        lambda row, rank: _role(row, rank, roles["meta"], guides[row["slug"]], departments),
    )
    _load_links(roles["roles"], guides)
    counts = f"{Role.objects.count()} métiers, {Skill.objects.count()} compétences"
    others = (tastes, legal_reference, hours_reference, directories, reading_reference)
    return ", ".join([counts, *(other.load() for other in others)])


def _guide(slug: str) -> Values:
    return dict(read(f"guides/{slug}.json"))


def _labels(row: Values, rank: int) -> Values:
    return {"label": row["label_fr"], "label_en": row["label_en"], "position": rank}


def _skill(row: Values, meta: Values, categories: dict[str, int]) -> Values:
    return {
        "label": row["label_fr"],
        "label_en": row["label_en"],
        "category_id": categories[row["category"]],
        "definition": row["definition_fr"],
        "sources": row["sources"],
        "confidence": row["confidence"],
        "checked_on": date.fromisoformat(meta["generated"]),
    }


def _role(
    row: Values, rank: int, meta: Values, guide: Values, departments: dict[str, int]
) -> Values:
    rome, esco, agreement = row["rome"] or {}, row["esco"] or {}, row["collective_agreement"]
    return {
        "department_id": departments[row["department"]],
        "rank": rank,
        "level": row["level"],
        "in_mission": row["in_seed"],
        "title": row["title_inclusive"],
        "title_masculine": row["title_m"],
        "title_feminine": row["title_f"],
        "title_en": row["title_en"],
        "aliases": row["alt_titles_fr"],
        "description": row["description_fr"],
        "mission": guide["mission_fr"],
        "tasks": row["tasks_fr"],
        "day_context": guide["typical_day"]["context_fr"],
        "typical_day": [
            {"time": step["time"], "text": step["text_fr"]}
            for step in guide["typical_day"]["steps"]
        ],
        "entry_path": row["entry_path_fr"],
        "ways_in": guide["ways_in_fr"],
        "hard_sides": [
            {"topic": side["topic"], "text": side["text_fr"]} for side in guide["hard_sides"]
        ],
        "note": row["note_fr"] or "",
        "streaming": row["impact"]["streaming_fr"],
        "streaming_sources": _impact_sources(guide, "streaming"),
        "ai": row["impact"]["ai_fr"],
        "ai_sources": _impact_sources(guide, "ai"),
        "ai_exposure": row["impact"]["ai_exposure"],
        "rome_code": rome.get("code") or "",
        "rome_label": rome.get("label_fr") or "",
        "rome_version": rome.get("version") or "",
        "esco_uri": esco.get("uri") or "",
        "esco_label": esco.get("label_en") or "",
        "agreement_match": agreement["match"],
        "agreement_idcc": agreement["idcc"] or "",
        "agreement_name": agreement["name_fr"] or "",
        "agreement_title": agreement["title"] or "",
        "agreement_branch": agreement["branch_fr"] or "",
        "agreement_function": agreement["function_fr"] or "",
        "agreement_status": agreement["status_fr"] or "",
        "sources": row["sources"],
        "confidence": row["confidence"],
        "field_confidence": {
            **row["field_confidence"],
            # Written by the project from knowledge of the trade, nobody has checked them yet.
            **dict.fromkeys(
                ["mission", "typical_day", "works_with", "ways_in", "hard_sides", "skills"],
                Confidence.GENERAL_KNOWLEDGE.value,
            ),
        },
        "checked_on": date.fromisoformat(meta["generated"]),
    }


def _impact_sources(guide: Values, subject: str) -> list[Values]:
    return [
        {"label": source["label_fr"], "date": source["date"]}
        for source in guide["impact_sources"][subject]
    ]


def _load_links(rows: list[Values], guides: dict[str, Values]) -> None:
    """The skills, next steps and collaborations of each role, one list at a time.

    A list that an administrator changed is left whole as it is; an untouched one is replaced
    when the file has changed.
    """
    roles = {role.slug: role for role in Role.objects.all()}
    skills = {skill.slug: skill.pk for skill in Skill.objects.all()}
    role_pks = {slug: role.pk for slug, role in roles.items()}
    for row in rows:
        role, guide = roles[row["slug"]], guides[row["slug"]]
        _replace_list(
            role,
            RoleSkill,
            "role_skills",
            [
                {"skill_id": skills[slug], "note": guide["skill_notes"].get(slug, "")}
                for slug in row["skills"]
            ],
        )
        _replace_list(
            role,
            RoleStep,
            "next_steps",
            [
                {
                    "to_id": role_pks[step["to"]],
                    "kind": step["kind"],
                    "note": step["note_fr"] or "",
                    "usual_years": step.get("usual_years_fr", ""),
                    "years_source": step.get("years_source_fr", ""),
                }
                for step in row["evolution"]
            ],
        )
        _replace_list(
            role,
            Collaboration,
            "works_with",
            [
                {
                    "other_id": role_pks[link["role"]] if link["role"] else None,
                    "label": link["label_fr"] or "",
                    "phases": link["phases"],
                    "note": link["note_fr"],
                }
                for link in guide["works_with"]
            ],
        )


def _replace_list(
    role: Role, model: type[models.Model], accessor: str, wanted: list[Values]
) -> None:
    present = getattr(role, accessor)
    stored = list(present.order_by("position", "pk").values(*LINK_FIELDS[accessor]))
    known = role.loaded.get(accessor)
    if known is not None:
        # A column added since the last load had nothing in it then.
        known = [dict.fromkeys(LINK_FIELDS[accessor], "") | values for values in known]
    if known == wanted and stored == wanted:
        return
    if known is None or stored == known:
        present.all().delete()
        model._default_manager.bulk_create(
            model(role=role, position=position, **values) for position, values in enumerate(wanted)
        )
    role.loaded[accessor] = wanted
    # Not an edit: it must leave no line in the history.
    Role.objects.filter(pk=role.pk).update(loaded=role.loaded)
