"""What the hours diary finds, at each border. No database."""

from datetime import date, time, timedelta

import pytest

from careers.placements.diary import Finding, Span, Terms, findings, length, total, weeks

MONDAY = date(2026, 11, 23)
QUIET = Terms(nights=True, sundays=True)
MINOR = Terms(nights=True, sundays=True, minor=True)


def at(text: str) -> time:
    return time.fromisoformat(text)


def span(day: int, start: str, end: str, pause: int = 0) -> Span:
    """`day`: days after a Monday."""
    return Span(MONDAY + timedelta(days=day), at(start), at(end), pause)


def rules(spans: list[Span], terms: Terms = QUIET) -> list[str]:
    return [one.rule for one in findings(spans, terms)]


def only(spans: list[Span], rule: str, terms: Terms = QUIET) -> list[Finding]:
    return [one for one in findings(spans, terms) if one.rule == rule]


@pytest.mark.parametrize(
    ("start", "found"),
    [("05:59", True), ("06:00", False), ("06:01", False)],
)
def test_rest_of_10_h_59_is_short_and_of_11_h_is_not(start: str, found: bool) -> None:
    spans = [span(0, "12:00", "19:00"), span(1, start, "10:00")]
    assert bool(only(spans, "rest")) is found


def test_the_short_rest_says_how_long_it_was() -> None:
    [one] = only([span(0, "12:00", "19:00"), span(1, "05:59", "10:00")], "rest")
    assert "10\u00a0h\u00a059" in one.text
    assert one.day == MONDAY + timedelta(days=1)
    assert "L.3131-1" in one.article


@pytest.mark.parametrize(("start", "found"), [("06:59", True), ("07:00", False)])
def test_a_minor_rests_twelve_hours(start: str, found: bool) -> None:
    spans = [span(0, "13:00", "19:00", 30), span(1, start, "10:00")]
    assert bool(only(spans, "rest", MINOR)) is found


def test_rest_after_midnight_is_counted_from_the_true_end() -> None:
    assert only([span(0, "16:00", "01:00"), span(1, "11:59", "15:00")], "rest")
    assert not only([span(0, "16:00", "01:00"), span(1, "12:00", "15:00")], "rest")


def test_a_pause_at_noon_is_no_rest_between_days() -> None:
    assert rules([span(0, "08:00", "12:00"), span(0, "13:00", "17:00")]) == []


@pytest.mark.parametrize(("end", "found"), [("18:00", False), ("18:01", True)])
def test_a_day_of_10_h_passes_and_of_10_h_01_does_not(end: str, found: bool) -> None:
    assert bool(only([span(0, "08:00", end)], "day")) is found


def test_breaks_are_not_work() -> None:
    assert not only([span(0, "08:00", "19:00", 60)], "day")
    assert only([span(0, "08:00", "19:00", 59)], "day")


def test_two_stretches_make_one_day() -> None:
    spans = [span(0, "06:00", "12:00"), span(0, "14:00", "18:01")]
    assert only(spans, "day")
    assert not only([span(0, "06:00", "12:00"), span(0, "14:00", "18:00")], "day")


@pytest.mark.parametrize(("end", "found"), [("15:30", False), ("15:31", True)])
def test_a_minor_s_day_is_seven_hours(end: str, found: bool) -> None:
    assert bool(only([span(0, "08:00", end, 30)], "day", MINOR)) is found


@pytest.mark.parametrize(("days", "found"), [(6, False), (7, True)])
def test_six_days_in_a_row_pass_and_seven_do_not(days: int, found: bool) -> None:
    spans = [span(day, "09:00", "12:00") for day in range(days)]
    assert bool(only(spans, "row")) is found


def test_a_day_off_begins_the_row_again() -> None:
    spans = [span(day, "09:00", "12:00") for day in (0, 1, 2, 3, 4, 6, 7, 8, 9, 10, 11)]
    assert not only(spans, "row")


def test_each_day_beyond_the_sixth_is_said() -> None:
    spans = [span(day, "09:00", "12:00") for day in range(9)]
    assert [one.day for one in only(spans, "row")] == [
        MONDAY + timedelta(days=day) for day in (6, 7, 8)
    ]


def test_35_h_of_rest_a_week_pass_and_34_h_59_do_not() -> None:
    days = [span(day, "09:00", "12:00") for day in range(5)]
    saturday = span(5, "09:00", "22:00")
    assert not only([*days, saturday, span(7, "09:00", "12:00")], "weekly-rest")
    assert only([*days, saturday, span(7, "08:59", "12:00")], "weekly-rest")


def test_a_rest_on_a_weekday_counts() -> None:
    spans = [span(day, "09:00", "12:00") for day in (0, 1, 3, 4, 5, 6, 7, 8)]
    assert not only(spans, "weekly-rest")


def test_a_rest_of_the_week_before_does_not_count_for_this_one() -> None:
    spans = [span(day, "09:00", "18:00") for day in range(7, 15)]
    assert [one.day for one in only(spans, "weekly-rest")] == [MONDAY + timedelta(days=7)]


def test_the_rest_after_the_last_line_is_not_over() -> None:
    spans = [span(day, "09:00", "18:00") for day in range(6)]
    assert not only(spans, "weekly-rest")


@pytest.mark.parametrize(("end", "found"), [("18:00", False), ("18:01", True)])
def test_48_h_a_week_pass_and_a_minute_more_does_not(end: str, found: bool) -> None:
    spans = [span(day, "09:00", "17:00") for day in range(5)] + [span(5, "10:00", end)]
    assert total(spans) == timedelta(hours=48, minutes=int(end[-1]))
    assert bool(only(spans, "week")) is found


@pytest.mark.parametrize(("end", "found"), [("16:00", False), ("16:01", True)])
def test_the_hours_agreed_are_the_week(end: str, found: bool) -> None:
    terms = Terms(weekly=timedelta(hours=35), nights=True, sundays=True)
    spans = [span(day, "09:00", "16:00") for day in range(4)] + [span(4, "09:00", end)]
    assert bool(only(spans, "agreed", terms)) is found
    assert not only(spans, "agreed")


@pytest.mark.parametrize(("end", "found"), [("16:30", False), ("16:31", True)])
def test_a_minor_s_week_is_35_hours(end: str, found: bool) -> None:
    spans = [span(day, "09:00", "16:30", 30) for day in range(4)] + [span(4, "09:00", end, 30)]
    assert bool(only(spans, "week", MINOR)) is found


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        ("14:00", "21:00", False),
        ("14:00", "21:01", True),
        ("06:00", "12:00", False),
        ("05:59", "12:00", True),
        ("23:00", "05:00", True),
        ("00:30", "03:00", True),
    ],
)
def test_night_is_from_21_h_to_6_h(start: str, end: str, found: bool) -> None:
    terms = Terms(sundays=True)
    assert bool(only([span(1, start, end)], "night", terms)) is found


def test_nights_of_the_agreement_are_not_said() -> None:
    assert rules([span(1, "20:00", "02:00")]) == []


def test_silence_and_refusal_are_told_apart() -> None:
    night = [span(1, "20:00", "02:00")]
    assert "n’en dit rien" in only(night, "night", Terms())[0].text
    assert "dit non" in only(night, "night", Terms(nights=False))[0].text


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [("14:00", "20:00", False), ("14:00", "20:01", True), ("05:59", "09:00", True)],
)
def test_no_night_under_18_whatever_the_agreement_says(start: str, end: str, found: bool) -> None:
    assert bool(only([span(1, start, end, 30)], "night", MINOR)) is found


@pytest.mark.parametrize(
    ("day", "start", "end", "found"),
    [
        (6, "09:00", "12:00", True),
        (5, "18:00", "00:00", False),
        (5, "18:00", "00:01", True),
        (7, "00:00", "04:00", False),
        (4, "09:00", "12:00", False),
    ],
)
def test_sunday_begins_at_midnight(day: int, start: str, end: str, found: bool) -> None:
    assert bool(only([span(day, start, end)], "sunday", Terms(nights=True))) is found


def test_sundays_of_the_agreement_are_not_said() -> None:
    assert not only([span(6, "09:00", "12:00")], "sunday")


@pytest.mark.parametrize(
    ("end", "pause", "found"),
    [("12:30", 0, False), ("12:31", 0, True), ("12:31", 29, True), ("12:31", 30, False)],
)
def test_a_minor_stops_after_four_hours_and_a_half(end: str, pause: int, found: bool) -> None:
    assert bool(only([span(0, "08:00", end, pause)], "break", MINOR)) is found
    assert not only([span(0, "08:00", end, pause)], "break")


@pytest.mark.parametrize(
    ("a", "b", "crossed"),
    [
        (span(0, "08:00", "12:00"), span(0, "12:00", "14:00"), False),
        (span(0, "08:00", "12:00"), span(0, "11:59", "14:00"), True),
        (span(0, "22:00", "02:00"), span(1, "01:59", "03:00"), True),
        (span(0, "22:00", "02:00"), span(1, "02:00", "03:00"), False),
        (span(0, "08:00", "18:00"), span(0, "10:00", "11:00"), True),
    ],
)
def test_overlapping(a: Span, b: Span, crossed: bool) -> None:
    assert a.overlaps(b) is b.overlaps(a) is crossed


def test_weeks_are_added_up_from_monday() -> None:
    spans = [span(6, "22:00", "02:00"), span(7, "09:00", "16:30", 30), span(8, "09:00", "10:00")]
    found = [(one.monday, one.label) for one in weeks(spans)]
    assert found == [
        (MONDAY, "4\u00a0h"),
        (MONDAY + timedelta(days=7), "8\u00a0h"),
    ]


def test_a_year_s_end_is_one_week() -> None:
    days = [date(2026, 12, 31), date(2027, 1, 1)]
    spans = [Span(day, at("09:00"), at("10:00")) for day in days]
    assert [one.monday for one in weeks(spans)] == [date(2026, 12, 28)]


@pytest.mark.parametrize(
    ("minutes", "said"), [(0, "0\u00a0h"), (60, "1\u00a0h"), (65, "1\u00a0h\u00a005")]
)
def test_lengths_are_said_as_french_says_them(minutes: int, said: str) -> None:
    assert length(timedelta(minutes=minutes)) == said


def test_nothing_written_finds_nothing() -> None:
    assert findings([], Terms()) == []


def test_an_ordinary_week_finds_nothing() -> None:
    terms = Terms(weekly=timedelta(hours=35))
    assert rules([span(day, "09:00", "17:00", 60) for day in range(5)], terms) == []


def test_everything_found_names_its_article_and_its_doubt() -> None:
    spans = [span(day, "05:00", "23:30") for day in range(8)]
    terms = Terms(weekly=timedelta(hours=35))
    found = findings(spans, terms)
    assert {one.rule for one in found} == {
        "rest", "day", "row", "week", "agreed", "weekly-rest", "night", "sunday",
    }  # fmt: skip
    for one in found:
        assert one.article.startswith("Code d")
        assert one.level in {"mixed", "general_knowledge"}
