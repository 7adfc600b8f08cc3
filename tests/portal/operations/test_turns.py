"""A loop of many small transactions leaves others a turn, now and then."""

from types import SimpleNamespace

import pytest

from portal.operations import turns


def test_a_loop_gives_way_after_each_stint_of_work(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = SimpleNamespace(now=0.0)
    monkeypatch.setattr(turns, "time", SimpleNamespace(monotonic=lambda: clock.now))
    given: list[float] = []

    def give_way(using: str) -> None:
        given.append(clock.now)
        # What the turn lasts is no work.
        clock.now += turns.STINT * 3

    monkeypatch.setattr(turns, "give_way", give_way)

    seen = []
    for one in turns.in_turns(range(10)):
        seen.append(one)
        clock.now += turns.STINT / 2

    assert seen == list(range(10))
    assert len(given) == 4
