"""An edit is found at once: whatever changes what can be found reaches the index by itself.

`drift` compares the index with what a rebuild would write. Each test goes the way people
go; a model or an action that bypasses the index makes it fail.
"""

import ast
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from careers import actions as careers_actions
from careers.models import Internship, Organisation, Role
from events import actions as events_actions
from events.models import Festival
from portal.accounts.actions import cancel_erasure, erase_member, request_erasure
from portal.accounts.models import User
from portal.moderation.enums import State
from portal.search import index, registry
from portal.search.indexed import Indexed
from portal.search.models import SearchEntry
from portal.search.tasks import refresh_named
from tests.consistency import world
from tests.events.factories import make_meetup
from tests.factories import (
    make_department,
    make_internship,
    make_organisation,
    make_role,
    make_user,
)
from tests.mentoring.mentor_factories import make_offer
from tests.mentoring.people_factories import make_profile
from tests.portal.search.factories import search, titles

pytestmark = pytest.mark.django_db
# To bring a batch of entries up, whatever their number.
STATEMENTS = 22


def drift() -> list[str]:
    """What differs; of what is kept in files, a rebuild alone knows."""
    return index.drift([source.key for source in registry.of_tables()])


def test_every_model_that_can_be_found_tells_the_index():
    deaf = [source.key for source in registry.of_tables() if not issubclass(source.model, Indexed)]

    assert deaf == []


def test_everything_on_the_site_is_in_the_index_as_it_is():
    """Reference content, publications in every state, members: made as people make them."""
    world.build(listings=2)

    assert index.drift() == []
    kinds = set(SearchEntry.objects.values_list("kind", flat=True))
    assert kinds == set(registry.by_order())


def test_drift_sees_what_bypassed_the_index():
    """Else the tests of this file would prove nothing."""
    role = make_role(title="Ripeur·euse")
    Role.objects.filter(pk=role.pk).update(title="Chef·fe ripeur·euse")
    other = make_role(title="Figurant·e")
    Role.objects.filter(pk=other.pk).delete()

    assert drift() == [
        f"metier {role.pk} a changé : Chef·fe ripeur·euse",
        f"metier {other.pk} est de trop",
    ]


def test_rebuild_mends_what_bypassed_the_index():
    role = make_role(title="Ripeur·euse")
    Role.objects.filter(pk=role.pk).update(title="Toupilleur·euse")
    gone = make_role(title="Souffleur·euse")
    Role.objects.filter(pk=gone.pk).delete()

    assert index.rebuild() == (1 + len(files()), 1)

    assert titles("toupilleuse") == ["Toupilleur·euse"]
    assert index.drift() == []
    assert index.rebuild() == (0, 0)


def files() -> list[int]:
    """What is kept in files is in no save: a rebuild alone brings it."""
    return [
        number
        for source in registry.sources()
        if isinstance(source, registry.FileSource)
        for number in source.numbers()
    ]


def test_edit_in_the_admin_is_found_at_once(admin_client):
    role = make_role(title="Ripeur·euse")
    page = f"/admin/careers/role/{role.pk}/change/"
    world.secure(User.objects.get(is_superuser=True))
    form = admin_client.get(page).context["adminform"].form
    data = {name: form[name].value() or "" for name in form.fields}
    data |= {"title": "Toupilleur·euse", "tasks": "Toupiller", "department": role.department.pk}
    for prefix in ("role_skills", "next_steps", "works_with"):
        data |= {f"{prefix}-{name}": 0 for name in ("TOTAL_FORMS", "INITIAL_FORMS")}

    answer = admin_client.post(page, data)

    assert answer.status_code == 302, answer.context["errors"]
    assert titles("toupilleuse") == ["Toupilleur·euse"]
    assert titles("ripeur") == []


def test_deleted_object_is_no_longer_found():
    role = make_role(title="Ripeur·euse")
    role.delete()

    assert titles("ripeur") == []
    assert SearchEntry.objects.count() == 0


def test_renamed_department_reaches_its_roles():
    department = make_department(slug="regie", label="Régie")
    role = make_role(department=department)
    department.label = "Logistique"
    department.save()

    assert titles("logistique") == [role.title]
    assert drift() == []


@pytest.mark.parametrize("state", [State.APPROVED, State.SUBMITTED, State.REJECTED])
def test_internship_reaches_the_index_in_each_state(state):
    listing = make_internship(state=state, title="Stage toupie")

    assert titles("toupie") == ([listing.title] if state == State.APPROVED else [])
    assert drift() == []


def test_withdrawn_internship_leaves_with_its_organisation():
    host = make_organisation(name="Les Films de la toupie")
    author = make_user()
    host.members.add(author)
    listing = make_internship(author=author, organisation=host)
    assert titles("toupie") == [host.name, listing.title]

    listing.withdraw()

    assert titles("toupie") == []
    assert drift() == []


def test_edited_organisation_reaches_its_internships():
    host = make_organisation(name="Les Films de la toupie")
    listing = make_internship(organisation=host)
    host.name = "Les Films du moulin"
    host.save()

    assert titles("moulin") == [host.name, listing.title]
    assert titles("toupie") == []

    host.name = "Les Films du ruisseau"
    careers_actions.edit_organisation(organisation=host)

    assert titles("ruisseau") == []  # read again by a moderator before anybody sees it
    assert drift() == []


def test_renamed_role_reaches_its_internships():
    role = make_role(title="Ripeur·euse")
    listing = make_internship(role=role, title="Stage d’été")
    role.title = "Toupilleur·euse"
    role.save()

    assert titles("toupilleur") == [role.title, listing.title]
    assert drift() == []


def waiting() -> list[list[Any]]:
    """What the worker is asked to bring up."""
    tasks = DBTaskResult.objects.filter(task_path="portal.search.tasks.refresh_named")
    return [task.args_kwargs["args"] for task in tasks]


def test_what_many_depend_on_waits_for_the_worker(monkeypatch):
    role = make_role(title="Ripeur·euse")
    for _ in range(3):
        make_internship(role=role, title="Stage d’été")
    monkeypatch.setattr(index, "MOST_AT_ONCE", 2)
    role.title = "Toupilleur·euse"
    role.save()
    assert len(drift()) == 3
    assert waiting() == [["stage", "role", role.pk]]

    assert refresh_named.func(*waiting()[0]) == 3

    assert drift() == []


@pytest.mark.parametrize("count", [2, 3, 7])
def test_renamed_organisation_never_costs_all_listings(
    monkeypatch, django_assert_max_num_queries, count
):
    """On both sides of what is brought up at once, those of others are not even read."""
    monkeypatch.setattr(index, "MOST_AT_ONCE", 2)
    monkeypatch.setattr(index, "BATCH", 3)
    host = make_organisation(name="Les Films de la toupie")
    role = make_role()
    own = [make_internship(role=role, organisation=host, title="Été") for _ in range(count)]
    other = make_internship(role=role, title="Hiver")
    Internship.objects.filter(pk=other.pk).update(title="Automne")
    bypassed = [f"stage {other.pk} a changé : Automne"]
    Organisation.objects.filter(pk=host.pk).update(name="Les Films du moulin")
    host.refresh_from_db()

    at_once = count <= 2
    with django_assert_max_num_queries(1 + STATEMENTS if at_once else 2):
        index.refresh_dependants(host)

    assert waiting() == ([] if at_once else [["stage", "organisation", host.pk]])
    for asked in waiting():
        batches = -(-count // 3)
        with django_assert_max_num_queries(1 + batches * STATEMENTS):
            assert refresh_named.func(*asked) == count
    index.refresh_many(Organisation, [host.pk])
    assert titles("moulin") == [host.name, *(one.title for one in own)]
    assert drift() == bypassed


def test_meetup_called_off_or_withdrawn_is_no_longer_found():
    off, back, deleted = (make_meetup(title=f"Rencontre toupie {n}") for n in range(3))
    events_actions.cancel_meetup(meetup=off, by=None, reason="Salle fermée.")
    events_actions.withdraw_meetup(meetup=back)

    assert titles("toupie") == [deleted.title]
    assert drift() == []


def test_details_changed_at_once_are_found_at_once():
    meetup = make_meetup(title="Rencontre toupie", city="Lyon")
    events_actions.change_details(
        meetup=meetup, by=meetup.author, values={"city": "Quimper"}, read=meetup.revision
    )

    assert titles("quimper") == [meetup.title]
    assert drift() == []


def test_renamed_festival_reaches_its_meetups():
    festival = Festival.objects.create(
        slug="toupies", name="Festival des toupies", short_name="Toupies", city="Lyon",
        confidence="mixed",
    )  # fmt: skip
    meetup = make_meetup(title="Autour d’un thé", festival=festival)
    festival.name = "Festival des moulins"
    festival.save()

    assert titles("moulins") == [festival.name, meetup.title]
    assert drift() == []


def test_renamed_member_is_found_by_the_new_name_alone():
    member = make_user(display_name="Alix Toupie")
    make_profile(user=member)
    make_offer(mentor=member)
    member.display_name = "Alix Moulin"
    member.save()
    viewer = make_user()

    assert titles("moulin", viewer=viewer) == ["Alix Moulin", "Alix Moulin"]
    assert titles("toupie", viewer=viewer) == []
    assert drift() == []


def test_member_who_stays_after_all_is_found_again():
    member, viewer = make_user(display_name="Alix Toupie"), make_user()
    make_profile(user=member)
    request_erasure(member=member)
    index.rebuild()
    assert titles("toupie", viewer=viewer) == []

    cancel_erasure(member=member)

    assert titles("toupie", viewer=viewer) == ["Alix Toupie"]


def test_erased_member_leaves_no_entry():
    member = make_user(display_name="Alix Toupie")
    make_profile(user=member)
    make_offer(mentor=member)
    host = make_organisation(owner=member, name="Les Films de la toupie")
    make_internship(author=member, organisation=host)

    erase_member(member=member)

    assert SearchEntry.objects.filter(owner__isnull=False).count() == 0
    assert titles("toupie") == titles("toupie", viewer=make_user()) == []
    assert drift() == []


# Statements that change rows of what can be found without `save()`, and why each may.
ALLOWED = {
    ("careers/applications/demo.py", "Internship"): "the hour of a fictional review",
    ("careers/applications/moves.py", "Internship"): "its places, which nobody finds",
    ("careers/moderation.py", "Organisation"): "told to the index just after",
    ("careers/pauses.py", "Internship"): "told to the index just after",
    ("events/pauses.py", "Meetup"): "told to the index just after",
    ("careers/reference.py", "Role"): "the values of the last load, which nobody finds",
    ("careers/team_review.py", "Organisation"): "the day of its yearly review, which nobody finds",
    ("events/actions.py", "Meetup"): "its counters; its referent, whom nobody finds",
    ("mentoring/models/offer.py", "type(self)"): "a pause: still found, and said on its page",
    ("portal/moderation/models/publication.py", "type(self)"): "told to the index just after",
    ("mentoring/profile_privacy.py", "Profile"): "goes with its owner",
}


def test_rows_that_can_be_found_are_not_changed_behind_the_index():
    """Each `Model.objects...update()`, `.delete()` or bulk write is either listed or a fault."""
    names = {source.model.__name__ for source in registry.of_tables()} | {"type(self)"}
    found = {
        (str(path.relative_to(settings.BASE_DIR)), name)
        for app in ("portal", "careers", "mentoring", "events")
        for path in (settings.BASE_DIR / app).rglob("*.py")
        if "migrations" not in path.parts and path.name not in {"seed.py"}
        for name in written_in_bulk(path)
        if name in names
    }

    assert found == set(ALLOWED)


def written_in_bulk(path: Path) -> set[str]:
    """The names whose rows a file changes with one statement."""
    bulk = {"update", "delete", "bulk_create", "bulk_update"}
    return {
        manager_of(call.func.value)
        for call in ast.walk(ast.parse(path.read_text()))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr in bulk
    }


def manager_of(node: Any) -> str:
    """Role, for the chain Role.objects.filter(...)."""
    while True:
        if isinstance(node, ast.Call):
            node = node.func
        elif isinstance(node, ast.Attribute) and node.attr != "objects":
            node = node.value
        elif isinstance(node, ast.Attribute):
            return ast.unparse(node.value)
        else:
            return ""


def test_bulk_writes_are_seen(tmp_path):
    file = tmp_path / "x.py"
    file.write_text("Role.objects.filter(a=1).exclude(b=2).update(c=3)\nrole.delete()\n")

    assert written_in_bulk(file) - {""} == {"Role"}


def test_place_follows_the_date():
    """An approval after an edit keeps the date of the first publication, and its place."""
    now = timezone.now()
    first, second = (make_internship(title="Stage toupie") for _ in range(2))
    Internship.objects.filter(pk=first.pk).update(published_at=now - timedelta(days=2))
    Internship.objects.get(pk=first.pk).save()

    assert [hit.object_id for hit in search("toupie").hits] == [second.pk, first.pk]
