import uuid
from datetime import UTC, datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Case, F, Q, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from careers import geography
from events import when
from events.enums import Format
from portal.moderation.enums import State
from portal.moderation.models import Publication, PublicationQuerySet
from portal.shell import dates

EARLIEST, LATEST = datetime(2020, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
MOST_SEATS = 500
ANNOUNCED = {"state": State.APPROVED, "cancelled_at__isnull": True}


class MeetupQuerySet(PublicationQuerySet):
    def written_by(self, user: Any) -> Self:
        """Those this person hosts: whoever was invited to host and said nothing yet is no host."""
        # A list, not a condition on each row: nobody's own page reads all the meetups there are.
        hosting = MeetupHost.objects.accepted().filter(member=user.pk)
        return self.filter(pk__in=hosting.order_by().values("meetup"))

    def held_by(self, user: Any) -> Self:
        """Those for which this person has a seat or waits for one."""
        from events.models.registration import Registration

        seats = Registration.objects.active().filter(member=user.pk)
        return self.filter(pk__in=seats.order_by().values("meetup"))

    def visible_to(self, user: Any) -> Self:
        """As any publication; whoever is registered also sees it while an edit is being read.

        And while it is suspended: their seat waits with it.
        """
        seen = super().visible_to(user)
        if not user.is_authenticated:
            return seen
        reread = self.filter(
            Q(state=State.SUBMITTED, published_at__isnull=False)
            | Q(state=State.APPROVED, paused_at__isnull=False)
        )
        return seen | reread.held_by(user)

    def approved(self) -> Self:
        return super().approved().filter(paused_at__isnull=True)

    def announced(self) -> Self:
        """Published, not called off, and somebody of its hosts is there."""
        return self.filter(**ANNOUNCED, paused_at__isnull=True)

    def upcoming(self, *, now: datetime | None = None) -> Self:
        """Announced, and not begun: seats may still be taken or given back."""
        return self.announced().filter(starts_at__gt=now or timezone.now())

    def past(self, *, now: datetime | None = None) -> Self:
        return self.announced().filter(starts_at__lte=now or timezone.now())

    def with_strip(self) -> Self:
        """What a line of a list shows, in one query."""
        return self.select_related("festival")


class Meetup(Publication):
    """A meeting that members host, on site or online, read by a moderator before anybody else.

    Always free. A draft may lack anything but its title; the rest is required to send it
    (REQUIRED and, by format, `missing`). Upcoming, past and full follow from the dates and the
    counter; only the cancelling is stored. `seats_taken` counts the confirmed registrations and
    `last_position` the last number given in the queue: both change under the row's lock, in
    `events.actions` alone. The author is unlinked at their erasure; the page stays.
    """

    REQUIRED = ("description", "starts_at", "ends_at", "referent_name", "referent_contact")
    REQUIRED_PLACE = ("place", "city", "departement")
    REQUIRED_LINK = ("join_link",)
    # What hosts change at once on a published meetup; the rest is read again by a moderator.
    PRACTICAL = (
        "format", "place", "address", "city", "departement", "join_link", "starts_at", "ends_at",
        "capacity", "access_notes",
    )  # fmt: skip
    # A change of these is told to everybody registered.
    TOLD = ("format", "place", "address", "city", "join_link", "starts_at", "ends_at")

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("proposée par"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="meetups",
    )
    # Given out with the empty form: the same form sent twice makes one meetup.
    creation_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    title = models.CharField(_("titre"), max_length=120)
    description = models.TextField(_("ce qu’on y fera"), max_length=5000, blank=True)
    festival = models.ForeignKey(
        "events.Festival",
        verbose_name=_("pendant un festival"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="meetups",
    )
    format = models.CharField(
        _("format"), max_length=7, choices=Format.choices, default=Format.ON_SITE
    )
    place = models.CharField(_("lieu"), max_length=120, blank=True)
    address = models.CharField(_("adresse"), max_length=200, blank=True)
    city = models.CharField(_("ville"), max_length=80, blank=True)
    departement = models.CharField(
        _("département"), max_length=3, blank=True, choices=geography.choices
    )
    # By the database itself, for the index of the calendar.
    region = models.GeneratedField(
        verbose_name=_("région"),
        expression=Case(
            *(
                When(departement__in=geography.codes_in(name), then=Value(name))
                for name in geography.regions()
            ),
            default=Value(""),
        ),
        output_field=models.CharField(max_length=40),
        db_persist=True,
    )
    join_link = models.URLField(_("lien de connexion"), max_length=500, blank=True)
    starts_at = models.DateTimeField(_("début"), null=True, blank=True)
    ends_at = models.DateTimeField(_("fin"), null=True, blank=True)
    capacity = models.PositiveSmallIntegerField(
        _("nombre de places"),
        default=20,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_SEATS)],
    )
    seats_taken = models.PositiveSmallIntegerField(_("places prises"), default=0, editable=False)
    last_position = models.PositiveIntegerField(
        _("dernier numéro donné"), default=0, editable=False
    )
    referent_name = models.CharField(_("personne référente"), max_length=120, blank=True)
    referent_contact = models.CharField(
        _("comment la trouver sur place"), max_length=300, blank=True
    )
    referent_trained_on = models.DateField(
        _("jour de sa formation"), null=True, blank=True, validators=[dates.validate_not_coming]
    )
    alcohol_free = models.BooleanField(_("sans alcool"), default=False)
    minors_welcome = models.BooleanField(_("ouverte dès 15 ans"), default=False)
    access_notes = models.TextField(_("accessibilité"), max_length=1000, blank=True)
    cancelled_at = models.DateTimeField(_("annulée le"), null=True, editable=False)
    cancel_reason = models.CharField(
        _("raison de l’annulation"), max_length=300, blank=True, editable=False
    )

    # Approved, and out of sight: all of its hosts are suspended (`events.pauses`).
    paused_at = models.DateTimeField(_("suspendue le"), null=True, editable=False)

    objects: ClassVar[Any] = MeetupQuerySet.as_manager()

    class Meta(Publication.Meta):
        verbose_name = _("rencontre")
        verbose_name_plural = _("rencontres")
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["paused_at"], name="meetup_paused", condition=Q(paused_at__isnull=False)
            ),
            # The calendar, whole or by what its filters name: in order, whatever there is of it.
            models.Index(
                fields=["starts_at", "id"], name="meetup_calendar", condition=Q(**ANNOUNCED)
            ),
            *(
                models.Index(
                    fields=[name, "starts_at", "id"],
                    name=f"meetup_calendar_{name}",
                    condition=Q(**ANNOUNCED),
                )
                for name in ("region", "departement", "festival")
            ),
            models.Index(fields=["state", "submitted_at"], name="meetup_queue"),
        ]
        constraints = [
            *Publication.Meta.constraints,
            models.CheckConstraint(
                name="meetup_format_known",
                condition=Q(format__in=Format.values),
                violation_error_message=_("Ce format n’existe pas."),
            ),
            models.CheckConstraint(
                name="meetup_dates_in_order",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("La rencontre ne peut pas finir avant d’avoir commencé."),
            ),
            models.CheckConstraint(
                name="meetup_sensible_dates",
                condition=Q(starts_at__gte=EARLIEST, starts_at__lt=LATEST, ends_at__lt=LATEST),
                violation_error_message=_("Cette date est hors du calendrier."),
            ),
            models.CheckConstraint(
                name="meetup_sensible_capacity",
                condition=Q(capacity__gte=1, capacity__lte=MOST_SEATS),
                violation_error_message=_("Entre 1 et 500 places."),
            ),
            models.CheckConstraint(
                name="meetup_seats_within_capacity",
                condition=Q(seats_taken__gte=0, seats_taken__lte=F("capacity")),
                violation_error_message=_("Il y a plus de personnes inscrites que de places."),
            ),
            models.CheckConstraint(
                name="meetup_training_exists",
                condition=Q(referent_trained_on__isnull=True)
                | Q(referent_trained_on__gte=dates.FIRST_TRAININGS),
                violation_error_message=_("Cette formation n’existait pas encore."),
            ),
            models.CheckConstraint(
                name="meetup_cancelled_says_why",
                condition=Q(cancelled_at__isnull=True, cancel_reason="")
                | (
                    Q(cancelled_at__isnull=False, published_at__isnull=False) & ~Q(cancel_reason="")
                ),
                violation_error_message=_(
                    "On annule une rencontre déjà publiée, en disant pourquoi."
                ),
            ),
            models.CheckConstraint(
                name="meetup_sent_is_complete",
                condition=Q(state=State.DRAFT)
                | (
                    Q(starts_at__isnull=False, ends_at__isnull=False)
                    & ~Q(description="")
                    & ~Q(referent_name="")
                    & ~Q(referent_contact="")
                    & (Q(format=Format.ONLINE) | ~(Q(place="") | Q(city="") | Q(departement="")))
                    & (Q(format=Format.ON_SITE) | ~Q(join_link=""))
                ),
                violation_error_message=_("Il manque des informations pour envoyer la rencontre."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @transaction.atomic
    def save_edit(self, *, read: int, now: datetime | None = None) -> None:
        """As any publication; what moves without an edit is taken from the locked row."""
        current = type(self).objects.select_for_update().get(pk=self.pk)
        kept = ["seats_taken", "last_position", "cancelled_at", "cancel_reason"]
        if current.published_at is not None:
            kept += self.PRACTICAL
        for name in kept:
            setattr(self, name, getattr(current, name))
        super().save_edit(read=read, now=now)

    @transaction.atomic
    def take_down(self) -> dict[str, Any]:
        """As any publication; those registered are told, and keep their seats."""
        from events import pauses

        announced = self.state == State.APPROVED
        before = super().take_down()
        if announced:
            pauses.tell_suspended(self, now=timezone.now())
        return before

    @transaction.atomic
    def put_back(self, before: dict[str, Any]) -> None:
        from events import pauses

        super().put_back(before)
        if self.state == State.APPROVED and before["to"] == State.WITHDRAWN:
            pauses.tell_back(self, now=timezone.now())

    def get_absolute_url(self) -> str:
        return reverse("events:meetup", args=[self.pk, slugify(self.title) or "rencontre"])

    @property
    def missing(self) -> list[str]:
        """The fields to fill before sending to review, by what the format asks for."""
        wanted = [*self.REQUIRED]
        if self.format in Format.with_a_place():
            wanted += self.REQUIRED_PLACE
        if self.format in Format.with_a_link():
            wanted += self.REQUIRED_LINK
        return [name for name in wanted if getattr(self, name) in (None, "")]

    def has_begun(self, *, now: datetime | None = None) -> bool:
        return self.starts_at is not None and self.starts_at <= (now or timezone.now())

    def is_over(self, *, now: datetime | None = None) -> bool:
        return self.ends_at is not None and self.ends_at <= (now or timezone.now())

    def is_upcoming(self, *, now: datetime | None = None) -> bool:
        """The Python twin of `MeetupQuerySet.upcoming`."""
        return (
            self.state == State.APPROVED
            and self.cancelled_at is None
            and self.paused_at is None
            and self.starts_at is not None
            and not self.has_begun(now=now)
        )

    def seats_move(self, *, now: datetime | None = None) -> bool:
        """Whether seats may be given back and passed on: also while an edit is being read."""
        return (
            self.published_at is not None
            and self.cancelled_at is None
            and not self.has_begun(now=now)
        )

    @property
    def deletable(self) -> bool:
        """Whether a host may delete it: nobody has decided on it, so nothing is to be kept."""
        return self.decided_at is None and self.state in {State.DRAFT, State.WITHDRAWN}

    @property
    def on_site(self) -> bool:
        return self.format in Format.with_a_place()

    @property
    def online(self) -> bool:
        return self.format in Format.with_a_link()

    @property
    def seats_left(self) -> int:
        return max(self.capacity - self.seats_taken, 0)

    @property
    def full(self) -> bool:
        return self.seats_taken >= self.capacity

    @property
    def where_label(self) -> str:
        """Marseille; en ligne; Marseille et en ligne."""
        if not self.on_site:
            return str(_("en ligne"))
        if self.online:
            return str(_("%(city)s et en ligne")) % {"city": self.city}
        return self.city

    @property
    def when_label(self) -> str:
        return when.span(self.starts_at, self.ends_at) if self.starts_at else ""

    @property
    def slugline(self) -> str:
        """ven. 27 nov. · 19 h · Marseille."""
        parts = (when.slugline(self.starts_at) if self.starts_at else "", self.where_label)
        return " · ".join(part for part in parts if part)

    @property
    def places_label(self) -> str:
        """12 places restantes."""
        if self.full:
            return str(_("complet, liste d’attente"))
        left = self.seats_left
        return ngettext("%(n)s place restante", "%(n)s places restantes", left) % {"n": left}

    def tell_author(self, decision: Any) -> None:
        from events.notifications import tell_decision

        tell_decision(self, decision)


class MeetupHostQuerySet(models.QuerySet["MeetupHost"]):
    def accepted(self) -> Self:
        """Those who host: an invitation alone gives no right and shows no name."""
        return self.filter(accepted_at__isnull=False)

    def pending(self) -> Self:
        """Those who were asked and have not answered."""
        return self.filter(accepted_at__isnull=True, declined_at__isnull=True)

    def standing(self) -> Self:
        """Those who host or may still say yes."""
        return self.filter(declined_at__isnull=True)


class MeetupHost(models.Model):
    """A member who receives, answers and may edit. Goes with the member's account.

    The author hosts from the start; another member was invited by a host and hosts, and is named
    on the page, once they have accepted. An invitation declined stays, so that nobody is asked
    twice to host the same meetup.
    """

    meetup = models.ForeignKey(
        Meetup, verbose_name=_("rencontre"), on_delete=models.CASCADE, related_name="hosts"
    )
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("membre"),
        on_delete=models.CASCADE,
        related_name="hostings",
    )
    invited_at = models.DateTimeField(_("invitation le"), default=timezone.now, editable=False)
    accepted_at = models.DateTimeField(_("acceptée le"), null=True, editable=False)
    declined_at = models.DateTimeField(_("déclinée le"), null=True, editable=False)

    objects: ClassVar[Any] = MeetupHostQuerySet.as_manager()

    class Meta:
        verbose_name = _("hôte")
        verbose_name_plural = _("hôtes")
        ordering = ["invited_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="meetuphost_once",
                fields=["meetup", "member"],
                violation_error_message=_("Cette personne organise déjà la rencontre."),
            ),
            models.CheckConstraint(
                name="meetuphost_accepted_after_invited",
                condition=Q(accepted_at__isnull=True) | Q(accepted_at__gte=F("invited_at")),
                violation_error_message=_("On accepte après avoir reçu l’invitation."),
            ),
            models.CheckConstraint(
                name="meetuphost_one_answer",
                condition=Q(accepted_at__isnull=True) | Q(declined_at__isnull=True),
                violation_error_message=_("On accepte ou on décline, pas les deux."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} ({self.meetup})"
