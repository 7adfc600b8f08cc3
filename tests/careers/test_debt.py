"""The debt board: it finds what is wrong, and nothing else."""

import dataclasses
import html
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings as site_settings
from django.contrib.auth.models import Group
from django.db.models import TextField
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from careers import debt as careers_debt
from careers import sheets
from careers.models import LegalValue, Question, ReferenceRecord, Role, School, Skill
from careers.models.legal import ALLOWANCE
from events.models import Festival
from portal.moderation import debt
from portal.moderation.enums import State, Team
from portal.shell.routes import Policy, walk
from tests.events.factories import make_meetup
from tests.factories import make_internship, make_role, make_user

pytestmark = pytest.mark.django_db
SITE = site_settings.SITE_URL


@pytest.fixture(autouse=True)
def _no_second_factor(reference: None, settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR_REQUIRED = False


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
    Festival.objects.filter(slug="cannes").update(checked_on=None)

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


# Answers to POST alone; a stranger is sent to sign in.
FORM = "/metiers/monteur/suivre/"
LINKS = [
    ("/metiers/monteur/", False),
    ("/en/metiers/monteur/", False),
    ("/metiers/monteur", False),
    ("/metiers/monteur/#avec", False),
    ("/metiers/?q=son", False),
    ("#ici", False),
    (f"{SITE}/faq/", False),
    ("/mon-espace/journal/", False),
    ("/donnees/lexique.csv", False),
    ("/festivals/cannes/", False),
    ("/metiers/nulle-part/", True),
    (f"{SITE}/metiers/nulle-part/", True),
    (FORM, True),
    ("/nulle-part/", True),
    ("metiers/monteur/", True),
    ("/festivals/nulle-part/", True),
    ("/ressources/fiches/nulle-part/", True),
    ("/ressources/lexique/nulle-part/", True),
    ("/donnees/nulle-part.csv", True),
    ("/membres/nulle-part/", True),
    ("/rencontres/999999-x/", True),
    ("/carte/nulle-part/", True),
]


def test_a_link_is_dead_when_its_page_is() -> None:
    assert [one for one in LINKS if debt.leads_nowhere(one[0]) is not one[1]] == []


def test_the_rule_of_each_page_agrees_with_the_page(client: Client) -> None:
    found = {
        href: client.get(href, follow=True).status_code in {404, 405}
        for href, _dead in LINKS
        if href.startswith("/") and href != FORM
    }

    assert found == {href: dead for href, dead in LINKS if href in found}


def test_a_page_withdrawn_from_strangers_is_dead() -> None:
    school = School.objects.listed()[0]
    meetup = make_meetup(state=State.APPROVED)
    internship = make_internship(state=State.APPROVED)
    addresses = [one.get_absolute_url() for one in (school, meetup, internship)]
    assert not any(map(debt.leads_nowhere, addresses))
    School.objects.update(is_listed=False)
    type(meetup).objects.update(state=State.DRAFT)
    type(internship).objects.update(state=State.DRAFT)

    assert all(map(debt.leads_nowhere, addresses))


# Nobody links to these: they carry a secret, a number of a member's file, or need a session.
LINKED_BY_NOBODY = {
    "moderation:figures_csv",
    "moderation:figures_year",
    "moderation:hidden",
    "careers:attestation_answer", "careers:attestation_check", "careers:attestation_report",
    "careers:verification_proof",
    "moderation:correct", "moderation:decision", "moderation:follow",
    "account_confirm_password_reset_code", "careers:answer", "careers:invitation",
    "events:agenda_feed", "mentoring:card_public", "mentoring:card_report", "mentoring:card_vcf",
    "mentoring:member_vcf", "mentoring:photo", "mentoring:portfolio_file", "moderation:report",
    "notifications:stop", "open:picture", "open:sitemap",
}  # fmt: skip


def test_every_public_page_that_names_something_has_its_rule() -> None:
    """A new kind of page without a rule would be told dead: it says here what it is."""
    named = {one.name for one in walk() if one.policy == Policy.PUBLIC and "<" in one.pattern}

    assert named - set(debt._pages) <= LINKED_BY_NOBODY


def listed(client: Client) -> str:
    return html.unescape(client.get(reverse("debt"), {"liens": ""}).content.decode())


def test_the_texts_of_the_site_lead_somewhere() -> None:
    assert debt.dead_links() == []
    assert len([link for source in debt._links for link in source()]) > 200


def test_every_floor_s_texts_are_read() -> None:
    """A dead link in any text field of any kind of reference record is found."""
    written = set()
    for model in ReferenceRecord.__subclasses__():
        one = model._default_manager.order_by("pk")[0]
        for field in model._meta.concrete_fields:
            if type(field) is TextField:
                href = f"/{model._meta.model_name}/{field.name}/"
                values = {field.name: f"Lire [ceci]({href})."}
                model._default_manager.filter(pk=one.pk).update(**values)
                written.add((href, debt.admin_url(one)))

    assert len(written) > 10
    assert {(dead.detail, dead.url) for dead in debt.dead_links()} == written


def test_the_board_lists_dead_links_and_unknown_names_of_every_kind_of_text(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    question, other = Question.objects.order_by("pk")[:2]
    question.answer = "[x](/nulle-part/) [y](/metiers/zorglub/) [[inconnue]] [[Pas Un Nom|là]]"
    question.save()
    other.links = [{"label": "Là", "url": "/faq/ailleurs/"}]
    other.save()
    role = Role.objects.get(slug="scripte")
    role.description += " [x](/ressources/ecoles/zorglub/)"
    role.tasks = [*role.tasks, "Relire [[inconnue-aussi]]."]
    role.save()
    sheet = dataclasses.replace(
        sheets.all_sheets()[0], body="[x](/fiche-morte/) [[fiche-inconnue]]"
    )
    monkeypatch.setattr(sheets, "all_sheets", lambda: (sheet,))
    client = of_team(Team.EDITOR)
    assert "nulle-part" not in client.get(reverse("debt")).content.decode()

    page = listed(client)
    for dead in (
        "/nulle-part/", "/metiers/zorglub/", "[[inconnue]]", "[[Pas Un Nom]]", "/faq/ailleurs/",
        "/ressources/ecoles/zorglub/", "[[inconnue-aussi]]", "/fiche-morte/", "[[fiche-inconnue]]",
    ):  # fmt: skip
        assert f"<code>{dead}</code>" in page, dead
    assert debt.admin_url(question) in page
    assert debt.admin_url(role) in page


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
