"""A base as a former release left it: its migrations and no later one, filled with rows.

`python -m tests.proof.former 2026-11-23 50000` does so to the empty base of DATABASE_URL. The
releases are in release_points.json; `python -m tests.proof.former --add NAME` adds the present one.
"""

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
POINTS = Path(__file__).with_name("release_points.json")
LONG = "Préparer les décors avec la régisseuse générale, tenir la table de régie, lire un plan."
BATCH = 2000


class Point(NamedTuple):
    """A release: its day, its commit, the latest migration of each app."""

    name: str
    date: str
    commit: str
    leaves: dict[str, str]


def points() -> list[Point]:
    return [Point(**one) for one in json.loads(POINTS.read_text())]


def add(name: str) -> None:
    """Write the present release down, as part of making it."""
    from portal.operations import migrations_rule

    def git(*arguments: str) -> str:
        return subprocess.check_output(["git", *arguments], cwd=ROOT, text=True).strip()

    leaves: dict[str, str] = {}
    for app, migration in sorted(migrations_rule.ours()):
        leaves[app] = migration
    made = Point(name, git("log", "-1", "--format=%cI"), git("rev-parse", "HEAD"), leaves)
    kept = [one._asdict() for one in (*points(), made)]
    POINTS.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n")


def bring(point: Point) -> Any:
    """Migrate the empty base to this point; the models as they were then."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from portal.operations import migrations_rule

    executor = MigrationExecutor(connection)
    theirs = [key for key in executor.loader.graph.leaf_nodes() if key[0] not in point.leaves]
    # Our apps that came later have nothing yet.
    later = {app for app, _name in migrations_rule.ours()} - set(point.leaves)
    targets = [key for key in theirs if key[0] not in later] + list(point.leaves.items())
    executor.migrate(targets)
    executor = MigrationExecutor(connection)
    return executor.loader.project_state(targets).apps


class Fill:
    """Rows of the main tables, in the shapes that the site makes."""

    def __init__(self, apps: Any, rows: int) -> None:
        self.apps, self.rows = apps, rows
        self.now = datetime.now(UTC)
        self.keys: dict[str, list[Any]] = {}

    def make(self, label: str, share: int, values: Callable[[int], dict[str, Any]]) -> None:
        """One row in `share`, at least four; fields and tables that came later are left out."""
        try:
            model = self.apps.get_model(label)
        except LookupError:
            return
        known = {name for field in model._meta.concrete_fields
                 for name in (field.name, field.attname)}  # fmt: skip
        count = max(4, self.rows // share)
        found = [
            model(**{name: value for name, value in values(number).items() if name in known})
            for number in range(count)
        ]
        model.objects.bulk_create(found, batch_size=BATCH)
        self.keys[label] = list(model.objects.order_by("pk").values_list("pk", flat=True))

    def one(self, label: str, number: int) -> Any:
        return self.keys[label][number % len(self.keys[label])]

    def all(self) -> None:
        self.people()
        self.listings()
        self.meetups()
        self.words()

    def people(self) -> None:
        self.make("accounts.User", 10, lambda n: {
            "email": f"membre{n}@example.org", "display_name": f"Membre {n}", "password": f"!{n}",
            "date_joined": self.now - timedelta(days=30, seconds=n),
        })  # fmt: skip
        self.make("accounts.Consent", 10, lambda n: {
            "user_id": self.one("accounts.User", n), "document": "terms", "version": f"v{n}",
        })  # fmt: skip
        self.make("mentoring.Profile", 10, lambda n: {
            "user_id": self.one("accounts.User", n), "handle": f"membre-{n}",
            "headline": f"Assistante régie {n}", "updated_at": self.now, "about": LONG,
        })  # fmt: skip
        self.make("mentoring.PortfolioItem", 20, lambda n: {
            "profile_id": self.one("mentoring.Profile", n), "kind": "link", "title": f"Film {n}",
            "my_role": "Régie", "position": 1, "link": f"https://example.org/{n}",
        })  # fmt: skip

    def listings(self) -> None:
        self.make("careers.Department", self.rows, lambda n: {
            "slug": f"departement-{n}", "label": f"Régie {n}", "label_en": f"Unit {n}",
        })  # fmt: skip
        self.make("careers.Role", self.rows, lambda n: {
            "slug": f"metier-{n}", "department_id": self.one("careers.Department", n),
            "level": "entry", "title": f"Régisseur·euse {n}", "title_masculine": "Régisseur",
            "title_feminine": "Régisseuse", "title_en": "Unit manager", "description": LONG,
            "ai_exposure": "low", "agreement_match": "none", "confidence": "mixed",
            "checked_on": self.now.date(),
        })  # fmt: skip
        self.make("careers.Organisation", 50, lambda n: {
            "slug": f"structure-{n}", "name": f"Structure {n}", "kind": "film", "city": "Lyon",
            "departement": "69",
        })  # fmt: skip
        self.make("careers.OrganisationMember", 50, lambda n: {
            "organisation_id": self.one("careers.Organisation", n),
            "user_id": self.one("accounts.User", n), "role": "owner",
        })  # fmt: skip
        self.make("careers.Internship", 20, self.internship)
        self.make("careers.Application", 10, lambda n: {
            "internship_id": self.one("careers.Internship", 2 * n),
            "organisation_id": self.one("careers.Organisation", 2 * n),
            "applicant_id": self.one("accounts.User", n), "title": "Stage régie",
            "organisation_name": "Structure", "motivation": f"{LONG} {n}",
        })  # fmt: skip

    def internship(self, number: int) -> dict[str, Any]:
        """A draft, or a published listing that is as complete as the day's rules ask."""
        today = self.now.date()
        values = {
            "organisation_id": self.one("careers.Organisation", number),
            "author_id": self.one("accounts.User", number), "title": f"Stage régie {number}",
            "role_id": self.one("careers.Role", number), "city": "Lyon", "departement": "69",
        }  # fmt: skip
        if number % 2:
            return values
        return values | self.published() | {
            "starts_on": today + timedelta(days=60), "ends_on": today + timedelta(days=120),
            "weekly_hours": 35, "hourly_pay": "4.50", "missions": LONG, "learning": LONG,
            "level": "tous", "has_agreement": True, "in_curriculum": True,
            "tutor_name": f"Camille {number}", "tutor_role": "régisseuse générale",
            "apply_by": today + timedelta(days=30), "how_to_apply": "stages@example.org",
        }  # fmt: skip

    def published(self) -> dict[str, Any]:
        days = {one: self.now - timedelta(days=3) for one in
                ("submitted_at", "decided_at", "published_at")}  # fmt: skip
        return {"state": "approved", "revision": 1, **days}

    def meetups(self) -> None:
        self.make("events.Meetup", 100, lambda n: self.published() | {
            "author_id": self.one("accounts.User", n), "title": f"Café des régies {n}",
            "description": LONG, "place": "Salle", "city": "Lyon", "departement": "69",
            "starts_at": self.now + timedelta(days=3), "capacity": 30,
            "ends_at": self.now + timedelta(days=3, hours=2), "referent_name": "Camille",
            "referent_contact": "brassard", "last_position": 9000,
        })  # fmt: skip
        meetups = len(self.keys["events.Meetup"])
        self.make("events.Registration", 5, lambda n: {
            "meetup_id": self.one("events.Meetup", n), "position": n // meetups + 1,
            "member_id": self.one("accounts.User", n // meetups), "state": "waiting",
        })  # fmt: skip

    def words(self) -> None:
        self.make("contact.Thread", 50, lambda n: {})
        self.make("contact.Participation", 50, lambda n: {
            "thread_id": self.one("contact.Thread", n), "user_id": self.one("accounts.User", n),
        })  # fmt: skip
        self.make("contact.Message", 6, lambda n: {
            "thread_id": self.one("contact.Thread", n), "text": f"Bonjour {n}. {LONG}",
            "author_id": self.one("accounts.User", n),
        })  # fmt: skip
        self.make("notifications.Notification", 10, lambda n: {
            "member_id": self.one("accounts.User", n), "topic": "contact", "text": f"Un mot {n}",
            "url": "/contacts/",
        })  # fmt: skip
        self.make("notifications.OutgoingMail", 20, lambda n: {
            "sender": "site@example.org", "recipient": f"membre{n}@example.org", "text": LONG,
            "subject": f"Sujet {n}",
        })  # fmt: skip
        kind = self.apps.get_model("contenttypes.ContentType")
        about, _made = kind.objects.get_or_create(app_label="events", model="meetup")
        self.make("moderation.Report", 50, lambda n: {
            "content_type_id": about.pk, "object_id": self.one("events.Meetup", n),
            "reason": "other", "text": LONG, "reporter_id": self.one("accounts.User", n),
        })  # fmt: skip


def sums(cursor: Any, tables: list[str]) -> dict[str, Any]:
    """Of each table: how many rows, and a sum of each column in the order of the first one."""
    found: dict[str, Any] = {}
    for table in tables:
        cursor.execute(f'SELECT * FROM "{table}" ORDER BY 1')  # noqa: S608
        columns = [one[0] for one in cursor.description]
        digests = {name: hashlib.sha256() for name in columns}
        count = 0
        for row in cursor:
            count += 1
            for name, value in zip(columns, row, strict=True):
                digests[name].update(repr(value).encode())
        found[table] = {
            "rows": count, "columns": {name: one.hexdigest() for name, one in digests.items()}
        }  # fmt: skip
    return found


def main() -> None:
    import django

    django.setup()
    if sys.argv[1] == "--add":
        add(sys.argv[2])
        return
    from django.db import connection

    point = next(one for one in points() if one.name == sys.argv[1])
    filled = Fill(bring(point), int(sys.argv[2]))
    filled.all()
    ours = [model._meta.db_table for model in filled.apps.get_models(include_auto_created=True)
            if model._meta.app_label in point.leaves]  # fmt: skip
    with connection.cursor() as cursor:
        print(json.dumps(sums(cursor, ours)))


if __name__ == "__main__":
    main()
