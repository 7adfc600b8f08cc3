"""L10: aggregates that anybody may quote, and nobody in them."""

import csv
import io
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from careers import open_figures
from careers import tick as careers_tick
from careers.applications.enums import ApplicationState
from careers.models import Internship, OpenFigures
from portal.shell import french
from tests.careers.applications.factories import make_application
from tests.factories import make_department, make_internship, make_organisation, make_role

pytestmark = pytest.mark.django_db
ADDRESS = "/donnees/candidatures"


def listing(departement: str, *, film: str = "regie", **fields: Any) -> Internship:
    """A listing in a département, with its own organisation there."""
    return make_internship(
        departement=departement,
        places=20,
        role=make_role(department=make_department(slug=film)),
        organisation=make_organisation(owner=None, departement=departement),
        **fields,
    )


def receive(internship: Internship, answered: int, silent: int) -> None:
    assert internship.author
    internship.organisation.memberships.create(user=internship.author)
    for _number in range(answered):
        make_application(internship=internship, state=ApplicationState.DECLINED)
    for _number in range(silent):
        make_application(internship=internship, sent=timedelta(days=20))


def rows() -> dict[tuple[str, str], dict[str, Any]]:
    return {(row["par"], row["valeur"]): row for row in open_figures.answers()}


def test_nothing_below_five() -> None:
    receive(listing("69"), answered=4, silent=0)
    open_figures.count(now=timezone.now())
    assert rows() == {}
    page = Client().get("/stages/chiffres/").content.decode()
    assert "Pas encore assez de candidatures" in page


def test_rates_by_group() -> None:
    receive(listing("69"), answered=6, silent=2)
    receive(listing("29", film="son"), answered=1, silent=4)
    found = rows()
    assert found["ensemble", ""]["candidatures"] == 13
    assert found["region", "Bretagne"]["taux_de_reponse"] == 20
    assert found["region", "Auvergne-Rhône-Alpes"]["taux_de_reponse"] == 75
    assert found["departement", "son"]["delai_median_jours"] is None  # one answer only
    assert found["departement", "regie"]["delai_median_jours"] == 0


def test_a_small_group_cannot_be_found_by_subtraction() -> None:
    receive(listing("69"), answered=8, silent=0)
    receive(listing("29"), answered=6, silent=0)
    receive(listing("13"), answered=2, silent=0)
    found = rows()
    shown = {value for cut, value in found if cut == "region"}
    assert shown == {"Auvergne-Rhône-Alpes"}
    rest = found["ensemble", ""]["candidatures"] - sum(
        row["candidatures"] for (cut, _value), row in found.items() if cut == "region"
    )
    assert rest >= 5


def test_pay_of_internships_as_published() -> None:
    for pay in ("0", "4.50", "4.50", "5", "6"):
        listing("69", hourly_pay=Decimal(pay))
    [whole, *_others] = open_figures.pay()
    assert (whole["annonces"], whole["gratification_mediane"], whole["sans_gratification"]) == (
        5, "4.50", 20,
    )  # fmt: skip


def test_files_hold_the_rows_and_nobody() -> None:
    internship = listing("69")
    receive(internship, answered=6, silent=0)
    assert Client().get(f"{ADDRESS}.json").json()["lignes"] == []
    open_figures.count(now=timezone.now())
    data = Client().get(f"{ADDRESS}.json").json()
    table = list(csv.DictReader(io.StringIO(Client().get(f"{ADDRESS}.csv").content.decode())))
    assert data["licence"] == "CC-BY-SA-4.0"
    assert len(data["lignes"]) == len(table) == len(rows()) > 0
    text = Client().get(f"{ADDRESS}.json").content.decode()
    assert internship.organisation.name not in text
    page = Client().get("/stages/chiffres/").content.decode()
    assert internship.organisation.name not in page
    assert "Auvergne-Rhône-Alpes" in page
    assert f"Comptés le {french.day(timezone.localdate())}" in page


@pytest.mark.parametrize(("name", "kept"), [("candidatures", "answers"), ("gratifications", "pay")])
def test_files_name_their_columns_before_the_first_count(name: str, kept: str) -> None:
    text = Client().get(f"/donnees/{name}.csv").content.decode()

    assert text == ",".join(open_figures.COLUMNS[kept]) + "\r\n"


def test_figures_are_counted_each_day_and_by_no_page() -> None:
    receive(listing("69"), answered=6, silent=0)
    careers_tick.run(now=timezone.now())
    receive(listing("29"), answered=6, silent=0)
    kept = open_figures.kept()

    assert kept.answers[0]["candidatures"] == 6
    with CaptureQueriesContext(connection) as queries:
        Client().get("/stages/chiffres/")
        Client().get(f"{ADDRESS}.json")
    assert not [one for one in queries if "careers_application" in one["sql"]]

    careers_tick.run(now=timezone.now())
    assert open_figures.kept().answers[0]["candidatures"] == 12


def test_they_exist_once() -> None:
    with pytest.raises(IntegrityError, match="openfigures_only_one"):
        OpenFigures.objects.create(pk=2)


def test_files_keep_their_columns_in_order_on_every_database() -> None:
    for _number in range(5):
        listing("69", hourly_pay=Decimal("4.50"))
    receive(listing("29"), answered=6, silent=0)
    call_command("rebuild_lists", verbosity=0)
    heads = [
        Client().get(f"/donnees/{name}.csv").content.decode().splitlines()[0]
        for name in ("candidatures", "gratifications")
    ]
    assert heads == [
        "par,valeur,candidatures,taux_de_reponse,delai_median_jours",
        "par,valeur,annonces,gratification_mediane,sans_gratification",
    ]
