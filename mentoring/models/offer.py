from datetime import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from careers import geography
from careers.models import Role
from mentoring.mentor_enums import MentorFormat, MentorTopic
from portal.accounts.enums import AgeBand
from portal.accounts.models.user import present
from portal.contact.blocks import hidden_from
from portal.moderation.enums import State
from portal.moderation.models import Publication, PublicationQuerySet

MOST_MENTEES = 5


class MentorOfferQuerySet(PublicationQuerySet):
    def written_by(self, user: Any) -> Self:
        return self.filter(mentor=user.pk)

    def visible_to(self, user: Any) -> Self:
        """One's own; the approved ones of members who are there; what was sent, to moderators.

        Mentors are people, not content: a visitor without a session sees none.
        """
        if not user.is_authenticated:
            return self.none()
        others = self.exclude(state=State.DRAFT) if user.is_moderator else self.approved()
        others = others.filter(present("mentor"))
        others = others.exclude(mentor__in=hidden_from(user))
        return others | self.written_by(user)

    def taking(self) -> Self:
        """The approved offers with a place left, not paused: those the list shows."""
        return self.approved().filter(paused_at__isnull=True, taken__lt=F("capacity"))

    def for_age_of(self, user: Any) -> Self:
        """Those that welcome this member: a 15-17 is not shown mentors who take adults only."""
        return self.filter(welcomes_minors=True) if user.is_minor else self

    def welcomes_minors_from(self, user: Any) -> bool:
        """Whether a moderator has approved this member's offer to mentor 15-17 year-olds too.

        A 15-17 may write first to such members only.
        """
        adults = self.approved().filter(welcomes_minors=True, mentor__age_band=AgeBand.ADULT)
        return adults.filter(mentor=user.pk).exists()

    def refused(self, user: Any) -> bool:
        """Whether a moderator has sent this member's offer back, and it has not been mended."""
        return self.filter(mentor=user.pk, state=State.REJECTED).exists()

    def with_strip(self) -> Self:
        """What a line of the list shows, in a constant number of queries."""
        return self.select_related("mentor__profile").prefetch_related("roles__department")


class MentorOffer(Publication):
    """What a professional offers to people who start, read by a moderator before anybody else.

    One a member. `taken` counts the mentorships under way and never passes `capacity`: the list
    shows an offer only while a place is left and it is not paused. Erased with the account.
    """

    REQUIRED = ("pitch", "rhythm")

    mentor = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("mentor"),
        on_delete=models.CASCADE,
        related_name="mentor_offer",
    )
    pitch = models.TextField(_("ce que je peux apporter"), max_length=2000, blank=True)
    roles = models.ManyToManyField(
        Role, verbose_name=_("métiers connus"), blank=True, related_name="mentor_offers"
    )
    topics = models.JSONField(_("sujets"), default=list, blank=True)
    by_message = models.BooleanField(MentorFormat.MESSAGE.label, default=True)
    by_call = models.BooleanField(MentorFormat.CALL.label, default=False)
    by_review = models.BooleanField(MentorFormat.REVIEW.label, default=False)
    by_visit = models.BooleanField(MentorFormat.VISIT.label, default=False)
    rhythm = models.CharField(_("rythme proposé"), max_length=120, blank=True)
    departement = models.CharField(
        _("département"), max_length=3, blank=True, choices=geography.choices
    )
    capacity = models.PositiveSmallIntegerField(
        _("personnes suivies en même temps"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_MENTEES)],
    )
    taken = models.PositiveSmallIntegerField(_("places prises"), default=0, editable=False)
    welcomes_minors = models.BooleanField(_("accueille les 15 à 17 ans"), default=False)
    paused_at = models.DateTimeField(_("en pause depuis"), null=True, editable=False)
    charter_accepted_at = models.DateTimeField(_("charte acceptée le"), null=True, editable=False)

    objects: ClassVar[Any] = MentorOfferQuerySet.as_manager()

    class Meta(Publication.Meta):
        verbose_name = _("offre de mentorat")
        verbose_name_plural = _("offres de mentorat")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state", "-id"], name="offer_latest")]
        constraints = [
            *Publication.Meta.constraints,
            models.CheckConstraint(
                name="offer_sensible_capacity",
                condition=Q(capacity__gte=1, capacity__lte=MOST_MENTEES),
                violation_error_message=_("Entre 1 et 5 personnes à la fois."),
            ),
            models.CheckConstraint(
                name="offer_never_overbooked",
                condition=Q(taken__gte=0, taken__lte=F("capacity")),
                violation_error_message=_(
                    "Vous suivez déjà davantage de personnes\u00a0: terminez d’abord un mentorat."
                ),
            ),
            models.CheckConstraint(
                name="offer_sent_is_complete",
                condition=Q(state=State.DRAFT)
                | (
                    Q(charter_accepted_at__isnull=False)
                    & ~Q(pitch="")
                    & ~Q(rhythm="")
                    & (Q(by_message=True) | Q(by_call=True) | Q(by_review=True) | Q(by_visit=True))
                ),
                violation_error_message=_("Il manque des informations pour envoyer l’offre."),
            ),
        ]

    def __str__(self) -> str:
        return str(_("Mentorat de %s")) % self.mentor.display_name

    def get_absolute_url(self) -> str:
        return reverse("mentoring:offer", args=[self.pk])

    @property
    def formats(self) -> list[MentorFormat]:
        return [item for item in MentorFormat if getattr(self, f"by_{item.value}")]

    @property
    def topic_labels(self) -> list[Any]:
        labels = dict(MentorTopic.choices)
        return [labels[topic] for topic in self.topics if topic in labels]

    @property
    def places_left(self) -> int:
        return max(self.capacity - self.taken, 0)

    @property
    def is_taking(self) -> bool:
        """The Python twin of `MentorOfferQuerySet.taking`."""
        return self.state == State.APPROVED and self.paused_at is None and self.places_left > 0

    @property
    def departement_name(self) -> str:
        """Lozère, without its number."""
        return geography.departements().get(self.departement, {}).get("name", "")

    @property
    def region(self) -> str:
        return geography.region_of(self.departement)

    def save_edit(self, *, read: int, now: datetime | None = None) -> None:
        """As any publication; what moves without an edit is taken from the locked row."""
        current = type(self).objects.select_for_update(no_key=True).get(pk=self.pk)
        self.taken, self.paused_at = current.taken, current.paused_at
        super().save_edit(read=read, now=now)

    def pause(self, *, now: datetime) -> None:
        """Leave the list; what is under way goes on."""
        type(self).objects.filter(pk=self.pk, paused_at__isnull=True).update(paused_at=now)

    def resume(self) -> None:
        type(self).objects.filter(pk=self.pk).update(paused_at=None)

    def tell_author(self, decision: Any) -> None:
        from mentoring.mentor_notices import tell_offer_decision

        tell_offer_decision(self, decision)
