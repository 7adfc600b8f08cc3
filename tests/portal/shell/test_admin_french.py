"""The admin speaks French, also where a library writes its pages."""

import html
import re
from typing import Any

import pytest
from django.contrib.admin.sites import site
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from careers.models import Skill
from portal.accounts.actions import request_export
from portal.moderation.enums import Team
from tests.factories import make_user

pytestmark = pytest.mark.django_db
# Words of the libraries that one of their strings would bring in, between tags only.
ENGLISH = re.compile(
    r"\b(the|this|has|been|change|history|chars|delete|select|submit|skipped|task|tasks|result|"
    r"results|backend|database|status|ready|running|failed|successful|enqueued|started|finished|"
    r"queue|worker|object id|can add|can view|import finished|value could not|none)\b",
    re.IGNORECASE,
)


@pytest.fixture
def staff(settings: Any) -> Client:
    settings.STAFF_SECOND_FACTOR_REQUIRED = False
    client = Client()
    client.force_login(make_user(is_staff=True, is_superuser=True))
    return client


def words(page: bytes) -> str:
    """What a page shows, without its scripts and codes of columns."""
    text = re.sub(r"<(script|style|code|svg)\b.*?</\1>|<[^>]*>", " ", page.decode(), flags=re.S)
    return html.unescape(text)


def test_no_list_nor_empty_form_of_the_admin_is_in_english(staff: Client) -> None:
    found = {}
    for model, page in site._registry.items():
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        addresses = [reverse(f"{name}_changelist")]
        if model._meta.model_name in {"skill", "festival", "term"}:
            addresses += [reverse(f"{name}_import"), reverse(f"{name}_export")]
        if page.has_add_permission(staff.get("/admin/").wsgi_request):
            addresses.append(reverse(f"{name}_add"))
        for address in addresses:
            if english := ENGLISH.findall(words(staff.get(address).content)):
                found[address] = english

    assert found == {}


def test_tasks_are_listed_by_name_in_french(staff: Client) -> None:
    request_export(member=make_user())
    task = DBTaskResult.objects.all()[0]
    page = words(staff.get(reverse("admin:django_tasks_database_dbtaskresult_changelist")).content)
    assert task.task_name in page
    assert "tâches de fond" in page
    one = reverse("admin:django_tasks_database_dbtaskresult_change", args=[task.pk])
    page = words(staff.get(one).content)

    assert "pas avant le" in page.lower()
    assert "Run after" not in page
    assert "DBTaskResult" not in page
    assert f"tâche {task.task_name}" in page


def test_the_history_says_what_changed_in_words(staff: Client) -> None:
    call_command("load_reference", verbosity=0)
    skill = Skill.objects.order_by("pk")[0]
    skill.definition = f"{skill.definition} Et bien davantage encore, toute une phrase."
    skill.confidence, skill.sources = "verified", ["Été", "Hiver"]
    skill.save()
    skill.definition = "Tout autre chose que ce qui était écrit là jusqu’ici." * 4
    skill.confidence, skill.sources = "general_knowledge", []
    skill.save()
    page = words(staff.get(f"/admin/careers/skill/{skill.pk}/history/").content)

    assert "chars]" not in page
    assert "vérifié → à vérifier" in page
    assert "Été · Hiver → —" in page
    assert "general_knowledge" not in page
    version = skill.history.order_by("history_id")[0]
    page = words(staff.get(f"/admin/careers/skill/{skill.pk}/history/{version.pk}/").content)
    assert "Revenir à cette version" in page
    assert "Historical" not in page
    assert "Careers" not in page


def test_a_team_is_not_deleted_and_its_rights_are_in_french(staff: Client) -> None:
    call_command("load_reference", verbosity=0)
    team = Group.objects.get(name=Team.EDITOR)
    page = words(staff.get(reverse("admin:auth_group_change", args=[team.pk])).content)
    assert "question fréquente\u00a0: modifier" in page
    assert "Can " not in page

    assert staff.post(reverse("admin:auth_group_delete", args=[team.pk])).status_code == 403
