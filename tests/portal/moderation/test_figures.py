"""The public figures: counted from the rows, few numbers kept back, nobody pointed to."""

import csv
import datetime as dt
import io
import itertools
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from portal.moderation import appeals, decisions, figures
from portal.moderation.decisions import Choice
from portal.moderation.figures import guarded
from portal.moderation.grounds import Ground
from portal.moderation.models import AutoHide, Measure, Report
from tests.factories import make_internship, make_moderator, make_user
from tests.portal.moderation.factories import HIDE, NOTHING, case_of, make_report, settle

PAGE = "/moderation/chiffres/"


def shown(lines: list[figures.Line]) -> list[str]:
    return [line.shown for line in lines]


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([0, 0], ["0", "0", "0"]),
        ([3, 0], ["moins de 5", "moins de 5", "moins de 5"]),
        ([5, 12], ["5", "12", "17"]),
        ([3, 12, 40], ["moins de 5", "12", "40", "au moins 52"]),
        ([4, 4, 0], ["moins de 5", "moins de 5", "moins de 5", "non montré"]),
        ([1200, 0], ["1\u202f200", "moins de 5", "au moins 1\u202f200"]),
    ],
)
def test_few_is_not_shown_and_cannot_be_found_by_subtracting(
    counts: list[int], expected: list[str]
) -> None:
    lines = guarded([(str(at), n) for at, n in enumerate(counts)], total="Tout")
    assert shown(lines) == expected


def test_no_kept_back_number_can_be_told() -> None:
    """Whoever knows the rule and the sum still finds four values at least for each of them."""
    for counts in itertools.product(range(9), range(9), (0, 2, 7, 30)):
        seen = shown(guarded([(str(at), n) for at, n in enumerate(counts)], total="Tout"))
        hidden = [at for at in range(3) if seen[at] == "moins de 5"]
        possible = [range(5) if at in hidden else [n] for at, n in enumerate(counts)]
        fits = [
            one
            for one in itertools.product(*possible)
            if shown(guarded([(str(at), n) for at, n in enumerate(one)], total="Tout")) == seen
        ]
        assert counts in fits
        for at in hidden:
            assert len({one[at] for one in fits}) >= 4, counts


@pytest.mark.django_db
def test_empty_year_says_so() -> None:
    page = Client().get(PAGE)
    assert page.status_code == 200
    assert "Rien à compter pour l’instant" in page.text
    assert "<table" not in page.text
    assert Client().get(f"{PAGE}1999/").status_code == 404
    assert Client().get(f"{PAGE}1999.csv").status_code == 404


@pytest.fixture
def a_year() -> dict[str, Any]:
    """Twelve reports of six things, decided; an appeal; something hidden by the site."""
    moderator = make_moderator()
    measures = []
    for number in range(6):
        case = case_of(make_internship(title=f"Canari {number}"), reporter=make_user())
        make_report(case.target, email=f"canari{number}@example.org")
        measures.append(settle(case, HIDE, by=moderator))
    for _number in range(5):
        settle(case_of(make_internship()), NOTHING, by=moderator)
    ban = Choice(on_author="ban", ground=Ground.VIOLENCE, facts="Des menaces.")
    measures.append(settle(case_of(make_internship()), ban, by=moderator))
    appeal = appeals.contest(measure=measures[0], text="Non.")
    appeals.decide_appeal(appeal=appeal, by=make_moderator(), upheld=True, answer="Relu.")
    AutoHide.objects.create(case=measures[1].case, people=4, ended_at=timezone.now(), kept=True)
    return {"measures": measures}


def table(key: str, year: int | None = None) -> dict[str, str]:
    found = figures.tables(year or timezone.localdate().year)
    return {line.label: line.shown for one in found if one.key == key for line in one.lines}


@pytest.mark.django_db
def test_year_is_counted_from_the_rows(a_year: dict[str, Any]) -> None:
    reports = table("reports")
    assert reports["Arnaque, frais demandés, fausse structure"] == "18"
    assert reports["Discrimination"] == "moins de 5"
    assert reports["Tous les signalements"] == "au moins 18"
    # All but one: what is left would be told by its share.
    assert reports["Part traitée à ce jour"] == "trop peu pour le dire"
    assert reports["Délai médian entre le signalement et la réponse"] == "1\u00a0h"
    decided = table("decisions")
    assert decided["Masquer"] == "6"
    assert decided["Rien de contraire aux règles"] == "5"
    assert decided["Exclure"] == "moins de 5"
    # Not twelve: one would be what is left.
    assert decided["Toutes les décisions"] == "au moins 11"
    assert table("appeals")["Tous les recours reçus"] == "moins de 5"
    assert table("automatic")["Tous les masquages automatiques"] == "moins de 5"
    assert table("texts")["Publiés"] == "12"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("done", "left", "said"),
    [
        (5, 5, "50\u00a0%"),
        (1, 4, "trop peu pour le dire"),
        (4, 16, "trop peu pour le dire"),
        (16, 4, "trop peu pour le dire"),
        (20, 0, "trop peu pour le dire"),
    ],
)
def test_share_is_told_when_both_its_parts_are_shown(done: int, left: int, said: str) -> None:
    target = make_internship()
    made = [make_report(target, email=f"c{n}@example.org") for n in range(done + left)]
    settled = [one.pk for one in made[:done]]
    Report.objects.filter(pk__in=settled).update(handled_at=timezone.now(), outcome="Lu.")
    assert table("reports")["Part traitée à ce jour"] == said


@pytest.mark.django_db
def test_page_and_file_say_the_same_and_name_nobody(a_year: dict[str, Any]) -> None:
    year = timezone.localdate().year
    page = Client().get(PAGE).text
    answer = Client().get(f"{PAGE}{year}.csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    for told in (page, answer.content.decode()):
        assert "anari" not in told
        assert "example.org" not in told
    by_line = {(row["tableau"], row["ligne"]): row["valeur"] for row in rows}
    assert by_line["Signalements reçus", "Tous les signalements"] == ">=18"
    assert by_line["Décisions prises par une personne", "Exclure"] == "<5"
    assert ">au moins 18<" in page
    assert 'href="/moderation/chiffres/"' in Client().get("/regles/").text


@pytest.mark.django_db
def test_years_end_at_midnight_in_paris(a_year: dict[str, Any]) -> None:
    year = timezone.localdate().year
    _start, end = figures.bounds(year - 1)
    Measure.objects.update(decided_at=end - dt.timedelta(seconds=1), ends_at=None)
    Report.objects.update(created_at=end)
    assert table("decisions", year - 1)["Toutes les décisions"] == "au moins 11"
    assert table("decisions", year)["Toutes les décisions"] == "0"
    assert table("reports", year)["Tous les signalements"] == "au moins 18"
    assert figures.years() == [year, year - 1]
    page = Client().get(f"{PAGE}{year - 1}/").text
    assert f"La modération en {year - 1}" in page
    assert "Année en cours" not in page


@pytest.mark.django_db
def test_figures_outlive_the_accounts(a_year: dict[str, Any]) -> None:
    from portal.accounts.actions import erase_member

    before = table("decisions"), table("grounds")
    for measure in a_year["measures"]:
        measure.refresh_from_db()
        if measure.member:
            erase_member(member=measure.member)
    assert (table("decisions"), table("grounds")) == before


@pytest.mark.django_db
def test_lifted_measures_are_told(a_year: dict[str, Any]) -> None:
    for measure in a_year["measures"]:
        decisions.lift(measure, now=timezone.now())
    assert table("decisions")["Dont levées depuis"] == "7"


@pytest.mark.django_db
@pytest.mark.parametrize("item_count", [1, 3])
def test_page_asks_the_same_whatever_was_counted(
    item_count: int, django_assert_max_num_queries: Any
) -> None:
    for _number in range(item_count):
        settle(case_of(make_internship()), HIDE)
    with django_assert_max_num_queries(10):
        Client().get(PAGE)
