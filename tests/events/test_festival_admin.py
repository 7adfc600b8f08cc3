"""The team corrects a festival and dates its editions in the admin."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from events import reference
from events.models import Edition, Festival
from tests.factories import form_data, make_moderator, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client: Client, settings: Settings) -> Client:
    settings.STAFF_SECOND_FACTOR_REQUIRED = False
    client.force_login(make_user(is_staff=True, is_superuser=True))
    return client


def page_of(record: Any) -> str:
    return reverse(f"admin:events_{record._meta.model_name}_change", args=[record.pk])


def filled(answer: Any) -> dict[str, Any]:
    """What the browser would send back for a festival and its editions."""
    data: dict[str, Any] = {}
    form = answer.context["adminform"].form
    for field in form:
        value = field.value()
        if isinstance(value, list) and field.name == "specialties":
            data[field.html_name] = value
    data |= {k: v for k, v in form_data(form).items() if k not in data}
    for name in ("sources", "field_confidence"):
        if name in form.fields:
            data[name] = form[name].field.prepare_value(form[name].value())
    for inline in answer.context["inline_admin_formsets"]:
        data |= form_data(inline.formset.management_form)
        for one in inline.formset.initial_forms:
            data |= form_data(one)
    return data


def test_an_edit_is_kept_by_the_next_load(staff: Client) -> None:
    reference.load()
    cannes = Festival.objects.get(slug="cannes")
    data = filled(staff.get(page_of(cannes)))
    prefix = next(
        name.removesuffix("-id") for name, value in data.items()
        if name.endswith("-id") and Edition.objects.get(pk=value).year == 2027
    )  # fmt: skip
    data |= {
        "usual_period": "deuxième quinzaine de mai",
        f"{prefix}-accreditation_opens_on": "15/01/2027",
        f"{prefix}-accreditation_closes_on": "01/03/2027",
        f"{prefix}-year": "2031",
    }
    answer = staff.post(page_of(cannes), data)

    assert answer.status_code == 302, answer.context["adminform"].form.errors
    reference.load()
    cannes.refresh_from_db()
    edition = Edition.objects.get(slug="cannes-2027")
    assert cannes.usual_period == "deuxième quinzaine de mai"
    assert cannes.specialties == ["long-metrage", "international", "marche"]
    assert (edition.year, edition.accreditation_label) == (
        2027,
        "du 15\u00a0janvier au 1er\u00a0mars 2027",
    )
    assert Edition.objects.filter(festival=cannes).count() == 2


def test_an_edition_is_added_and_only_that_one_can_be_deleted(staff: Client) -> None:
    reference.load()
    annecy = Festival.objects.get(slug="annecy")
    made = staff.post(
        reverse("admin:events_edition_add"),
        {"festival": annecy.pk, "year": "2027", "confidence": "verified", "source": "Le site"},
    )
    assert made.status_code == 302
    added, loaded = annecy.editions.get(year=2027), annecy.editions.get(year=2026)

    assert added.slug == "annecy-2027"
    for edition, status in ((added, 302), (loaded, 403)):
        address = reverse("admin:events_edition_delete", args=[edition.pk])
        assert staff.post(address, {"post": "yes"}).status_code == status


def test_dates_in_the_wrong_order_are_told(staff: Client) -> None:
    reference.load()
    answer = staff.post(
        reverse("admin:events_edition_add"),
        {
            "festival": Festival.objects.get(slug="annecy").pk,
            "year": "2027",
            "confidence": "verified",
            "starts_on": "20/06/2027",
            "ends_on": "10/06/2027",
        },
    )

    assert answer.status_code == 200
    assert "Une édition ne finit pas avant d’avoir commencé." in answer.content.decode()


def test_festivals_of_the_file_are_not_deleted(staff: Client) -> None:
    """The next load would bring them back; others may be added."""
    reference.load()
    cannes = Festival.objects.get(slug="cannes")

    assert staff.get(reverse("admin:events_festival_add")).status_code == 200
    delete = reverse("admin:events_festival_delete", args=[cannes.pk])
    assert staff.post(delete, {"post": "yes"}).status_code == 403


def test_a_moderator_reads_and_changes_nothing(client: Client, settings: Settings) -> None:
    settings.STAFF_SECOND_FACTOR_REQUIRED = False
    reference.load()
    client.force_login(make_moderator())
    cannes = Festival.objects.get(slug="cannes")

    assert client.get(page_of(cannes)).status_code == 200
    assert client.post(page_of(cannes), {"name": "Autre"}).status_code == 403
    assert client.post(reverse("admin:events_edition_add"), {}).status_code == 403
