from datetime import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.moderation.enums import Outcome, State
from portal.search import index
from portal.search.indexed import Indexed


class AlreadyDecided(Exception):
    """The text changed, or somebody decided, since the page was opened."""


class PublicationQuerySet(models.QuerySet[Any]):
    def approved(self) -> Self:
        return self.filter(state=State.APPROVED)

    def awaiting_review(self) -> Self:
        """The moderators' queue, the longest wait first."""
        return self.filter(state=State.SUBMITTED).order_by("submitted_at", "pk")

    def written_by(self, user: Any) -> Self:
        """What this person may edit. Each model says who its authors are."""
        raise NotImplementedError

    def visible_to(self, user: Any) -> Self:
        """The one rule of visibility: the approved, one's own, and to moderators what was sent."""
        if not user.is_authenticated:
            return self.approved()
        others = self.exclude(state=State.DRAFT) if user.is_moderator else self.approved()
        return others | self.written_by(user)


class Publication(Indexed):
    """A text that somebody writes and a moderator reads before anybody else does.

    `revision` grows with each edit; a decision names the revision it was made on, so nobody
    approves a text they did not read.
    """

    state = models.CharField(
        _("état"), max_length=10, choices=State.choices, default=State.DRAFT, editable=False
    )
    revision = models.PositiveIntegerField(_("version"), default=1, editable=False)
    created_at = models.DateTimeField(_("créée le"), default=timezone.now, editable=False)
    submitted_at = models.DateTimeField(_("envoyée le"), null=True, editable=False)
    decided_at = models.DateTimeField(_("décidée le"), null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("décidée par"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    published_at = models.DateTimeField(_("publiée le"), null=True, editable=False)

    objects: ClassVar[Any] = PublicationQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_state_known",
                condition=Q(state__in=State.values),
                violation_error_message=_("Cet état n’existe pas."),
            ),
            models.CheckConstraint(
                name="%(class)s_submitted_when",
                condition=Q(state=State.DRAFT) | Q(submitted_at__isnull=False),
                violation_error_message=_("Un texte envoyé porte sa date d’envoi."),
            ),
            models.CheckConstraint(
                name="%(class)s_decided_when",
                condition=~Q(state__in=[State.APPROVED, State.REJECTED])
                | Q(decided_at__isnull=False),
                violation_error_message=_("Une décision porte sa date."),
            ),
            models.CheckConstraint(
                name="%(class)s_published_when",
                condition=~Q(state=State.APPROVED) | Q(published_at__isnull=False),
                violation_error_message=_("Un texte publié porte sa date de publication."),
            ),
        ]

    @transaction.atomic
    def _move(self, *, to: State, where: Q, **values: Any) -> None:
        """Change the state in one statement, or raise AlreadyDecided when it no longer fits.

        What the search finds changes with it.
        """
        moved = type(self).objects.filter(where, pk=self.pk).update(state=to, **values)
        if not moved:
            raise AlreadyDecided
        self.refresh_from_db()
        index.refresh(self)

    def submit(self, *, now: datetime | None = None) -> None:
        """Send to the moderators. The caller has checked that the text is complete.

        A new revision even without an edit: the last one may carry its decision already.
        """
        self._move(
            to=State.SUBMITTED,
            where=Q(state__in=State.editable_then_sendable()),
            submitted_at=now or timezone.now(),
            revision=F("revision") + 1,
        )

    def withdraw(self) -> None:
        """Take back what is published, waits or was sent back."""
        there = [State.APPROVED, State.SUBMITTED, State.REJECTED]
        self._move(to=State.WITHDRAWN, where=Q(state__in=there))

    @transaction.atomic
    def take_down(self) -> dict[str, Any]:
        """Withdraw it on a moderators' decision; returns what `put_back` needs.

        Its author may correct it and send it again: somebody reads it before it is public.
        """
        return self._force(State.WITHDRAWN)

    @transaction.atomic
    def send_back(self, *, by: Any) -> dict[str, Any]:
        """Ask for a correction of what is public already; returns what `put_back` needs."""
        return self._force(State.REJECTED, decided_at=timezone.now(), decided_by=by)

    def _force(self, to: State, **values: Any) -> dict[str, Any]:
        current = type(self).objects.select_for_update().get(pk=self.pk)
        before = {
            "state": current.state,
            "revision": current.revision,
            "decided_at": current.decided_at.isoformat() if current.decided_at else None,
            "decided_by": current.decided_by_id,
            "to": to.value,
        }
        if current.state != State.DRAFT:
            self._move(to=to, where=Q(), **values)
        return before

    @transaction.atomic
    def put_back(self, before: dict[str, Any]) -> None:
        """Undo `take_down` or `send_back`, unless its author has written a new version since."""
        current = type(self).objects.select_for_update().get(pk=self.pk)
        if (current.state, current.revision) != (before["to"], before["revision"]):
            return
        decided_at = before["decided_at"]
        self._move(
            to=State(before["state"]),
            where=Q(),
            decided_at=datetime.fromisoformat(decided_at) if decided_at else None,
            decided_by=before["decided_by"],
        )

    @transaction.atomic
    def save_edit(self, *, read: int, now: datetime | None = None) -> None:
        """Save an edit of revision `read`; what was published goes back to review.

        Raises AlreadyDecided when somebody else edited the text meanwhile. Where it stands is
        taken from the locked row: it may have been decided or withdrawn since it was read.
        """
        current = type(self).objects.select_for_update().get(pk=self.pk)
        if current.revision != read:
            raise AlreadyDecided
        for name in ("state", "submitted_at", "decided_at", "decided_by_id", "published_at"):
            setattr(self, name, getattr(current, name))
        if self.state == State.APPROVED:
            self.state = State.SUBMITTED
            self.submitted_at = now or timezone.now()
        self.revision = read + 1
        self.save()

    def settle(self, *, revision: int, outcome: Outcome, by: Any, now: datetime) -> None:
        """Apply a moderator's decision to the revision they read (see `actions.decide`)."""
        values: dict[str, Any] = {"decided_at": now, "decided_by": by}
        if outcome == Outcome.APPROVED and self.published_at is None:
            values["published_at"] = now
        self._move(
            to=State(outcome.value), where=Q(state=State.SUBMITTED, revision=revision), **values
        )

    def unpublishable(self) -> str:
        """Why it may not be published as it stands today, in a sentence; empty when it may."""
        return ""

    def read_with(self) -> dict[str, str]:
        """What else its readers see with it, by its name: read again when it changes."""
        return {}

    def tell_author(self, decision: Any) -> None:
        """Tell whoever wrote the text what was decided. Each model knows whom, and how."""
        raise NotImplementedError
