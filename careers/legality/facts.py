from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from careers.enums import InternshipKind


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known of an offer; None is « nobody said », never « no ».

    Hours in hours, `hourly_pay` in euros an hour (0: none). `total_hours` are the hours of presence
    of the agreement; without them they are estimated from the dates and the week. `places` are
    those of this offer; `interns_present` and `tutor_interns` are there without it, and
    `present_with`, `followed_with` the listings (title, places) counted among them.
    """

    kind: str = InternshipKind.STAGE
    departement: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    weekly_hours: Decimal | None = None
    total_hours: Decimal | None = None
    hourly_pay: Decimal | None = None
    # The organisation and the tutor.
    headcount: int | None = None
    interns_present: int | None = None
    tutor_named: bool | None = None
    tutor_interns: int | None = None
    places: int = 1
    present_with: tuple[tuple[str, int], ...] = ()
    followed_with: tuple[tuple[str, int], ...] = ()
    # The last intern on the same post; `first_on_post` says that there was none.
    previous_starts_on: date | None = None
    previous_ends_on: date | None = None
    previous_weekly_hours: Decimal | None = None
    previous_left_early: bool | None = None
    first_on_post: bool | None = None
    # What the organisation commits itself to.
    agreement: bool | None = None  # signed by three before the first day
    curriculum: bool | None = None  # part of a curriculum of 200 taught hours a year
    team_complete: bool | None = None  # the intern stands in for nobody
    # (name of the field, what is written there)
    texts: tuple[tuple[str, str], ...] = ()
