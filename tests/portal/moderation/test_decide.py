from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from portal.moderation.actions import decide
from portal.moderation.enums import Outcome, Reason, State
from portal.moderation.models import AlreadyDecided, Decision, Report
from tests.factories import make_internship, make_moderator, make_user


def html_of(message: Any) -> str:
    [part] = message.alternatives
    assert part.mimetype == "text/html"
    return str(part.content)


@pytest.mark.django_db
def test_approval_publishes_and_tells_the_author_once() -> None:
    author = make_user(email="autrice@example.org")
    internship = make_internship(author=author, state=State.SUBMITTED)
    moderator = make_moderator()
    decide(internship, by=moderator, revision=internship.revision, outcome=Outcome.APPROVED)

    assert internship.state == State.APPROVED
    assert internship.decided_by == moderator
    assert internship.published_at is not None
    [message] = mail.outbox
    assert message.to == ["autrice@example.org"]
    assert message.subject == "Votre annonce est publiée"
    assert internship.get_absolute_url() in message.body
    html = html_of(message)
    assert internship.title in html


@pytest.mark.django_db
def test_rejection_says_why_and_keeps_everything() -> None:
    internship = make_internship(state=State.SUBMITTED)
    decide(
        internship,
        by=make_moderator(),
        revision=internship.revision,
        outcome=Outcome.REJECTED,
        reason=Reason.PAY,
        note="Relisez <l’article> L.124-6.",
    )

    assert internship.state == State.REJECTED
    assert internship.missions
    [message] = mail.outbox
    assert str(Reason.PAY.label) in message.body
    assert "Relisez <l’article> L.124-6." in message.body
    assert "&lt;l’article&gt;" in html_of(message)


@pytest.mark.django_db
def test_second_approval_keeps_the_first_publication_date() -> None:
    internship = make_internship()
    first = internship.published_at
    internship.save_edit(read=internship.revision)
    decide(internship, by=make_moderator(), revision=internship.revision, outcome=Outcome.APPROVED)

    assert internship.published_at == first


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("reason", "note"), [("", "un mot"), (Reason.OTHER, ""), ("invented", "x")]
)  # fmt: skip
def test_rejection_needs_a_reason(reason: str, note: str) -> None:
    internship = make_internship(state=State.SUBMITTED)

    with pytest.raises(ValidationError):
        decide(
            internship,
            by=make_moderator(),
            revision=internship.revision,
            outcome=Outcome.REJECTED,
            reason=reason,
            note=note,
        )
    internship.refresh_from_db()
    assert internship.state == State.SUBMITTED
    assert not mail.outbox


@pytest.mark.django_db
@pytest.mark.parametrize("fields", [{}, {"is_staff": True}])
def test_only_moderators_decide(fields: dict[str, Any]) -> None:
    internship = make_internship(state=State.SUBMITTED)

    with pytest.raises(PermissionDenied):
        decide(internship, by=make_user(**fields), revision=1, outcome=Outcome.APPROVED)


@pytest.mark.django_db
def test_text_changed_since_it_was_read_is_not_decided() -> None:
    internship = make_internship(state=State.SUBMITTED)
    read = internship.revision
    internship.save_edit(read=internship.revision)

    with pytest.raises(AlreadyDecided):
        decide(internship, by=make_moderator(), revision=read, outcome=Outcome.APPROVED)
    assert not Decision.objects.exists()


@pytest.mark.django_db
def test_database_keeps_one_decision_a_revision_and_its_reason() -> None:
    internship = make_internship()
    values = Decision.objects.about(internship).values("content_type_id", "object_id").get()
    for constraint, row in (
        ("decision_once_a_revision", {"revision": internship.revision, "outcome": "approved"}),
        ("decision_rejection_has_a_reason", {"revision": 8, "outcome": "rejected"}),
        (
            "decision_other_reason_is_explained",
            {"revision": 9, "outcome": "rejected", "reason": "other"},
        ),
    ):
        # SQLite names the columns of a unique constraint, PostgreSQL the constraint.
        pattern = f"{constraint}|object_id"
        with pytest.raises(IntegrityError, match=pattern), transaction.atomic():
            Decision.objects.create(**values, **row)
    Decision.objects.create(**values, revision=8, outcome="rejected", reason="pay")
    Decision.objects.create(**values, revision=9, outcome="rejected", reason="other", note="x")
    with pytest.raises(IntegrityError, match="report_handled"), transaction.atomic():
        Report.objects.create(**values, reason="scam", text="x", handled_at=internship.decided_at)


@pytest.mark.django_db(transaction=True)
def test_moderators_at_the_same_time_make_one_decision_and_one_mail() -> None:
    internship = make_internship(state=State.SUBMITTED)
    moderators = [make_moderator() for _ in range(8)]

    def one(number: int) -> str:
        try:
            decide(
                type(internship).objects.get(pk=internship.pk),
                by=moderators[number],
                revision=internship.revision,
                outcome=Outcome.APPROVED if number % 2 else Outcome.REJECTED,
                reason="" if number % 2 else Reason.UNCLEAR,
            )
        except AlreadyDecided:
            return "late"
        else:
            return "decided"
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        outcomes = list(threads.map(one, range(8)))

    assert sorted(outcomes) == ["decided"] + ["late"] * 7
    assert Decision.objects.count() == 1
    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_author_without_account_is_not_written_to() -> None:
    internship = make_internship(state=State.SUBMITTED)
    assert internship.author
    internship.author.delete()
    internship.refresh_from_db()
    decide(internship, by=make_moderator(), revision=internship.revision, outcome=Outcome.APPROVED)

    assert internship.state == State.APPROVED
    assert not mail.outbox
