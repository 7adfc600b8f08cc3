"""Keeps the narrow rows of the open internships, and their counts, beside the internships.

`refresh` is called in the transaction of whatever changes an internship: the caller has written its
row, or holds it. Two who would count at once take turns on the row of the total, then on the rows
of the openings; a sweep of what is over waits for nobody's opening.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import product
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, F, Q
from django.utils import timezone, translation

from careers import geography, towns
from careers.applications.enums import ApplicationState
from careers.enums import Duration
from careers.listing.exposure import exposure
from careers.listing.rows import line_of
from careers.models import Application, Internship, Opening, OpeningCount, OpeningLine
from portal.moderation.enums import State
from portal.operations.turns import give_way
from portal.shell import languages

BATCH = 500
# Beyond, what names something saved waits for the worker.
MOST_AT_ONCE = 100
# Two months, as the law counts them for the pay: its longest two are 62 days.
SHORT_DAYS = 62

# Department, role, region, kind, duration.
Key = tuple[str, str, str, str, str]
COLUMNS = ("department", "role", "region", "kind", "duration")
TABLE = OpeningCount._meta.db_table
FIELDS = [field.attname for field in Opening._meta.concrete_fields if not field.primary_key]


def cells(opening: Opening) -> Iterator[Key]:
    """The 24 counts an opening is part of."""
    trades = [("", ""), (opening.department, ""), (opening.department, opening.role)]
    regions = ["", opening.region]
    kinds = ["", opening.kind]
    durations = ["", str(opening.duration)]
    for trade, region, kind, duration in product(trades, regions, kinds, durations):
        yield (*trade, region, kind, duration)


def duration_of(starts_on: date, ends_on: date) -> Duration:
    return Duration.SHORT if (ends_on - starts_on).days < SHORT_DAYS else Duration.LONG


def opening_of(listing: Internship, *, applications: int, today: date) -> Opening | None:
    """The row an internship should have that day; None when it takes no applications."""
    if not listing.is_open(today=today):
        return None
    trade, published_at = listing.role, listing.published_at
    # What is published is complete: the database holds it.
    assert trade is not None
    assert published_at is not None
    assert listing.starts_on is not None
    assert listing.ends_on is not None
    assert listing.apply_by is not None
    where = towns.locate(listing.city, listing.departement)
    x, y, z = towns.point(*where) if where else (None, None, None)
    return Opening(
        internship_id=listing.pk,
        department=trade.department.slug,
        role=trade.slug,
        region=geography.region_of(listing.departement),
        kind=listing.kind,
        duration=duration_of(listing.starts_on, listing.ends_on),
        apply_by=listing.apply_by,
        starts_on=listing.starts_on,
        published_at=published_at,
        approved_at=listing.decided_at or published_at,
        applications=applications,
        exposure=exposure(
            published_at=published_at, applications=applications, places=listing.places
        ),
        lawful=_lawful(listing.legality),
        x=x,
        y=y,
        z=z,
    )


def _lawful(report: dict[str, Any] | None) -> bool:
    """Whether a report kept by `careers.legality` has passed every rule, none being unknown."""
    states = {one["state"] for one in (report or {}).get("findings", [])}
    return "passed" in states and not states & {"failed", "unknown"}


def _read(numbers: Sequence[int], today: date) -> dict[int, tuple[Opening, OpeningLine]]:
    """The rows that these internships should have, by number."""
    rows = Internship.objects.approved().filter(pk__in=numbers)
    narrow = rows.select_related("role__department", "organisation").only(
        "state", "title", "city", "departement", "kind", "starts_on", "ends_on", "apply_by",
        "published_at", "decided_at", "paused_at", "places", "places_taken", "legality",
        "weekly_hours", "hourly_pay", "organisation__name", "role__slug", "role__department__slug",
        "role__department__label", "role__department__label_en",
    )  # fmt: skip
    counts = received(numbers)
    found = {}
    for one in narrow:
        opening = opening_of(one, applications=counts.get(one.pk, 0), today=today)
        if opening is not None:
            found[one.pk] = opening, _line(one)
    return found


def _line(listing: Internship) -> OpeningLine:
    said = {}
    for language in (languages.FRENCH, languages.ENGLISH):
        with translation.override(language):
            said[language] = line_of(listing)
    return OpeningLine(
        opening_id=listing.pk, french=said[languages.FRENCH], english=said[languages.ENGLISH]
    )


def received(numbers: Sequence[int]) -> dict[int, int]:
    """How many applications these internships have received, those taken back left out."""
    found = _received().filter(internship__in=numbers).order_by().values_list("internship")
    return dict(found.annotate(Count("pk")))


def _received() -> Any:
    return Application.objects.sent().exclude(state=ApplicationState.WITHDRAWN)


def _values(opening: Opening) -> list[object]:
    return [getattr(opening, name) for name in FIELDS]


def refresh(numbers: Iterable[int], *, today: date | None = None) -> int:
    """Bring the rows and the counts up to these internships; returns how many rows changed.

    Batch by batch, each a transaction unless there is one already.
    """
    today = today or timezone.localdate()
    numbers = sorted(set(numbers))
    changed = 0
    for start in range(0, len(numbers), BATCH):
        if start:
            give_way()
        changed += _refresh(numbers[start : start + BATCH], today)
    return changed


def rank_again(listing: Internship) -> None:
    """Bring up the rank alone of an internship that has just received an application.

    In the transaction that sends it, holding the internship's row.
    """
    if listing.published_at is None:
        return
    count = _received().filter(internship=listing.pk).count()
    rank = exposure(published_at=listing.published_at, applications=count, places=listing.places)
    Opening.objects.filter(pk=listing.pk).update(applications=count, exposure=rank)


@transaction.atomic
def _refresh(numbers: Sequence[int], today: date) -> int:
    read = _read(numbers, today)
    wanted = {number: opening for number, (opening, _line) in read.items()}
    stored = {one.pk: one for one in Opening.objects.filter(pk__in=numbers)}
    if any(_counted(wanted, number) != _counted(stored, number) for number in numbers):
        _take_turns()
        held = Opening.objects.select_for_update().filter(pk__in=numbers).order_by("pk")
        stored = {one.pk: one for one in held}
    gone = [stored[number] for number in stored if number not in wanted]
    new = [wanted[number] for number in wanted if number not in stored]
    moved = [
        wanted[number]
        for number in wanted
        if number in stored and _values(wanted[number]) != _values(stored[number])
    ]
    counts: Counter[Key] = Counter()
    for one in [*new, *moved]:
        counts.update(cells(one))
    for one in [*gone, *(stored[one.pk] for one in moved)]:
        counts.subtract(cells(one))
    Opening.objects.filter(pk__in=[one.pk for one in gone]).delete()
    Opening.objects.bulk_create(new)
    if moved:
        Opening.objects.bulk_update(moved, FIELDS)
    _count(counts)
    touched = {one.pk for one in [*gone, *new, *moved]}
    return len(touched | _print([line for _opening, line in read.values()]))


def _counted(openings: dict[int, Opening], number: int) -> set[Key]:
    """The counts that an internship is part of."""
    return set(cells(openings[number])) if number in openings else set()


def _print(lines: Sequence[OpeningLine]) -> set[int]:
    """Write the lines that say something else than before; returns whose they are."""
    there = OpeningLine.objects.in_bulk([one.pk for one in lines])
    changed = [
        one
        for one in lines
        if one.pk not in there
        or (one.french, one.english) != (there[one.pk].french, there[one.pk].english)
    ]
    OpeningLine.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["opening"],
        update_fields=["french", "english"],
    )
    return {one.pk for one in changed}


def remove(numbers: Iterable[int]) -> None:
    """Take internships out that are about to be deleted, in the same transaction."""
    _take_turns()
    held = Opening.objects.select_for_update().filter(pk__in=list(numbers)).order_by("pk")
    _drop(list(held))


@transaction.atomic
def sweep(*, today: date) -> int:
    """Take out some of those whose deadline has passed; returns how many, 0 once all are out."""
    _take_turns()
    over = Opening.objects.filter(apply_by__lt=today).order_by("pk")
    # One that is being changed waits for the next sweep.
    held = list(over.select_for_update(skip_locked=True)[:BATCH])
    _drop(held)
    return len(held)


def _drop(held: Sequence[Opening]) -> None:
    counts: Counter[Key] = Counter()
    for one in held:
        counts.subtract(cells(one))
    Opening.objects.filter(pk__in=[one.pk for one in held]).delete()
    _count(counts)


def _take_turns() -> None:
    """Hold the row of the total until the end of the transaction."""
    total = OpeningCount.objects.filter(department="", region="", kind="", duration="")
    if total.select_for_update().first() is None:
        OpeningCount.objects.bulk_create([OpeningCount()], ignore_conflicts=True)
        total.select_for_update().first()


def _count(changes: Counter[Key]) -> None:
    """Add to the counts, or take from them; the total's row is held."""
    rows = sorted((key, change) for key, change in changes.items() if change)
    names = ", ".join(COLUMNS)
    marks = ", ".join(["%s"] * len(COLUMNS))
    same = " AND ".join(f"{name} = %s" for name in COLUMNS)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {TABLE} ({names}, count) VALUES ({marks}, 0)"  # noqa: S608
            f" ON CONFLICT ({names}) DO NOTHING",
            [key for key, change in rows if change > 0],
        )
        cursor.executemany(
            f"UPDATE {TABLE} SET count = count + %s WHERE {same}",  # noqa: S608
            [(change, *key) for key, change in rows],
        )


def rebuild(*, today: date) -> int:
    """Write every row again from the internships; returns how many changed.

    For a change of what a row or a line holds (`manage.py rebuild_lists`).
    """
    opened = Internship.objects.open(today=today).order_by().values_list("pk", flat=True)
    there = Opening.objects.order_by().values_list("pk", flat=True)
    changed = refresh({*opened.iterator(), *there.iterator()}, today=today)
    return changed + _mend_counts()


def mend(*, today: date) -> int:
    """Bring up to the internships what bypassed the rows; returns how many changed."""
    missing = Internship.objects.open(today=today).filter(opening__line__isnull=True)
    late = Opening.objects.filter(
        ~Q(internship__state=State.APPROVED)
        | Q(internship__paused_at__isnull=False)
        | Q(internship__places_taken__gte=F("internship__places"))
        | ~Q(internship__apply_by=F("apply_by"))
        | ~Q(internship__kind=F("kind"))
        | ~Q(internship__role__slug=F("role"))
        | ~Q(internship__role__department__slug=F("department"))
    )
    numbers = [*missing.order_by().values_list("pk", flat=True)]
    numbers += late.order_by().values_list("pk", flat=True)
    return refresh(numbers, today=today) + _mend_counts()


def _mend_counts() -> int:
    faults = len(drift())
    if faults:
        _recount()
    return faults


def refresh_named(*, role: int | None = None, organisation: int | None = None) -> None:
    """Bring up the lines that name a role, or an organisation, that was just saved.

    Those of many internships wait for the worker.
    """
    from careers.tasks import refresh_lines

    named = {"internship__role": role} if role else {"internship__organisation": organisation}
    numbers = list(
        Opening.objects.filter(**named).order_by().values_list("pk", flat=True)[: MOST_AT_ONCE + 1]
    )
    if len(numbers) <= MOST_AT_ONCE:
        refresh(numbers)
    else:
        refresh_lines.enqueue(role=role, organisation=organisation)


def refresh_all_named(*, role: int | None, organisation: int | None) -> int:
    """The same, however many there are."""
    named = {"internship__role": role} if role else {"internship__organisation": organisation}
    return refresh(Opening.objects.filter(**named).order_by().values_list("pk", flat=True))


def _truth() -> Counter[Key]:
    """The counts as the rows themselves give them."""
    counts: Counter[Key] = Counter()
    rows = Opening.objects.order_by().values_list(*COLUMNS)
    for values, number in Counter(rows.iterator()).items():
        for key in cells(Opening(**dict(zip(COLUMNS, values, strict=True)))):
            counts[key] += number
    return counts


def drift() -> list[str]:
    """What differs between the counts and the rows: nothing, unless something bypassed them."""
    truth = _truth()
    stored = {row[:-1]: row[-1] for row in OpeningCount.objects.values_list(*COLUMNS, "count")}
    return [
        f"{key} : {stored.get(key, 0)} au lieu de {truth[key]}"
        for key in sorted({*truth, *stored})
        if stored.get(key, 0) != truth[key]
    ]


@transaction.atomic
def _recount() -> None:
    """Write the counts again from the rows."""
    _take_turns()
    truth = _truth()
    OpeningCount.objects.exclude(department="", region="", kind="", duration="").delete()
    OpeningCount.objects.update(count=0)
    _count(truth)
