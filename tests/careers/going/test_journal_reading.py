"""What the lines of a journal add up to: what one did, what next, when to change something."""

from datetime import date, timedelta
from typing import Any

import pytest

from careers.journal.lines import Line, Step
from careers.journal.reading import ENOUGH, FOLLOW_UP_DAYS, PAUSE_DAYS, Journal, numbered
from careers.journal_enums import JournalMove, JournalState

TODAY = date(2026, 11, 28)
NO, SILENT, YES = JournalState.REFUSED, JournalState.SILENT, JournalState.ACCEPTED
SENT, MET = JournalState.SENT, JournalState.INTERVIEW


def line(state: str, *, ago: int = 0, sent: int | None = None, **fields: Any) -> Line:
    """An application sent `sent` days ago, that came to `state` `ago` days ago."""
    state = JournalState(state)
    steps = [Step(JournalMove.SENT, "envoyée", TODAY - timedelta(days=sent or ago + 10))]
    if state not in {SENT, JournalState.TO_PREPARE}:
        steps.append(Step(state.value, str(state.label), TODAY - timedelta(days=ago)))
    values: dict[str, Any] = {
        "key": f"journal:{ago}",
        "place": "Ailleurs",
        "what": "",
        "kind": "stage",
        "kind_label": "Stage",
        "state": state,
        "state_label": str(state.label),
        "since": steps[0].on,
        "steps": tuple(steps),
        "url": "/",
        **fields,
    }
    return Line(**values)


def journal(*lines: Line) -> Journal:
    return Journal(tuple(numbered(lines)), TODAY)


def answers(*states: str) -> Journal:
    """Applications answered one day after the other, the last one today."""
    last = len(states) - 1
    return journal(*(line(state, ago=last - rank) for rank, state in enumerate(states)))


@pytest.mark.parametrize(
    ("states", "offered"),
    [
        ([NO] * 4, False),
        ([NO] * 5, True),
        ([SILENT] * 5, True),
        ([NO, SILENT, NO, SILENT, NO], True),
        ([YES, NO, NO, NO, NO, NO], True),
        ([NO, NO, NO, NO, NO, YES], False),
        ([NO, NO, YES, NO, NO, NO], False),
        ([NO] * 12, True),
        ([], False),
    ],
)
def test_another_way_is_offered_after_five_noes_in_a_row(states: list[str], offered: bool) -> None:
    assert ENOUGH == 5
    assert (answers(*states).turn is not None) == offered


def test_what_waits_or_was_dropped_is_neither_a_yes_nor_a_no() -> None:
    waiting = [line(SENT, ago=0), line(MET, ago=0), line(SENT, ago=0, dropped=True)]
    noes = [line(NO, ago=days) for days in range(1, 6)]

    assert journal(*noes, *waiting).turn is not None
    assert journal(*noes[:4], *waiting).turn is None


def test_the_row_follows_the_day_of_the_answer_and_not_that_of_the_sending() -> None:
    """A yes that came last ends the row, even to what was sent first."""
    early_yes = line(YES, ago=0, sent=300)
    noes = [line(NO, ago=days, sent=20) for days in range(1, 6)]

    assert journal(early_yes, *noes).turn is None


def test_what_one_did_afterwards_does_not_change_when_the_answer_came() -> None:
    yes = line(YES, ago=30)
    thanked = Step(JournalMove.DONE, "Remercier", TODAY)
    later = line(YES, ago=30, key="journal:x", steps=(*yes.steps, thanked))
    noes = [line(NO, ago=days) for days in range(5)]

    assert journal(later, *noes).turn is not None


def test_the_offer_knows_silences_from_refusals_and_what_was_tried() -> None:
    turn = answers(SILENT, SILENT, NO, NO, SILENT).turn
    assert turn is not None
    assert turn.mostly_silent
    assert turn.only_kind == "stage"

    several = [line(NO, ago=days, kind="stage" if days else "ecole") for days in range(5)]
    turn = journal(*several).turn
    assert turn is not None
    assert not turn.mostly_silent
    assert turn.only_kind == ""


def test_effort_counts_what_one_did_and_no_result() -> None:
    refused = answers(NO, NO, SILENT).effort
    accepted = answers(YES, YES, YES).effort

    assert refused == accepted
    assert (refused.sent, refused.total) == (3, 3)


def test_effort_counts_follow_ups_interviews_small_steps_and_lessons() -> None:
    days = [TODAY - timedelta(days=ago) for ago in (9, 6, 4, 2)]
    moves = [JournalMove.SENT, JournalMove.FOLLOWED_UP, JournalMove.DONE, JournalMove.INTERVIEW]
    steps = tuple(Step(move, "", day) for move, day in zip(moves, days, strict=True))

    effort = journal(line(MET, steps=steps, lesson="Appeler le matin.")).effort

    assert (effort.sent, effort.followed_up, effort.done, effort.interviews, effort.lessons) == (
        1, 1, 1, 1, 1,
    )  # fmt: skip
    assert len(effort.frames) == effort.total == 5


def test_waiting_lowers_nothing() -> None:
    lines = [line(NO, ago=3, lesson="Un nom."), line(SENT, ago=0, sent=8)]
    now, later = Journal(tuple(lines), TODAY), Journal(tuple(lines), date(2029, 1, 1))

    assert now.effort == later.effort
    assert not now.is_back
    assert later.is_back


def test_a_pause_begins_after_a_month_and_not_before_anything_was_done() -> None:
    assert not journal(line(SENT, sent=PAUSE_DAYS - 1)).is_back
    assert journal(line(SENT, sent=PAUSE_DAYS)).is_back
    assert not journal().is_back


def test_what_is_planned_comes_by_its_day_and_the_rest_after() -> None:
    soon, late = TODAY + timedelta(days=2), TODAY - timedelta(days=3)
    found = journal(
        line(SENT, key="a", next_step="sans date"),
        line(SENT, key="b", next_step="bientôt", next_on=soon),
        line(SENT, key="c", next_step="prévu", next_on=late),
        line(SENT, key="d"),
    ).to_do

    assert [one.next_step for one in found] == ["prévu", "bientôt", "sans date"]


def test_one_is_asked_to_decide_after_two_weeks_without_news() -> None:
    quiet = line(SENT, sent=FOLLOW_UP_DAYS)

    assert journal(quiet).quiet
    assert not journal(line(SENT, sent=FOLLOW_UP_DAYS - 1)).quiet
    assert not journal(line(NO, ago=50)).quiet
    assert not journal(line(SENT, sent=50, next_step="Relancer")).quiet
    # The site says itself when an answer is due.
    assert not journal(line(SENT, sent=50, on_site=True)).quiet


def test_takes_are_numbered_in_the_order_in_which_they_were_begun() -> None:
    first, second = line(SENT, sent=40, key="z"), line(SENT, sent=2, key="a")

    assert [(one.key, one.number) for one in numbered([second, first])] == [("z", 1), ("a", 2)]
