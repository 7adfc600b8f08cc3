"""The debt board: it finds what is wrong, and nothing else."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from careers import debt as careers_debt
from careers import sheets
from careers.models import LegalValue, Role, Skill
from careers.models.legal import ALLOWANCE
from events.models import Festival
from portal.moderation import debt
from portal.moderation.debt import Link
from portal.moderation.enums import Team
from tests.factories import make_role, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _reference(settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR_REQUIRED = False
    call_command("load_reference", verbosity=0)


def of_team(team: Team) -> Client:
    user = make_user(is_staff=True)
    user.groups.add(Group.objects.get(name=team))
    client = Client()
    client.force_login(user)
    return client


def test_only_what_is_over_a_year_old_is_stale() -> None:
    Role.objects.update(checked_on=timezone.localdate() - timedelta(days=365))
    assert list(careers_debt.stale()) == []
    old = timezone.localdate() - timedelta(days=366)
    Role.objects.filter(slug="monteur").update(checked_on=old)
    Festival.objects.filter(slug="festival-de-cannes").update(checked_on=None)

    labels = [one.label for one in careers_debt.stale()]

    title = Role.objects.get(slug="monteur").title
    assert f"fiche métier\u00a0: {title}" in labels
    assert len(labels) == 1 + Festival.objects.filter(checked_on=None).count()


def test_a_trade_without_skills_or_steps_is_a_debt() -> None:
    assert list(careers_debt.roles_without_skills()) == []
    # The make-up artist: no other trade of the file leads there or follows.
    assert len(list(careers_debt.roles_off_the_map())) == 1
    make_role(title="Cascadeur")

    assert [one.label for one in careers_debt.roles_without_skills()] == [
        "fiche métier\u00a0: Cascadeur"
    ]
    assert len(list(careers_debt.roles_off_the_map())) == 2


def test_a_skill_of_no_trade_is_a_debt() -> None:
    before = len(list(careers_debt.idle_skills()))
    one = Skill.objects.exclude(role_skills__isnull=True)[0]
    one.role_skills.all().delete()

    assert len(list(careers_debt.idle_skills())) == before + 1


def test_next_year_s_figure_is_a_debt_until_it_is_set(time_machine: Any) -> None:
    time_machine.move_to("2026-11-25")
    assert len(list(careers_debt.figures_to_come())) == 2
    LegalValue.objects.filter(rule__slug=ALLOWANCE, valid_from=date(2027, 1, 1)).update(value=5)

    assert len(list(careers_debt.figures_to_come())) == 1


@pytest.mark.parametrize(
    ("href", "dead"),
    [
        ("/metiers/monteur/", False),
        ("/metiers/monteur/#avec", False),
        ("/metiers/?q=son", False),
        ("#ici", False),
        ("/metiers/nulle-part/", True),
        ("/nulle-part/", True),
    ],
)
def test_a_link_is_dead_when_its_page_is(client: Client, href: str, dead: bool) -> None:
    assert debt.leads_nowhere(href, lambda path: client.get(path).status_code) is dead


def test_editors_see_the_board_and_the_dead_links(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        debt, "_links", [lambda: [Link("Une fiche", "/metiers/nulle-part/"), Link("OK", "/faq/x")]]
    )
    client = of_team(Team.EDITOR)
    page = client.get(reverse("debt")).content.decode()
    assert "Faits à vérifier" in page
    assert "nulle-part" not in page

    assert "/metiers/nulle-part/" in client.get(reverse("debt"), {"liens": ""}).content.decode()


@pytest.mark.parametrize("team", [Team.MODERATOR, Team.SAFETY])
def test_other_teams_do_not_see_the_board(team: Team) -> None:
    assert of_team(team).get(reverse("debt")).status_code == 403


def test_members_do_not_know_of_the_board(client: Client) -> None:
    client.force_login(make_user())

    assert client.get(reverse("debt")).status_code in {302, 403}


def test_a_bad_edit_is_rolled_back_from_the_history() -> None:
    client = of_team(Team.EDITOR)
    skill = Skill.objects.order_by("pk")[0]
    good = skill.definition
    skill.definition = "Effacée par erreur."
    skill.save()
    old = skill.history.order_by("history_id")[0]
    address = f"/admin/careers/skill/{skill.pk}/history/{old.pk}/"
    form = client.get(address).context["adminform"].form
    client.post(
        address,
        {name: form[name].value() for name in form.fields}
        | {"sources": "\n".join(skill.sources), "checked_on": f"{skill.checked_on:%d/%m/%Y}"},
    )

    skill.refresh_from_db()
    assert skill.definition == good
    assert skill.history.count() == 3


def test_practical_sheets_to_verify_are_in_the_debt() -> None:
    doubtful = [one for one in sheets.all_sheets() if one.confidence in careers_debt.UNSURE]
    found = {finding.url for finding in careers_debt.unverified()}

    assert doubtful
    assert {one.get_absolute_url() for one in doubtful} <= found
