import uuid
from datetime import date, datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from careers.words import fold
from portal.moderation.enums import State
from portal.moderation.models import Publication, PublicationQuerySet

from .internship_rules import CONSTRAINTS, REQUIRED, REQUIRED_BY_KIND, required_of
from .internship_terms import InternshipTerms
from .internship_welcome import InternshipWelcome
from .organisation import Organisation, OrganisationMember
from .role import Role, guide_of


class InternshipQuerySet(PublicationQuerySet):
    def written_by(self, user: Any) -> Self:
        # A list, not a condition on each row: the index by organisation is where to begin.
        theirs = OrganisationMember.objects.filter(user=user.pk).order_by().values("organisation")
        return self.filter(organisation__in=theirs)

    def approved(self) -> Self:
        return super().approved().filter(paused_at__isnull=True)

    def open(self, *, today: date | None = None) -> Self:
        """Published, applications are still taken, and a place is left."""
        left = self.approved().filter(places_taken__lt=F("places"))
        return left.filter(apply_by__gte=today or timezone.localdate())

    def with_strip(self) -> Self:
        """What a line of a list shows, in one query."""
        found = self.select_related("organisation__answer_figures", "role__department")
        return found.defer(*guide_of("role"))


class Internship(InternshipTerms, InternshipWelcome, Publication):
    """An internship, or another first job, offered by an organisation.

    Read by a moderator before anybody else. A draft may lack anything but its title; the rest is
    required to send it (`required`). Whether it is open follows from `apply_by` and from the
    places left. `legality` is the report it was last sent with, None before it was ever checked.
    """

    REQUIRED, REQUIRED_BY_KIND = REQUIRED, REQUIRED_BY_KIND

    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("structure"),
        on_delete=models.PROTECT,
        related_name="internships",
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("écrite par"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="internships",
    )
    # Given out with the empty form: the same form sent twice makes one listing.
    creation_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    title = models.CharField(_("titre"), max_length=120)
    role = models.ForeignKey(
        Role,
        verbose_name=_("métier"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="internships",
    )
    missions = models.TextField(_("missions"), max_length=5000, blank=True)
    learning = models.TextField(_("ce que la personne apprendra"), max_length=2000, blank=True)
    how_to_apply = models.TextField(_("à préparer pour candidater"), max_length=1000, blank=True)
    legality = models.JSONField(
        _("contrôle de la loi"), null=True, editable=False, encoder=DjangoJSONEncoder
    )
    search_text = models.TextField(editable=False, blank=True)
    # Approved, and out of sight: its organisation is hidden, or nobody of it is there
    # (`careers.pauses`).
    paused_at = models.DateTimeField(_("suspendue le"), null=True, editable=False)

    objects: ClassVar[Any] = InternshipQuerySet.as_manager()

    class Meta(Publication.Meta):
        verbose_name = _("annonce de stage")
        verbose_name_plural = _("annonces de stage")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["state", "-published_at"], name="internship_latest"),
            models.Index(fields=["state", "apply_by"], name="internship_open"),
            models.Index(
                fields=["paused_at"],
                name="internship_paused",
                condition=Q(paused_at__isnull=False),
            ),
        ]
        constraints = [*Publication.Meta.constraints, *CONSTRAINTS]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_text = self.words()
        with transaction.atomic(savepoint=False):
            super().save(*args, **kwargs)
            self.refresh_exposure()

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        from careers.listing import openings

        with transaction.atomic(savepoint=False):
            openings.remove([self.pk])
            return super().delete(*args, **kwargs)

    @transaction.atomic
    def _move(self, **kwargs: Any) -> None:
        super()._move(**kwargs)
        self.refresh_exposure()

    def settle(self, **kwargs: Any) -> None:
        """As any publication; those who asked to hear of such a listing at once will be told.

        So will those who wait for an answer to it, where its terms are no longer theirs.
        """
        from careers.tasks import tell_published, tell_waiting

        super().settle(**kwargs)
        if self.state == State.APPROVED:
            self._back(now=kwargs.get("now"))
            tell_published.enqueue(self.pk)
            tell_waiting.enqueue(self.pk)

    @transaction.atomic
    def withdraw(self) -> None:
        """As any publication; those who wait for an answer are told."""
        from careers.tasks import tell_waiting

        super().withdraw()
        tell_waiting.enqueue(self.pk)

    @transaction.atomic
    def take_down(self) -> dict[str, Any]:
        """As any publication; the date of those who wait for an answer stands still."""
        from careers.applications import waits

        before = super().take_down()
        waits.hold(self, now=timezone.now())
        return before

    @transaction.atomic
    def put_back(self, before: dict[str, Any]) -> None:
        super().put_back(before)
        if self.state == State.APPROVED:
            self._back()

    def _back(self, *, now: datetime | None = None) -> None:
        """It is published: what its organisation may not show stays out of sight."""
        from careers import pauses
        from careers.applications import waits

        pauses.refresh([self.organisation_id], now=now)
        self.refresh_from_db(fields=["paused_at"])
        if self.is_public:
            waits.resume(self, now=now or timezone.now())

    def refresh_exposure(self) -> None:
        """Bring the lists up to this internship: whether it is open, its filters, its rank.

        Call it in the transaction of what changed, an application for one, holding its row.
        """
        from careers.listing import openings

        openings.refresh([self.pk])

    def words(self) -> str:
        """What the search finds it by."""
        return fold(
            f"{self.title} {self.role or ''} {self.city} {self.region} {self.organisation.name} "
            f"{self.kind} {self.production_phase}"
        )

    @transaction.atomic
    def submit(self, *, legality: dict[str, Any] | None = None, **kwargs: Any) -> None:
        """Send to the moderators, with the report of its check (`careers.actions.send`)."""
        super().submit(**kwargs)
        self.legality = legality
        # The organisation or the role may have changed its name while this was a draft.
        self.save(update_fields=["search_text", "legality"])

    @transaction.atomic
    def save_edit(self, *, read: int, now: datetime | None = None) -> None:
        """As any publication; the places taken are those of the locked row.

        Never fewer places than people: where somebody was accepted meanwhile, theirs is kept.
        """
        current = type(self).objects.select_for_update().get(pk=self.pk)
        self.places_taken = current.places_taken
        self.places = max(self.places, current.places_taken)
        super().save_edit(read=read, now=now)

    def get_absolute_url(self) -> str:
        return reverse("careers:internship", args=[self.pk, slugify(self.title) or "stage"])

    def is_open(self, *, today: date | None = None) -> bool:
        """The Python twin of `InternshipQuerySet.open`."""
        return (
            self.is_public
            and self.apply_by is not None
            and self.apply_by >= (today or timezone.localdate())
            and not self.is_full
        )

    @property
    def is_public(self) -> bool:
        """Whether anybody may read it: the Python twin of `approved`."""
        return self.state == State.APPROVED and self.paused_at is None

    @property
    def deletable(self) -> bool:
        """Whether its author may delete it: nobody has decided on it, so nothing is to be kept."""
        return self.decided_at is None and self.state in {State.DRAFT, State.WITHDRAWN}

    @property
    def required(self) -> tuple[str, ...]:
        """The fields without which it is not sent; they follow from its kind."""
        return required_of(self.kind)

    def unpublishable(self) -> str:
        """The law may have changed since it was sent, and its organisation's other listings too."""
        from careers.posting import refusal_of

        return refusal_of(self) if self.state == State.SUBMITTED else ""

    def read_with(self) -> dict[str, str]:
        host = self.organisation
        return {
            str(_("La structure")): f"{host.name}, {host.city}",
            str(_("La structure, présentation")): host.description,
            str(_("La structure, site")): host.website,
        }

    def tell_author(self, decision: Any) -> None:
        from careers.notifications import tell_decision

        tell_decision(self, decision)
