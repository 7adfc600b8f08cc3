import re
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Event

from portal.shell import ics

PARIS = ZoneInfo("Europe/Paris")
STAMP = datetime(2026, 11, 23, 9, tzinfo=UTC)
# Every way known to end a line, and what else a file of lines cannot hold.
BREAKS = ["\r\n", "\n", "\r", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"]
CONTROLS = ["\x00", "\x07", "\x1b", "\x7f", "\x9f"]


def read(made: Calendar) -> Any:
    """The file as a phone reads it."""
    return Calendar.from_ical(made.to_ical())


def entry(**values: Any) -> Event:
    fields: dict[str, Any] = {
        "uid": ics.uid("essai", 1),
        "title": "Café",
        "starts_at": STAMP,
        "stamp": STAMP,
    }
    return ics.moment(**(fields | values))


def only(made: Calendar) -> Any:
    (found,) = read(made).walk("VEVENT")
    return found


def test_a_moment_is_written_in_paris_time_with_its_time_zone() -> None:
    made = ics.calendar(
        "Essai",
        [
            entry(
                starts_at=datetime(2027, 1, 29, 18, tzinfo=UTC),
                ends_at=datetime(2027, 1, 29, 20, 30, tzinfo=UTC),
            )
        ],
    )
    text = made.to_ical().decode()
    found = only(made)

    assert "DTSTART;TZID=Europe/Paris:20270129T190000\r\n" in text
    assert [zone["TZID"] for zone in read(made).walk("VTIMEZONE")] == ["Europe/Paris"]
    assert found["DTSTART"].dt == datetime(2027, 1, 29, 19, tzinfo=PARIS)
    assert found["DTEND"].dt - found["DTSTART"].dt == timedelta(hours=2, minutes=30)


@pytest.mark.parametrize(
    ("starts_at", "written"),
    [
        (datetime(2027, 3, 28, 0, 30, tzinfo=UTC), "20270328T013000"),
        (datetime(2027, 3, 28, 1, 30, tzinfo=UTC), "20270328T033000"),
        (datetime(2027, 7, 1, 17, tzinfo=UTC), "20270701T190000"),
    ],
)
def test_summer_time_is_kept(starts_at: datetime, written: str) -> None:
    made = ics.calendar("Essai", [entry(starts_at=starts_at)])

    assert f"DTSTART;TZID=Europe/Paris:{written}\r\n" in made.to_ical().decode()
    assert only(made)["DTSTART"].dt.astimezone(UTC) == starts_at


def test_whole_days_end_on_the_day_after() -> None:
    made = ics.calendar(
        "Essai",
        [
            ics.whole_days(
                uid="a", title="Cannes", first=date(2027, 5, 11), last=date(2027, 5, 22)
            ),
            ics.whole_days(uid="b", title="Clôture", first=date(2026, 12, 31)),
        ],
    )
    period, lone = read(made).walk("VEVENT")

    assert (period["DTSTART"].dt, period["DTEND"].dt) == (date(2027, 5, 11), date(2027, 5, 23))
    assert (lone["DTSTART"].dt, lone["DTEND"].dt) == (date(2026, 12, 31), date(2027, 1, 1))
    assert period["TRANSP"] == "TRANSPARENT"
    assert not read(made).walk("VTIMEZONE")


@pytest.mark.parametrize(
    ("given", "status", "transp"),
    [
        ({}, "CONFIRMED", "OPAQUE"),
        ({"tentative": True}, "TENTATIVE", "OPAQUE"),
        ({"cancelled": True, "tentative": True, "sequence": 4}, "CANCELLED", "TRANSPARENT"),
    ],
)
def test_status_follows_what_is_known(given: dict[str, Any], status: str, transp: str) -> None:
    found = only(ics.calendar("Essai", [entry(**given)]))

    assert (found["STATUS"], found["TRANSP"]) == (status, transp)
    assert found["SEQUENCE"] == given.get("sequence", 0)


@pytest.mark.parametrize("mark", BREAKS + CONTROLS)
def test_no_character_can_add_a_property(mark: str) -> None:
    evil = f"Titre{mark}ATTENDEE:mailto:a@example.org{mark}END:VEVENT{mark}BEGIN:VALARM"
    made = ics.calendar(
        evil, [entry(title=evil, text=evil, place=evil, path=f"/rencontres/{evil}")]
    )
    found = only(made)

    assert "ATTENDEE" not in found
    assert not found.subcomponents
    assert found["SUMMARY"].startswith("Titre")
    names = {line.split(b":")[0].split(b";")[0] for line in made.to_ical().split(b"\r\n")}
    assert b"ATTENDEE" not in names


def test_texts_come_back_as_written() -> None:
    text = (
        "Prix\u00a0: 0 €\u202f; « venez », dit-elle \\o/\nDeuxième ligne, très longue " + "é" * 90
    )
    found = only(ics.calendar("Essai", [entry(title="a;b,c\\d", text=text, place="Le Mas\nArles")]))

    assert str(found["SUMMARY"]) == "a;b,c\\d"
    assert str(found["DESCRIPTION"]) == text
    assert str(found["LOCATION"]) == "Le Mas Arles"


def test_a_long_text_is_shortened() -> None:
    exact, long = "a" * ics.LONGEST_TEXT, "b" * (ics.LONGEST_TEXT + 1)

    assert str(only(ics.calendar("Essai", [entry(text=exact)]))["DESCRIPTION"]) == exact
    short = str(only(ics.calendar("Essai", [entry(text=long)]))["DESCRIPTION"])
    assert short == "b" * (ics.LONGEST_TEXT - 1) + "…"


def test_the_time_zone_changes_when_paris_does() -> None:
    """The rule written in the file, read by another library's rules, against the system's."""
    zone = read(ics.calendar("Essai", [entry()])).walk("VTIMEZONE")[0].to_tz(lookup_tzid=False)
    start = datetime(2026, 11, 1)

    for hours in range(0, 24 * 365 * 6, 7):
        moment = start + timedelta(hours=hours)
        assert moment.replace(tzinfo=zone).utcoffset() == moment.replace(tzinfo=PARIS).utcoffset()


def test_lines_fit_in_75_bytes() -> None:
    made = ics.calendar("Essai", [entry(title="é" * 300, text="à" * 2000)])

    assert max(len(line) for line in made.to_ical().split(b"\r\n")) <= 75


def test_an_entry_keeps_its_name_from_one_file_to_the_next() -> None:
    assert ics.uid("rencontre", 12) == ics.uid("rencontre", 12)
    assert ics.uid("rencontre", 12) != ics.uid("mentorat", 12)
    assert ics.uid("rencontre", 12).startswith("rencontre-12@")


def test_an_entry_of_a_feed_is_named_by_an_iri() -> None:
    # RFC 4151: tag:authority,date:specific, the authority a name of domain.
    assert re.fullmatch(r"tag:[a-z0-9.-]+,2026:rencontre-12", ics.iri("rencontre", 12))


def test_the_answer_is_a_calendar_file() -> None:
    answer = ics.respond(ics.calendar("Essai", []), filename='Fête "à\r\nX: y"')

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="fete-a-x-y.ics"'
    assert answer.content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert answer.content.endswith(b"END:VCALENDAR\r\n")
