"""The notebook of hours, the calculator, and the figures of law behind them."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.contrib import admin
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from careers import hours_actions, hours_reference, reference
from careers.hours import Ask
from careers.hours_enums import WorkNature
from careers.models import LegalRule, LegalValue, WorkPeriod
from portal.accounts.models import User
from portal.search.indexed import Indexed
from tests.factories import make_moderator, make_user

pytestmark = pytest.mark.django_db
PAGE = "/mon-espace/507-heures/"
ADD = f"{PAGE}ajouter/"
OPEN = "/ressources/507-heures/"


@pytest.fixture
def law() -> None:
    hours_reference.load()


@pytest.fixture
def member(client: Client) -> User:
    user = make_user()
    client.force_login(user)
    return user


def day(ago: int) -> date:
    return timezone.localdate() - timedelta(days=ago)


def make_period(*, member: User | None = None, **fields: Any) -> WorkPeriod:
    period: WorkPeriod = WorkPeriod.objects.create(
        **{
            "member": member or make_user(),
            "employer": "Les Films du Causse",
            "starts_on": day(20),
            "ends_on": day(16),
            "hours": Decimal(35),
            "nature": "annexe-8",
            **fields,
        }
    )
    return period


def values(**changes: Any) -> dict[str, Any]:
    said = {"employer": "Studio du Lac", "nature": "annexe-8", "hours": "35"}
    days = {"starts_on": day(20), "ends_on": day(16)}
    return said | days | {"creation_key": uuid4()} | changes


def test_figures_come_from_dated_rules(law: None) -> None:
    asked = hours_reference.asked(date(2026, 11, 28))

    assert asked.ask == Ask(Decimal(507), 12)
    assert asked.rule is not None
    assert asked.rule.legal_ref == "Assurance chômage, annexes 8 et 10"
    assert asked.value is not None
    assert asked.value.sources == ["L’Étudiant (25/06/2024)", "3iS (2025)"]


def test_a_new_figure_holds_from_its_day_on(law: None) -> None:
    rule = LegalRule.objects.get(slug=hours_reference.HOURS)
    LegalValue.objects.filter(rule=rule).update(valid_until=date(2026, 12, 31))
    LegalValue.objects.create(
        rule=rule, valid_from=date(2027, 1, 1), value=Decimal(550), sources=["JO"]
    )

    assert hours_reference.asked(date(2026, 12, 31)).ask.hours == 507
    assert hours_reference.asked(date(2027, 1, 1)).ask.hours == 550


def test_a_figure_that_has_ended_is_unknown_and_the_page_says_so(
    client: Client, member: User, law: None
) -> None:
    LegalValue.objects.filter(rule__slug=hours_reference.HOURS).update(valid_until=date(2026, 1, 1))
    make_period(member=member)

    assert hours_reference.asked(date(2026, 6, 1)).ask.hours is None
    assert "n’est pas connu de nous" in client.get(f"{PAGE}?au=2026-06-01").text
    assert "n’est pas connu de nous" in client.get(f"{OPEN}?au=2026-06-01").text


def test_without_reference_data_nothing_is_claimed(client: Client, member: User) -> None:
    make_period(member=member)

    assert "n’est pas connu de nous" in client.get(PAGE).text


def test_rules_on_hours_stay_off_the_page_on_internships(client: Client) -> None:
    reference.load()

    page = client.get("/ressources/chiffres/").text
    assert "annexes 8 et 10" not in page


def test_loading_twice_changes_nothing_and_keeps_what_was_edited(law: None) -> None:
    LegalValue.objects.filter(rule__slug=hours_reference.HOURS).update(value=Decimal(600))
    hours_reference.load()

    assert hours_reference.asked(date(2026, 1, 1)).ask.hours == 600
    assert LegalRule.objects.filter(check_kind=hours_reference.KIND).count() == 2


def test_every_nature_is_explained_as_it_is_counted() -> None:
    said = {one["value"]: one["counts"] for one in hours_reference.data()["natures"]}

    assert said == {nature.value: nature.counts.value for nature in WorkNature}


def test_hours_are_noted_and_counted(client: Client, member: User, law: None) -> None:
    sent = client.post(ADD, values(hours="7,5"))

    assert sent.headers["Location"] == PAGE
    assert WorkPeriod.objects.get(member=member).hours == Decimal("7.5")
    page = client.get(PAGE)
    assert page.context["count"].left == Decimal("499.5")
    assert "Il reste 499\u00a0h\u00a030 à travailler." in page.text


def test_an_internship_is_shown_outside_the_total(client: Client, member: User, law: None) -> None:
    make_period(member=member, nature="stage", hours=Decimal(308), starts_on=day(90))
    make_period(member=member, nature="formation", hours=Decimal(21))

    page = client.get(PAGE)

    assert (page.context["count"].sure, page.context["count"].left) == (0, 507)
    assert "ne compte pas" in page.text
    assert "à vérifier" in page.text


def test_the_day_asked_for_moves_the_window(client: Client, member: User, law: None) -> None:
    make_period(member=member, starts_on=date(2026, 1, 5), ends_on=date(2026, 1, 9))

    assert client.get(f"{PAGE}?au=2026-12-31").context["count"].sure == 35
    assert client.get(f"{PAGE}?au=2027-06-30").context["count"].sure == 0


@pytest.mark.parametrize("asked", ["hier", "2026-13-01", "0001-01-01", "9999-12-31", ""])
def test_a_day_that_cannot_be_is_today_with_a_word(
    client: Client, member: User, law: None, asked: str
) -> None:
    make_period(member=member)
    page = client.get(PAGE, {"au": asked})

    assert page.status_code == 200
    assert page.context["day"] == timezone.localdate()
    assert ("field-error" in page.text) == bool(asked)


def test_sending_the_form_twice_notes_it_once(client: Client, member: User) -> None:
    twice = values()
    for _again in range(2):
        assert client.post(ADD, twice).status_code == 302

    assert WorkPeriod.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"employer": ""}, "Ce champ est obligatoire."),
        ({"hours": "beaucoup"}, "Écrivez un nombre d’heures"),
        ({"hours": "0"}, "Ce nombre d’heures ne se peut pas."),
        ({"hours": "-4"}, "Ce nombre d’heures ne se peut pas."),
        ({"hours": "5000"}, "Ce nombre d’heures ne se peut pas."),
        ({"hours": "121"}, "C’est plus de 24 heures par jour"),
        ({"ends_on": day(30)}, "Le dernier jour vient après le premier."),
        ({"starts_on": date(1990, 1, 1)}, "Cette date est trop lointaine."),
        ({"starts_on": "32/01"}, "Cette date n’existe pas."),
        ({"nature": "licorne"}, "Sélectionnez un choix valide"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    client: Client, member: User, changes: dict[str, Any], message: str
) -> None:
    page = client.post(ADD, values(**{"employer": "À ne pas perdre", **changes})).text

    assert message in page
    assert "employer" in changes or "À ne pas perdre" in page
    assert not WorkPeriod.objects.exists()


def test_a_line_is_mended_and_erased(client: Client, member: User) -> None:
    period = make_period(member=member)

    client.post(f"{PAGE}{period.pk}/", values(hours="12", nature="annexe-10"))
    period.refresh_from_db()
    assert (period.hours, period.nature) == (12, "annexe-10")

    client.post(f"{PAGE}{period.pk}/effacer/")
    assert not WorkPeriod.objects.exists()


@pytest.mark.parametrize("who", ["other", "moderator", "stranger"])
@pytest.mark.parametrize(("path", "verb"), [("", "get"), ("", "post"), ("effacer/", "post")])
def test_nobody_else_reads_or_touches_a_notebook(
    client: Client, who: str, path: str, verb: str
) -> None:
    period = make_period(employer="secret-employer")
    if who != "stranger":
        client.force_login(make_user() if who == "other" else make_moderator())

    answer = getattr(client, verb)(f"{PAGE}{period.pk}/{path}", values())

    assert answer.status_code == (404 if who == "other" else answer.status_code)
    assert answer.status_code in {302, 404}
    assert "secret" not in answer.text
    period.refresh_from_db()
    assert (period.employer, period.hours) == ("secret-employer", 35)


def test_a_notebook_holds_the_lines_of_its_member_alone(
    client: Client, member: User, law: None
) -> None:
    make_period(employer="secret-employer")

    page = client.get(PAGE)
    assert "secret-employer" not in page.text
    assert page.context["count"].sure == 0


def test_no_administration_and_no_search_knows_the_notebook() -> None:
    assert not admin.site.is_registered(WorkPeriod)
    assert not issubclass(WorkPeriod, Indexed)
    for file in Path("careers/admin").glob("*.py"):
        assert "WorkPeriod" not in file.read_text(), file


@pytest.mark.parametrize("item_count", [1, 3])
def test_notebook_asks_as_much_for_three_lines_as_for_one(
    client: Client, member: User, law: None, item_count: int, django_assert_max_num_queries: Any
) -> None:
    for _line in range(item_count):
        make_period(member=member)

    with django_assert_max_num_queries(6):
        client.get(PAGE)


def test_beyond_the_limit_one_is_told(
    client: Client, member: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hours_actions, "MOST_PERIODS", 1)
    make_period(member=member)

    assert "effacez-en une ancienne" in client.post(ADD, values()).text


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"employer": ""}, "work_period_has_employer"),
        ({"ends_on": day(21)}, "work_period_days_in_order"),
        ({"ends_on": date(2100, 1, 1)}, "work_period_days_in_order"),
        ({"starts_on": date(1999, 1, 1)}, "work_period_days_in_order"),
        ({"hours": Decimal(0)}, "work_period_hours_sensible"),
        ({"hours": Decimal("4400.01")}, "work_period_hours_sensible"),
        ({"nature": "licorne"}, "work_period_nature_known"),
    ],
)
def test_the_database_refuses_an_impossible_line(fields: dict[str, Any], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make_period(**fields)
    make_period(ends_on=day(20), hours=Decimal("0.01"))
    make_period(starts_on=date(2000, 1, 1), ends_on=date(2099, 12, 31), hours=Decimal(4400))


def row(rank: int, **said: Any) -> dict[str, Any]:
    return {f"{rank}-{name}": value for name, value in said.items()}


def test_everybody_reads_what_counts(client: Client, law: None) -> None:
    page = client.get(OPEN).text

    assert "507\u00a0h de travail déclaré en 12 mois" in page
    assert "Un stage, même gratifié, n’est pas un contrat de travail" in page
    assert "L’Étudiant (25/06/2024)" in page


def test_a_few_contracts_are_added_up_from_the_address(client: Client, law: None) -> None:
    asked = row(0, starts_on="2026-03-02", ends_on="2026-03-06", hours="39,5", nature="annexe-8")
    asked |= row(1, starts_on="2026-04-01", ends_on="2026-04-30", hours="154", nature="stage")
    asked |= row(2, hours="") | row(3, hours="") | {"au": "2026-11-28"}

    page = client.get(OPEN, asked)

    assert page.context["count"].left == Decimal("467.5")
    assert "Il reste 467\u00a0h\u00a030 à travailler." in page.text
    assert not WorkPeriod.objects.exists()


def test_a_row_half_filled_says_what_is_missing(client: Client, law: None) -> None:
    page = client.get(OPEN, row(0, starts_on="2026-03-02", hours="10", nature="annexe-8"))

    assert page.context["count"] is None
    assert "Il manque cette case pour compter la ligne." in page.text
    assert 'value="10"' in page.text


def test_empty_rows_count_nothing(client: Client, law: None) -> None:
    page = client.get(OPEN, row(0, hours=""))

    assert page.context["count"] is None
    assert "Remplissez au moins une ligne." in page.text
