"""Nothing leads to a member without saying what becomes of it when they leave."""

from collections.abc import Iterable
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.exceptions import FieldDoesNotExist, FieldError
from django.db import models
from django.test.utils import isolate_apps

from portal.accounts import privacy
from portal.accounts.management.commands.privacy import DOCUMENT, with_table
from portal.accounts.privacy import Fate, Record
from tests.consistency.french import faults
from tests.consistency.report import assert_none
from tests.factories import make_user

MEMBER = get_user_model()


def relations(found: Iterable[type[models.Model]]) -> set[tuple[str, str]]:
    """Each field that leads to the member, of our models and of the libraries'."""
    return {
        (model._meta.label, field.name)
        for model in found
        for field in [*model._meta.concrete_fields, *model._meta.many_to_many]
        if field.related_model is MEMBER
        # The member's own groups and rights are fields of the account.
        and not (model._meta.auto_created and model._meta.auto_created is MEMBER)
    }


def declared(records: Iterable[Record]) -> set[tuple[str, str]]:
    return {(record.label, name) for record in records for name in record.through}


def undeclared(found: Iterable[type[models.Model]]) -> set[tuple[str, str]]:
    """The relations that no record names; an automatic table goes with its field."""
    automatic = {model._meta.label for model in found if model._meta.auto_created}
    return {
        one for one in relations(found) - declared(privacy.records()) if one[0] not in automatic
    }


def all_models() -> list[type[models.Model]]:
    return list(apps.get_models(include_auto_created=True))


def test_relations_are_found_whoever_wrote_the_model():
    assert {
        ("account.EmailAddress", "user"),
        ("mfa.Authenticator", "user"),
        ("usersessions.UserSession", "user"),
        ("admin.LogEntry", "user"),
        ("careers.HistoricalRole", "history_user"),
        ("careers.Internship", "decided_by"),
        ("careers.Organisation", "members"),
        ("moderation.Report", "reporter"),
    } <= relations(all_models())
    # Django's own list agrees, those without a way back included.
    reverse = {(one.related_model._meta.label, one.field.name) for one in ways_back()}
    own = {(model._meta.label, name) for model, name in through_tables()}
    assert reverse - own == relations(all_models()) - own


def ways_back() -> list[Any]:
    """What Django adds to the member for each relation from elsewhere, named or not."""
    fields: list[Any] = MEMBER._meta.get_fields(include_hidden=True)
    return [field for field in fields if field.auto_created and not field.concrete]


def through_tables() -> list[tuple[type[models.Model], str]]:
    return [
        (model, field.name)
        for model in all_models()
        if model._meta.auto_created
        for field in model._meta.concrete_fields
        if field.related_model is MEMBER
    ]


def test_every_relation_to_a_member_is_declared():
    assert_none(".".join(one) for one in undeclared(all_models()))


@isolate_apps("careers")
def test_a_new_relation_would_not_go_unseen():
    class Diary(models.Model):
        keeper = models.ForeignKey(MEMBER, models.CASCADE, related_name="+")
        readers = models.ManyToManyField(MEMBER, related_name="+")

        class Meta:
            app_label = "careers"

    known = all_models()

    assert undeclared([*known, Diary]) - undeclared(known) == {
        ("careers.Diary", "keeper"),
        ("careers.Diary", "readers"),
    }


def test_records_name_fields_that_exist():
    wrong = []
    for record in privacy.records():
        for name in record.through:
            try:
                record.of(MEMBER(pk=0))
                target = record.model._meta.get_field(name.split("__")[0])
            except (FieldDoesNotExist, FieldError) as error:
                wrong.append(f"{record.label}.{name} : {error}")
            else:
                direct = "__" not in name and record.model is not MEMBER
                if direct and target.related_model is not MEMBER:
                    wrong.append(f"{record.label}.{name} ne mène pas au membre")

    assert_none(wrong)


def test_what_the_database_does_is_what_is_said():
    """`WITH_ACCOUNT` is a cascade, `UNLINKED` a name taken out, in the model itself."""
    expected = {Fate.WITH_ACCOUNT: models.CASCADE, Fate.UNLINKED: models.SET_NULL}
    wrong = []
    for record in privacy.records():
        if record.model is MEMBER or not isinstance(record.erase, Fate):
            continue
        for name in record.through:
            if "__" in name:
                continue
            rule = getattr(record.model._meta.get_field(name).remote_field, "on_delete", None)
            if rule is not expected[record.erase]:
                wrong.append(f"{record.label}.{name} : {record.erase.name}, pourtant {rule}")

    assert_none(wrong)


def test_no_relation_keeps_a_member_from_leaving():
    """PROTECT or RESTRICT on a member would make the erasure fail; so would DO_NOTHING, except
    where the database holds no constraint: there a number stays, which leads to nobody."""
    held = {models.PROTECT, models.RESTRICT, models.DO_NOTHING}
    assert_none(
        f"{one.related_model._meta.label}.{one.field.name}"
        for one in ways_back()
        if one.on_delete in held
        and not (one.on_delete is models.DO_NOTHING and not one.field.db_constraint)
    )


def test_records_speak_good_french():
    wrong = []
    for record in privacy.records():
        for text in (record.title, record.holds, record.what_becomes, record.kept):
            wrong += [f"{record.label} : {fault}" for fault in faults(str(text))]
        for text in (record.holds, record.what_becomes, record.kept):
            if str(text) and not str(text).endswith("."):
                wrong.append(f"{record.label} : pas de point à « {text} »")

    assert_none(wrong)


def test_document_shows_the_registry():
    document = DOCUMENT.read_text()

    assert document == with_table(document), "manage.py privacy --write met docs/privacy.md à jour."


@pytest.mark.django_db
def test_every_record_can_be_exported_for_somebody_who_has_nothing():
    member = make_user()
    for record in privacy.records():
        record.of(member).count()
        if record.export:
            list(record.export(member))
        if record.files:
            list(record.files(member))
