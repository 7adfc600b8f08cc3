"""All that a member writes can be reported where it is read, hidden, and put back."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from portal.accounts import privacy
from portal.moderation import decisions, registry
from portal.moderation.models import Measure, Report
from tests.factories import form_data
from tests.portal.moderation import reach
from tests.portal.moderation.factories import settle
from tests.portal.moderation.reach import CANARY, KIND_OF, NOBODY_ELSE, READS, Read

pytestmark = pytest.mark.django_db

TOLD = {"reason": "other", "text": "Une insulte.", "email": "a@example.org", "good_faith": "on"}


def kind_of(name: str) -> str | None:
    """By its field, else by its model."""
    return KIND_OF.get(name) or KIND_OF.get(name.rpartition(".")[0])


def test_each_text_of_a_member_has_a_kind_or_is_read_by_nobody_else() -> None:
    fields = list(reach.text_fields())

    lost = [
        name for name in fields if not kind_of(name) and name.rpartition(".")[0] not in NOBODY_ELSE
    ]
    assert lost == []
    assert len(fields) > 100
    # Nothing in the tables that no model holds any more.
    known = {record.label for record in privacy.records()}
    assert {name for name in KIND_OF if name not in known} <= set(fields)
    assert set(NOBODY_ELSE) <= known


@pytest.mark.parametrize("kind", sorted(set(KIND_OF.values())))
def test_each_kind_can_be_hidden_and_put_back(kind: str) -> None:
    found = registry.get(kind)

    assert found is not None
    assert found.handle.author is not registry.NO_HANDLE.author
    assert found.handle.hide
    assert found.handle.restore
    # Moderators read it as members do, or the copy that the report took.
    assert bool(found.handle.shown) != bool(found.evidence)
    assert bool(found.evidence) == bool(found.note)


def test_each_kind_is_read_on_some_page_here() -> None:
    assert {build().kind for build in READS} == set(KIND_OF.values())


def look(who: Any, url: str) -> Any:
    client = Client()
    if who is not None:
        client.force_login(who)
    return client.get(url)


def report(read: Read) -> Report:
    """As its reader reports it, by the link of the page."""
    client = Client()
    if read.reader is not None:
        client.force_login(read.reader)
    form = client.get(read.link).context["form"]
    answer = client.post(read.link, {**form_data(form), **TOLD})
    assert answer["Location"].startswith("/signaler/suivi/")
    return Report.objects.get()


@pytest.mark.parametrize("build", READS, ids=lambda build: build.__name__)
def test_it_is_reported_from_its_page_hidden_there_and_put_back(
    build: Callable[[], Read],
) -> None:
    read = build()
    before = look(read.reader, read.url)
    assert before.status_code == 200
    assert CANARY in before.content.decode()
    assert f'href="{read.link}"' in before.content.decode()

    made = report(read)
    assert made.case
    reportable = registry.get(read.kind)
    assert reportable
    if reportable.evidence and read.url != read.target.get_absolute_url():
        # What is private was copied, as whoever decides reads nothing else of it.
        assert made.evidence

    measure = settle(made.case)

    hidden = look(read.reader, read.url)
    assert CANARY not in hidden.content.decode()
    assert hidden.status_code in {200, 404, 410}
    if read.author_reads:
        mine = look(read.target.author, read.url).content.decode()
        assert CANARY in mine
        assert "Masqué par la modération" in mine or "masqué par la modération" in mine

    decisions.lift_early(measure=measure, by=measure.decided_by, word="Erreur.")
    after = look(read.reader, read.url)
    assert after.status_code == 200
    assert CANARY in after.content.decode()
    assert Measure.objects.get().lifted_at


@pytest.mark.parametrize("build", READS, ids=lambda build: build.__name__)
def test_evidence_holds_what_is_reported(build: Callable[[], Read]) -> None:
    read = build()
    reportable = registry.get(read.kind)
    assert reportable
    if reportable.evidence is None or build in (reach.terms_of_a_placement, reach.name_of_a_tutor):
        return  # read as members read it; names stand in the administration

    read.target.refresh_from_db()
    assert CANARY in str(reportable.copied(read.target))
