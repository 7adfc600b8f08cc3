"""A role comes back from its history with its skills, its next steps and whom it works with."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from careers import role_lists
from careers.models import Role
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(reference: None, settings: Any) -> Client:
    settings.STAFF_SECOND_FACTOR_REQUIRED = False
    client = Client()
    client.force_login(make_user(is_staff=True, is_superuser=True))
    return client


def typed(form: Any) -> dict[str, Any]:
    """What a browser sends of a form it was given."""
    values = {form[name].html_name: form[name] for name in form.fields}
    return {
        name: shown
        for name, field in values.items()
        if (shown := field.field.prepare_value(field.value())) is not None
    }


def edit(client: Client, role: Role, **changes: Any) -> None:
    """Save the page of a role as it is, but for these fields."""
    address = reverse("admin:careers_role_change", args=[role.pk])
    context = client.get(address).context
    data = typed(context["adminform"].form)
    for inline in context["inline_admin_formsets"]:
        data |= typed(inline.formset.management_form)
        for form in inline.formset.forms:
            data |= typed(form)
    answer = client.post(address, data | changes)
    assert answer.status_code == 302, answer.context["errors"]


def version(role: Role, number: int) -> str:
    """The address of a line of the history, the oldest first."""
    line = role.history.order_by("history_id")[number]
    return reverse("admin:careers_role_simple_history", args=[role.pk, line.history_id])


def test_rows_deleted_by_mistake_come_back(staff: Client) -> None:
    role = Role.objects.get(slug="scripte")
    before = role_lists.present(role)
    assert all(before.values())
    skill = str(role.role_skills.all()[0])
    step = str(role.next_steps.all()[0].to)
    edit(staff, role, **{f"{name}-0-DELETE": "on" for name in before}, note="Abîmée.")
    assert [len(rows) for rows in role_lists.present(role).values()] == [
        len(rows) - 1 for rows in before.values()
    ]

    page = staff.get(version(role, 0))
    text = page.content.decode()
    assert f"Reviendra\u00a0: {skill}" in text
    assert f"Reviendra\u00a0: {step}" in text
    answer = staff.post(version(role, 0), typed(page.context["adminform"].form))

    assert answer.status_code == 302
    assert role_lists.present(role) == before
    role.refresh_from_db()
    assert role.note != "Abîmée."


def test_a_roll_back_can_be_rolled_back(staff: Client) -> None:
    role = Role.objects.get(slug="scripte")
    edit(staff, role, **{"role_skills-0-DELETE": "on", "role_skills-1-note": "Autrement."})
    edited = role_lists.present(role)
    first = staff.get(version(role, 0))
    assert "Reprendra son texte" in first.content.decode()
    staff.post(version(role, 0), typed(first.context["adminform"].form))
    assert role_lists.present(role) != edited

    again = staff.get(version(role, 1))
    assert "Sera retiré" in again.content.decode()
    staff.post(version(role, 1), typed(again.context["adminform"].form))
    assert role_lists.present(role) == edited


def test_history_says_which_lists_were_edited(staff: Client) -> None:
    role = Role.objects.get(slug="scripte")
    edit(staff, role, **{"role_skills-0-DELETE": "on"})

    page = staff.get(reverse("admin:careers_role_history", args=[role.pk])).content.decode()
    assert "Listes modifiées\u00a0: compétences du métier" in page


def test_lists_untouched_since_are_left_alone_and_said_so(staff: Client) -> None:
    role = Role.objects.get(slug="scripte")
    edit(staff, role, note="Revue.")
    rows = list(role.role_skills.values_list("pk", flat=True))

    page = staff.get(version(role, 0))
    assert "ces listes n’ont pas changé depuis" in page.content.decode()
    staff.post(version(role, 0), typed(page.context["adminform"].form))
    assert list(role.role_skills.values_list("pk", flat=True)) == rows


def test_a_row_whose_skill_is_gone_is_left_out(staff: Client) -> None:
    role = Role.objects.get(slug="scripte")
    link = role.role_skills.all()[0]
    role_lists.keep(role)
    role.save()
    skill = link.skill
    skill.role_skills.all().delete()
    skill.delete()
    first = role.history.order_by("history_id")[0].history_id
    lists = role_lists.at(role, first)

    assert link.skill_id not in {row["skill_id"] for row in lists["role_skills"]}
    role_lists.restore(role, lists)


def test_whoever_may_only_look_cannot_roll_back(staff: Client) -> None:
    role = Role.objects.get(slug="scripte")
    edit(staff, role, note="Revue.")
    reader = make_user(is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_role"))
    client = Client()
    client.force_login(reader)

    assert client.get(version(role, 0)).status_code == 200
    assert client.post(version(role, 0), {}).status_code == 403
    role.refresh_from_db()
    assert role.note == "Revue."
