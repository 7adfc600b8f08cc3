import uuid
from datetime import date, datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, F, Q, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentoring.mentor_enums import MeetingFormat
from portal.accounts import faces
from portal.accounts.faces import Face, gone
from portal.contact import blocks, rules
from portal.contact.models import ContactRequest, Thread

from .offer import MentorOffer

LATEST = date(2099, 12, 31)


class MentoringRequest(models.Model):
    """What somebody asks a mentor, beside the request that carries « pourquoi vous ».

    Its state, dates and expiry are those of the contact request, with which it is erased.
    """

    contact = models.OneToOneField(
        ContactRequest,
        verbose_name=_("demande"),
        on_delete=models.CASCADE,
        related_name="mentoring",
    )
    offer = models.ForeignKey(
        MentorOffer,
        verbose_name=_("offre"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="requests",
    )
    goal = models.TextField(_("mon objectif"), max_length=600)
    tried = models.TextField(_("ce que j’ai déjà essayé"), max_length=600)

    class Meta:
        verbose_name = _("demande de mentorat")
        verbose_name_plural = _("demandes de mentorat")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class MentorshipQuerySet(models.QuerySet["Mentorship"]):
    def of(self, user: Any) -> Self:
        """Those this member is one of the two of; nobody else ever sees one."""
        return self.filter(Q(mentor=user.pk) | Q(mentee=user.pk))

    def under_way(self) -> Self:
        return self.filter(ended_at__isnull=True)

    def overdue(self, *, today: date) -> Self:
        """Under way past their last day, whose two people have not been told yet."""
        return self.under_way().filter(ends_on__lt=today, end_told_at__isnull=True)

    def listed_for(self, user: Any) -> list["Mentorship"]:
        """One's mentorships, those under way first, each with the name of the other one.

        In one query.
        """
        away = Case(
            When(faces.away("mentor", user) | faces.away("mentee", user), then=True), default=False
        )
        mine: Any = self.of(user).select_related("mentor", "mentee").annotate(away=away)
        found: list[Any] = list(mine.order_by("-pk")[:50])
        for one in found:
            one.given = one.mentor_id == user.pk
            other = one.other_than(user)
            known = other is not None and other.is_present and not one.away
            one.face = Face(name=other.display_name) if known else gone()
            # A block ends it at once: a departure has to look the same.
            one.goes_on = one.is_under_way and one.face != gone()
        return sorted(found, key=lambda one: not one.goes_on)


class Mentorship(models.Model):
    """Two people who agreed to meet for a while: a frame, goals, meetings, notes, an end.

    Takes one place of the mentor's offer until it ends. When one of the two leaves the site their
    name and what they wrote go; the other keeps the rest.
    """

    mentor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("mentor"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="mentorships_given",
    )
    mentee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("personne accompagnée"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="mentorships_received",
    )
    offer = models.ForeignKey(
        MentorOffer,
        verbose_name=_("offre"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="mentorships",
    )
    thread = models.OneToOneField(
        Thread,
        verbose_name=_("conversation"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="mentorship",
    )
    purpose = models.TextField(_("objectif commun"), max_length=600, blank=True)
    rhythm = models.CharField(_("rythme"), max_length=120, blank=True)
    starts_on = models.DateField(_("premier jour"), default=timezone.localdate)
    ends_on = models.DateField(_("dernier jour prévu"))
    mentor_signed_at = models.DateTimeField(_("signé par le mentor le"), null=True, editable=False)
    mentee_signed_at = models.DateTimeField(
        _("signé par la personne accompagnée le"), null=True, editable=False
    )
    ended_at = models.DateTimeField(_("terminé le"), null=True, editable=False)
    # When the two were told that the last day has passed: once for each date they agree on.
    end_told_at = models.DateTimeField(_("fin rappelée le"), null=True, editable=False)
    # When the mentee was told that the mentor, suspended, cannot answer for now.
    away_told_at = models.DateTimeField(_("absence annoncée le"), null=True, editable=False)
    created_at = models.DateTimeField(_("commencé le"), default=timezone.now, editable=False)
    # Moderators took its purpose and rhythm from sight, until the two agree on others.
    hidden_at = models.DateTimeField(
        _("cadre masqué par la modération le"), null=True, editable=False
    )

    objects = MentorshipQuerySet.as_manager()

    # Set by `listed_for`: whether the viewer is the mentor, how the other one is shown, and
    # whether it goes on for the viewer.
    given: bool
    face: Face
    goes_on: bool

    class Meta:
        verbose_name = _("mentorat")
        verbose_name_plural = _("mentorats")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="mentorship_between_two",
                condition=Q(mentor__isnull=True) | Q(mentee__isnull=True) | ~Q(mentor=F("mentee")),
                violation_error_message=_("On n’est pas son propre mentor."),
            ),
            models.CheckConstraint(
                name="mentorship_dates_in_order",
                condition=Q(ends_on__gte=F("starts_on"), ends_on__lte=LATEST),
                violation_error_message=_("Le dernier jour vient après le premier."),
            ),
            models.UniqueConstraint(
                name="mentorship_once_at_a_time",
                fields=["mentor", "mentee"],
                condition=Q(ended_at__isnull=True),
                violation_error_message=_("Ce mentorat est déjà en cours."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("mentoring:mentorship", args=[self.pk])

    def side_of(self, user: Any) -> str:
        """mentor or mentee."""
        return "mentor" if self.mentor_id == user.pk else "mentee"

    def other_than(self, user: Any) -> Any:
        """The other one of the two; None when they have left."""
        return self.mentee if self.mentor_id == user.pk else self.mentor

    def reaches_other(self, user: Any) -> bool:
        """Whether the other one is there for this member; a block looks like a departure."""
        other = self.other_than(user)
        return (
            other is not None
            and other.is_present
            and not blocks.between(user, other)
            and not rules.barred(user, other)
        )

    def goes_on_for(self, user: Any) -> bool:
        """Whether it is under way, and the other one there."""
        return self.is_under_way and self.reaches_other(user)

    @property
    def is_under_way(self) -> bool:
        return self.ended_at is None

    @property
    def is_signed(self) -> bool:
        return self.mentor_signed_at is not None and self.mentee_signed_at is not None

    @property
    def with_minor(self) -> bool:
        return any(person is not None and person.is_minor for person in (self.mentor, self.mentee))


class Written(models.Model):
    """What one of the two writes into the log of a mentorship; both read it."""

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("écrit par"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("écrit le"), default=timezone.now, editable=False)
    # Moderators took it from the other one's sight: see `mentoring.log`.
    hidden_at = models.DateTimeField(_("masqué par la modération le"), null=True, editable=False)
    # Given out with the empty form: the same form sent twice makes one line.
    creation_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    # Each kind of line has its own key to the mentorship.
    mentorship_id: int
    author_id: int | None
    # Set by the page: whether the viewer wrote it.
    mine: bool

    class Meta:
        abstract = True

    def __str__(self) -> str:
        # Read by moderators in their list of reports: not a word of the text.
        return f"{self._meta.verbose_name} {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("mentoring:mentorship", args=[self.mentorship_id])

    def is_hidden_from(self, viewer: Any) -> bool:
        """Whether moderators took it from this person's sight; its author goes on reading it."""
        return self.hidden_at is not None and self.author_id != viewer.pk


class MentorGoal(Written):
    """Something the two want reached; ticked when it is."""

    mentorship = models.ForeignKey(
        Mentorship, verbose_name=_("mentorat"), on_delete=models.CASCADE, related_name="goals"
    )
    text = models.CharField(_("but"), max_length=200)
    done_at = models.DateTimeField(_("atteint le"), null=True, editable=False)

    class Meta:
        verbose_name = _("but d’un mentorat")
        verbose_name_plural = _("buts d’un mentorat")
        ordering = ["pk"]


class MentorNote(Written):
    """A note both read: what was said, what was promised."""

    mentorship = models.ForeignKey(
        Mentorship, verbose_name=_("mentorat"), on_delete=models.CASCADE, related_name="notes"
    )
    text = models.TextField(_("note"), max_length=3000)

    class Meta:
        verbose_name = _("note d’un mentorat")
        verbose_name_plural = _("notes d’un mentorat")
        ordering = ["-pk"]


class MentorThanks(Written):
    """A word of thanks at the end, one from each of the two."""

    mentorship = models.ForeignKey(
        Mentorship, verbose_name=_("mentorat"), on_delete=models.CASCADE, related_name="thanks"
    )
    text = models.TextField(_("mot de remerciement"), max_length=1000)

    class Meta:
        verbose_name = _("mot de remerciement")
        verbose_name_plural = _("mots de remerciement")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="thanks_once_each",
                fields=["mentorship", "author"],
                violation_error_message=_("Vous avez déjà laissé un mot."),
            )
        ]


class MentorMeeting(Written):
    """A meeting of the two, with its calendar file. Length in minutes."""

    mentorship = models.ForeignKey(
        Mentorship, verbose_name=_("mentorat"), on_delete=models.CASCADE, related_name="meetings"
    )
    starts_at = models.DateTimeField(_("jour et heure"))
    minutes = models.PositiveSmallIntegerField(
        _("durée, en minutes"),
        default=45,
        validators=[MinValueValidator(15), MaxValueValidator(240)],
    )
    format = models.CharField(
        _("où"), max_length=10, choices=MeetingFormat.choices, default=MeetingFormat.VIDEO
    )
    place = models.CharField(_("lieu ou lien"), max_length=200, blank=True)
    cancelled_at = models.DateTimeField(_("annulé le"), null=True, editable=False)

    class Meta:
        verbose_name = _("rendez-vous de mentorat")
        verbose_name_plural = _("rendez-vous de mentorat")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="mentor_meeting_sensible_length",
                condition=Q(minutes__gte=15, minutes__lte=240),
                violation_error_message=_("Entre 15 minutes et 4 heures."),
            ),
            models.CheckConstraint(
                name="mentor_meeting_format_known",
                condition=Q(format__in=MeetingFormat.values),
                violation_error_message=_("Cette façon de se voir n’existe pas."),
            ),
        ]

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)

    def is_past(self, *, now: datetime | None = None) -> bool:
        return self.ends_at <= (now or timezone.now())
