"""What every model of ours says of itself, in the admin and to whoever reads the code."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models
from simple_history.models import HistoricalChanges

from tests.consistency.french import faults
from tests.consistency.report import assert_none

PRIVACY = settings.BASE_DIR / "docs" / "privacy.md"


def our_models() -> list[type[models.Model]]:
    """The models of our apps, the histories that simple_history keeps of them included."""
    ours = [app for app in apps.get_app_configs() if is_ours(Path(app.path))]
    return [model for app in ours for model in app.get_models()]


def is_ours(folder: Path) -> bool:
    return settings.BASE_DIR in folder.parents and ".venv" not in folder.parts


def written_models() -> list[type[models.Model]]:
    return [model for model in our_models() if not issubclass(model, HistoricalChanges)]


def abstract_bases() -> set[type[models.Model]]:
    return {
        base
        for model in written_models()
        for base in model.__mro__
        if issubclass(base, models.Model)
        and base is not models.Model
        and base._meta.abstract
        and base.__module__.split(".")[0] in {"portal", "careers", "mentoring", "events"}
    }


def labels() -> Iterator[tuple[str, str]]:
    """Every name a model or a field shows, with where it comes from."""
    for model in written_models():
        yield model._meta.label, str(model._meta.verbose_name)
        yield f"{model._meta.label} (pluriel)", str(model._meta.verbose_name_plural)
        for field in model._meta.concrete_fields:
            yield f"{model._meta.label}.{field.name}", str(field.verbose_name)


def test_models_are_found():
    names = {model.__name__ for model in our_models()}
    assert {"User", "Internship", "Decision", "OutgoingMail", "HistoricalRole"} <= names
    assert {base.__name__ for base in abstract_bases()} == {
        "Indexed",
        "InternshipTerms",
        "InternshipWelcome",
        "Publication",
        "ReferenceRecord",
        "Written",
    }


def test_models_have_a_french_name():
    missing = []
    for model in written_models():
        given = model._meta.original_attrs
        missing += [
            f"{model._meta.label} : {name}"
            for name in ("verbose_name", "verbose_name_plural")
            if name not in given
        ]

    assert_none(missing)


def test_editable_fields_have_a_french_name():
    """Those a form or the admin may show; without a name Django shows the English identifier."""
    assert_none(
        f"{model._meta.label}.{field.name}"
        for model in written_models()
        for field in model._meta.concrete_fields
        # Django keeps there the name as it was given, before it makes one up.
        if field.editable
        and not field.primary_key
        and field.model.__module__.startswith(("portal.", "careers.", "mentoring.", "events."))
        and getattr(field, "_verbose_name", None) is None
        and not is_target(field)
    )


def is_target(field: models.Field) -> bool:
    """Half of a generic relation, which the admin shows as the thing itself."""
    return field.name in {"content_type", "object_id"}


def test_names_are_lower_case():
    """Django capitalises where it must; initials (SIRET) stay as they are."""
    assert_none(
        f"{where} : {name}"
        for where, name in labels()
        if not name[0].islower() and not name.split()[0].isupper()
    )


def test_names_are_typeset():
    assert_none(f"{where} : {fault}" for where, name in labels() for fault in faults(name))


def test_constraints_say_in_french_what_is_wrong():
    faulty = []
    for model in written_models():
        for constraint in model._meta.constraints:
            where = f"{model._meta.label} : {constraint.name}"
            message = str(constraint.violation_error_message)
            if message == str(constraint.default_violation_error_message):
                faulty.append(f"{where} n’a pas de message")
            elif not message.endswith(".") or "!" in message:
                faulty.append(f"{where} : {message}")
            faulty += [f"{where} : {fault}" for fault in faults(message)]

    assert_none(faulty)


def test_models_say_what_they_are():
    """Django makes a docstring up, `Role(id, slug, ...)`, where there is none."""
    assert_none(
        model.__name__
        for model in [*written_models(), *abstract_bases()]
        if not (model.__doc__ or "").strip()
        or (model.__doc__ or "").startswith(f"{model.__name__}(")
    )


def ties(model: type[models.Model]) -> bool:
    """Whether two rows, even of one parent, may have the same place in the order of their model."""
    named = {str(field).lstrip("-") for field in model._meta.ordering or ()}
    alone = {"pk", *(field.name for field in model._meta.fields if field.unique)}
    parents = {field.name for field in model._meta.fields if field.many_to_one}
    together = [set(one.fields) for one in model._meta.total_unique_constraints]
    return not named & alone and not any(
        fields - named <= parents and len(fields - named) <= 1 for fields in together
    )


def test_no_order_leaves_the_choice_to_the_database():
    """PostgreSQL gives rows that tie in any order: a page would repeat one and lose another."""
    ordered = [model for model in written_models() if model._meta.ordering]
    assert len(ordered) > 50
    assert_none(model._meta.label for model in ordered if ties(model))


def models_about_members() -> list[type[models.Model]]:
    member = get_user_model()
    return [
        model
        for model in our_models()
        if model is member
        or any(
            field.related_model is member
            for field in [*model._meta.concrete_fields, *model._meta.many_to_many]
        )
    ]


def test_models_about_members_are_found():
    names = {model.__name__ for model in models_about_members()}
    assert {"User", "Consent", "Internship", "OrganisationMember", "Report", "Decision"} <= names
    assert "Skill" not in names


@pytest.mark.skipif(not PRIVACY.exists(), reason="docs/privacy.md n’est pas encore écrit")
def test_privacy_document_names_every_model_about_members():
    """Whoever adds a relation to a member says there what becomes of it when they leave."""
    lines = PRIVACY.read_text().splitlines()
    told = {line.split("|")[1].strip(" `") for line in lines if line.startswith("|")}

    assert_none({model._meta.label for model in models_about_members()} - told)
