"""The report as a whole: what blocks, what is counted, what is kept."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from careers.enums import InternshipKind
from careers.legality import Facts, Law, Report, State, check

from .law import law

GOOD = Facts(
    starts_on=date(2026, 3, 2),
    ends_on=date(2026, 6, 26),
    weekly_hours=Decimal(35),
    hourly_pay=Decimal("4.50"),
    headcount=8,
    interns_present=0,
    tutor_named=True,
    tutor_interns=0,
    first_on_post=True,
    agreement=True,
    curriculum=True,
    team_complete=True,
    texts=(("title", "Stage régie"), ("missions", "Préparer les décors avec la régisseuse.")),
)


def test_a_good_offer_is_all_green() -> None:
    report = check(GOOD, law())

    assert [one.rule for one in report.findings if one.state != State.PASSED] == []
    assert report.state == State.PASSED
    assert not report.blocks


def test_an_empty_offer_is_never_green() -> None:
    report = check(Facts(), law())

    assert report.passed == ()
    assert report.state == State.UNKNOWN
    assert not report.blocks


@pytest.mark.parametrize("kind", [kind for kind in InternshipKind.values if kind != "stage"])
def test_no_other_kind_is_all_green(kind: str) -> None:
    """The reference data says too little of them."""

    report = check(replace(GOOD, kind=kind, hourly_pay=Decimal(15)), law())

    assert report.state == State.UNKNOWN
    assert not report.blocks
    assert {note.state for note in report.notes} == {State.NOTE, State.NOT_APPLICABLE}


@pytest.mark.parametrize(
    ("facts", "rule", "state"),
    [
        (Facts(kind="cddu", hourly_pay=Decimal(0)), "salaire", State.FAILED),
        (Facts(kind="cddu", hourly_pay=Decimal(30)), "salaire", State.UNKNOWN),
        (Facts(kind="cddu"), "salaire", State.UNKNOWN),
        (Facts(kind="alternance", hourly_pay=Decimal(0)), "salaire", State.FAILED),
        (
            Facts(kind="cddu", hourly_pay=Decimal(15), texts=(("title", "Non rémunéré"),)),
            "salaire",
            State.FAILED,
        ),
        (
            Facts(kind="cddu", texts=(("title", "Auxiliaire de régie"),)),
            "auxiliaire",
            State.UNKNOWN,
        ),
        (
            Facts(kind="immersion", starts_on=date(2026, 3, 2), ends_on=date(2026, 4, 1)),
            "duree",
            State.PASSED,
        ),
        (
            Facts(kind="immersion", starts_on=date(2026, 3, 2), ends_on=date(2026, 4, 2)),
            "duree",
            State.UNKNOWN,
        ),
        (Facts(kind="immersion"), "duree", State.UNKNOWN),
        (Facts(kind="immersion"), "cadre", State.UNKNOWN),
        (Facts(kind="service-civique"), "cadre", State.UNKNOWN),
        (
            Facts(kind="service-civique", texts=(("title", "En remplacement de la chargée"),)),
            "remplacement",
            State.FAILED,
        ),
    ],
)
def test_other_kinds(facts: Facts, rule: str, state: State) -> None:
    found = check(facts, law()).get(rule)

    assert found is not None
    assert found.state == state


def test_a_month_of_immersion_is_to_be_checked() -> None:
    facts = Facts(kind="immersion", starts_on=date(2026, 3, 2), ends_on=date(2026, 3, 13))
    found = check(facts, law()).get("duree")

    assert found is not None
    assert found.to_check


def test_kind_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="benevolat"):
        check(Facts(kind="benevolat"), law())


@pytest.mark.parametrize(
    ("text", "rule", "state"),
    [
        ("Stage bénévole", "statut", State.FAILED),
        ("Pas de budget", "statut", State.UNKNOWN),
        ("En remplacement de l’assistante", "remplacement", State.FAILED),
        ("En complète autonomie", "remplacement", State.UNKNOWN),
        ("Célibataire", "discrimination", State.FAILED),
        ("Habiter à Lyon", "discrimination", State.UNKNOWN),
        ("Travail en hauteur", "danger", State.UNKNOWN),
        ("Environ 12 h par jour", "horaires", State.UNKNOWN),
        ("Frais de dossier", "paiement", State.FAILED),
        ("Photos en maillot", "vhss", State.FAILED),
        ("Stage de troisième, quelques nuits", "nuit-mineur", State.FAILED),
    ],
)
def test_words_make_a_good_offer_worse(text: str, rule: str, state: State) -> None:

    report = check(replace(GOOD, texts=(("title", text),)), law())
    found = report.get(rule)

    assert found is not None
    assert found.state == state
    assert [one.field for one in found.words] == ["title"]
    assert report.blocks is (state == State.FAILED)


def test_nights_alone_are_no_fault() -> None:

    report = check(replace(GOOD, texts=(("missions", "Quelques nuits de tournage."),)), law())

    assert report.state == State.PASSED


@pytest.mark.parametrize(
    ("pledge", "state"),
    [(True, State.PASSED), (False, State.UNKNOWN), (None, State.UNKNOWN)],
)
def test_only_a_pledge_assures_that_nobody_is_replaced(pledge: bool | None, state: State) -> None:

    found = check(replace(GOOD, team_complete=pledge), law()).get("remplacement")

    assert found is not None
    assert found.state == state


def test_a_pledge_without_a_text_assures_nothing() -> None:
    found = check(replace(GOOD, texts=()), law()).get("remplacement")

    assert found is not None
    assert found.state == State.UNKNOWN


def test_a_kept_report_says_the_same() -> None:
    facts = Facts(
        starts_on=date(2025, 11, 3),
        ends_on=date(2026, 2, 27),
        weekly_hours=Decimal("37.5"),
        hourly_pay=Decimal("4.35"),
        previous_starts_on=date(2025, 1, 1),
        previous_ends_on=date(2025, 6, 30),
        texts=(("missions", "Stage bénévole"),),
    )
    report = check(facts, law())
    kept = Report.from_json(json.loads(json.dumps(report.as_json())))

    assert kept == report
    assert [one.sentence for one in kept.findings] == [one.sentence for one in report.findings]
    assert kept.blocks


def test_a_kept_report_keeps_its_figures_when_the_law_changes() -> None:
    facts = Facts(
        starts_on=date(2027, 1, 4),
        ends_on=date(2027, 4, 30),
        weekly_hours=Decimal(35),
        hourly_pay=Decimal("4.50"),
    )
    before = check(facts, law())
    kept = json.dumps(before.as_json())
    known = law()
    values: Any = {**known.values}
    values["gratification-horaire"] = tuple(
        type(value)(**{**vars(value), "figure": value.figure or Decimal("4.65")})
        for value in values["gratification-horaire"]
    )
    after = check(facts, Law(today=known.today, rules=known.rules, values=values))

    assert [
        one.state for one in (before.get("gratification"), after.get("gratification")) if one
    ] == [
        State.UNKNOWN,
        State.FAILED,
    ]
    old = Report.from_json(json.loads(kept)).get("gratification")
    assert old is not None
    assert "pas encore connu" in old.sentence


@pytest.mark.parametrize("broken", [{}, {"kind": "stage"}, {"kind": "stage", "made_on": "hier"}])
def test_something_else_is_no_report(broken: dict[str, Any]) -> None:
    with pytest.raises((KeyError, ValueError)):
        Report.from_json(broken)


def test_a_report_is_said_in_the_language_of_its_reader() -> None:
    found = check(Facts(total_hours=Decimal(1200)), law()).get("duree")
    assert found is not None
    with translation.override("en"):
        assert "924\u00a0h" in found.sentence


def test_every_finding_has_a_title_and_a_sentence() -> None:
    for kind in InternshipKind.values:
        report = check(Facts(kind=kind), law())
        for one in (*report.findings, *report.notes):
            assert one.label
            assert one.sentence
            assert "%(" not in one.sentence


def test_every_rule_of_internships_names_its_article() -> None:
    report = check(GOOD, law())

    assert [one.rule for one in report.findings if not one.article] == []
