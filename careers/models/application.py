import uuid
from datetime import date, datetime, timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from careers.applications.enums import (
    REASONS,
    ApplicationState,
    CancelReason,
    DeclineReason,
    WithdrawReason,
)
from portal.contact.blocks import hidden_from
from portal.shell import french

from .internship import Internship
from .organisation import Organisation, OrganisationMember
from .role import guide_of

MOTIVATION_LENGTH = 2000
NOTE_LENGTH = 1000
# Days an organisation has to answer, once more when it asks for it, and when it is reminded.
ANSWER_DAYS = 15
REMINDER_DAYS = (7, 14)
OPEN = ApplicationState.open()


def end_of_day(moment: datetime, days: int) -> datetime:
    """The instant at which the day comes to its end in Paris, so many days after a moment."""
    day = timezone.localtime(moment).date() + timedelta(days=days + 1)
    return timezone.make_aware(datetime(day.year, day.month, day.day))


class ApplicationQuerySet(models.QuerySet["Application"]):
    def of(self, applicant: Any) -> Self:
        """One's own, drafts included."""
        return self.filter(applicant=applicant.pk)

    def sent(self) -> Self:
        return self.exclude(state=ApplicationState.DRAFT)

    def open(self, *, now: datetime | None = None) -> Self:
        """Sent, still without an answer, and in time for one; the date of some stands still."""
        return self.filter(
            Q(expires_at__gt=now or timezone.now()) | Q(paused_at__isnull=False), state__in=OPEN
        )

    def overdue(self, *, now: datetime | None = None) -> Self:
        """Those whose date has passed and that `tick` has not closed yet."""
        return self.filter(
            state__in=OPEN, paused_at__isnull=True, expires_at__lte=now or timezone.now()
        )

    def received_by(self, user: Any) -> Self:
        """What this person reads and answers for an organisation: the one rule for that side.

        Drafts are nobody's but their author's. Whoever a block separates from the applicant does
        not see the application; their colleagues do, and the applicant cannot tell.
        """
        if not user.is_authenticated:
            return self.none()
        # A list, not a condition on each row: the index by organisation is where to begin.
        theirs = OrganisationMember.objects.filter(user=user.pk).order_by().values("organisation")
        return (
            self.sent()
            .filter(organisation__in=theirs)
            .exclude(applicant__in=hidden_from(user))
            .exclude(applicant=user.pk)
        )

    def visible_to(self, user: Any) -> Self:
        """The applicant's own, and those received; nobody else, moderators included."""
        return self.of(user) | self.received_by(user) if user.is_authenticated else self.none()

    def with_strip(self) -> Self:
        """What a line of a list shows, in one query."""
        found = self.select_related(
            "applicant", "internship__role__department", "organisation", "assigned_to"
        )
        return found.defer(*guide_of("internship__role"))


class Application(models.Model):
    """A member asks for a place in an internship; an organisation answers before a known day.

    Both sides see the same states and dates. `expires_at` is the end of the fifteenth day after
    it was sent (the thirtieth once extended): from that instant on it has expired, whether or not
    `tick` has written it down (`current_state`). Whoever moves one holds the internship's row.

    `pieces`: numbers of what the applicant joined, known to the floor that keeps portfolios
    (`careers.applications.applicant_file`). `title` and `organisation_name` are those of the day it
    was sent: they stay readable when the listing is gone; so do its `terms`, on which a yes is
    given and which only the applicant's own agreement replaces. `revision` grows with each move but
    reading, so that a link in a mail answers what it was written for, once. Exported and erased
    with the applicant; the texts of those that led nowhere are emptied after two years (`tick`).
    """

    internship = models.ForeignKey(
        Internship,
        verbose_name=_("annonce"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="applications",
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("structure"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="applications",
    )
    title = models.CharField(_("titre de l’annonce"), max_length=120)
    organisation_name = models.CharField(_("nom de la structure"), max_length=120)
    applicant = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("candidat·e"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="applications",
    )
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("suivie par"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="applications_assigned",
    )
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("réponse donnée par"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    motivation = models.TextField(_("motivation"), max_length=MOTIVATION_LENGTH, blank=True)
    pieces = models.JSONField(_("éléments joints"), default=list, blank=True)
    # What the listing said the day it was sent (`careers.placements.agreed_terms`).
    terms = models.JSONField(_("termes"), default=dict, blank=True, editable=False)
    # The last that its applicant was told of the listing, so that nothing is told twice.
    heard = models.CharField(_("annoncé"), max_length=32, blank=True, editable=False)
    state = models.CharField(
        _("état"),
        max_length=9,
        choices=ApplicationState.choices,
        default=ApplicationState.DRAFT,
        editable=False,
    )
    reason = models.CharField(_("raison"), max_length=12, blank=True, editable=False)
    note = models.TextField(_("mot joint à la réponse"), max_length=NOTE_LENGTH, blank=True)
    revision = models.PositiveIntegerField(_("version"), default=1, editable=False)
    # Out of the answer rate: a block kept everybody there from reading it when it was sent.
    counts = models.BooleanField(_("compte dans le taux de réponse"), default=True, editable=False)

    drafted_at = models.DateTimeField(_("commencée le"), default=timezone.now, editable=False)
    saved_at = models.DateTimeField(_("enregistrée le"), default=timezone.now, editable=False)
    sent_at = models.DateTimeField(_("envoyée le"), null=True, editable=False)
    expires_at = models.DateTimeField(_("réponse attendue avant le"), null=True, editable=False)
    extended_at = models.DateTimeField(_("prolongée le"), null=True, editable=False)
    # When the applicant agreed to terms that came after.
    agreed_at = models.DateTimeField(_("nouveaux termes acceptés le"), null=True, editable=False)
    first_read_at = models.DateTimeField(_("lue le"), null=True, editable=False)
    studied_at = models.DateTimeField(_("mise à l’étude le"), null=True, editable=False)
    answered_at = models.DateTimeField(_("réponse le"), null=True, editable=False)
    closed_at = models.DateTimeField(_("close le"), null=True, editable=False)
    # How many of the reminders were written to the organisation.
    reminders = models.PositiveSmallIntegerField(_("rappels envoyés"), default=0, editable=False)
    emptied_at = models.DateTimeField(_("textes effacés le"), null=True, editable=False)
    # What moderators took from the other side's sight: the applicant's words, those of the answer.
    motivation_hidden_at = models.DateTimeField(
        _("motivation masquée par la modération le"), null=True, editable=False
    )
    note_hidden_at = models.DateTimeField(
        _("mot masqué par la modération le"), null=True, editable=False
    )
    # Its listing is out of sight through no silence of anybody: the date stands still
    # (`careers.applications.waits`).
    paused_at = models.DateTimeField(_("délai suspendu le"), null=True, editable=False)
    # Given out with the empty form: the same form sent twice makes one application.
    creation_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects: ClassVar[Any] = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("candidature")
        verbose_name_plural = _("candidatures")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["organisation", "state", "expires_at"], name="application_board"),
            models.Index(fields=["organisation", "sent_at"], name="application_year"),
            models.Index(fields=["internship", "state"], name="application_listing"),
            models.Index(fields=["applicant", "state"], name="application_mine"),
            models.Index(
                fields=["expires_at"],
                name="application_overdue",
                condition=Q(state__in=OPEN),
            ),
            # What `tick` looks for each day among all there ever was.
            models.Index(
                fields=["closed_at"],
                name="application_to_empty",
                condition=Q(closed_at__isnull=False, emptied_at__isnull=True),
            ),
            models.Index(
                fields=["saved_at"],
                name="application_drafts",
                condition=Q(state=ApplicationState.DRAFT),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="application_once",
                fields=["internship", "applicant"],
                condition=Q(state__in=ApplicationState.alive()),
                violation_error_message=_("Vous avez déjà une candidature à cette annonce."),
            ),
            models.CheckConstraint(
                name="application_state_known",
                condition=Q(state__in=ApplicationState.values),
                violation_error_message=_("Cet état n’existe pas."),
            ),
            models.CheckConstraint(
                name="application_sent_when",
                condition=Q(state=ApplicationState.DRAFT, sent_at__isnull=True)
                | (
                    ~Q(state=ApplicationState.DRAFT)
                    # A comparison with NULL would let it through.
                    & Q(sent_at__isnull=False, expires_at__isnull=False)
                    & Q(expires_at__gt=F("sent_at"))
                ),
                violation_error_message=_("Une candidature envoyée porte ses dates."),
            ),
            models.CheckConstraint(
                name="application_read_when",
                condition=~Q(state=ApplicationState.READ) | Q(first_read_at__isnull=False),
                violation_error_message=_("Une candidature lue porte la date de sa lecture."),
            ),
            models.CheckConstraint(
                name="application_studied_when",
                condition=~Q(state=ApplicationState.STUDIED) | Q(studied_at__isnull=False),
                violation_error_message=_("Une candidature à l’étude porte sa date."),
            ),
            models.CheckConstraint(
                name="application_answered_when",
                condition=~Q(state__in=[ApplicationState.ACCEPTED, ApplicationState.DECLINED])
                | Q(answered_at__isnull=False),
                violation_error_message=_("Une réponse porte sa date."),
            ),
            models.CheckConstraint(
                name="application_unanswered_when",
                condition=~Q(
                    state__in=[ApplicationState.DRAFT, *OPEN, ApplicationState.EXPIRED],
                    answered_at__isnull=False,
                ),
                violation_error_message=_("Sans réponse, il n’y a pas de date de réponse."),
            ),
            models.CheckConstraint(
                name="application_closed_when",
                condition=Q(state__in=ApplicationState.closed(), closed_at__isnull=False)
                | (~Q(state__in=ApplicationState.closed()) & Q(closed_at__isnull=True)),
                violation_error_message=_("Une candidature close porte sa date, et elle seule."),
            ),
            models.CheckConstraint(
                name="application_reason_fits",
                condition=Q(state=ApplicationState.DECLINED, reason__in=DeclineReason.values)
                | Q(state=ApplicationState.CANCELLED, reason__in=CancelReason.values)
                | Q(state=ApplicationState.WITHDRAWN, reason__in=["", *WithdrawReason.values])
                | (
                    ~Q(
                        state__in=[
                            ApplicationState.DECLINED,
                            ApplicationState.CANCELLED,
                            ApplicationState.WITHDRAWN,
                        ]
                    )
                    & Q(reason="")
                ),
                violation_error_message=_("Cette raison ne va pas avec cet état."),
            ),
            models.CheckConstraint(
                name="application_motivation_length",
                condition=LessThanOrEqual(Length("motivation"), MOTIVATION_LENGTH),
                violation_error_message=_("Cette motivation est trop longue."),
            ),
            models.CheckConstraint(
                name="application_note_length",
                condition=LessThanOrEqual(Length("note"), NOTE_LENGTH),
                violation_error_message=_("Ce mot est trop long."),
            ),
        ]

    def __str__(self) -> str:
        # Read by moderators in their list of reports: neither a name nor a word of the text.
        return str(_("candidature du %s")) % french.day(
            timezone.localtime(self.sent_at or self.drafted_at).date()
        )

    def get_absolute_url(self) -> str:
        """The applicant's page."""
        return reverse("careers:application", args=[self.pk])

    def received_url(self) -> str:
        """The organisation's page."""
        return reverse("careers:received", args=[self.pk])

    def current_state(self, *, now: datetime | None = None) -> ApplicationState:
        """The state as it is at this moment: the date speaks before `tick` has."""
        state = ApplicationState(self.state)
        counted = state in OPEN and self.paused_at is None
        over = counted and self.expires_at and self.expires_at <= (now or timezone.now())
        return ApplicationState.EXPIRED if over else state

    def is_open(self, *, now: datetime | None = None) -> bool:
        """The Python twin of `ApplicationQuerySet.open`."""
        return self.current_state(now=now) in OPEN

    @property
    def is_shared(self) -> bool:
        """Whether the organisation reads the applicant's file: in time for an answer, or taken.

        What has ended keeps its letter and its dates; the page and the files are closed again.
        """
        return self.is_open() or self.state == ApplicationState.ACCEPTED

    @property
    def is_opened(self) -> bool:
        """Whether its page shows more than the envelope: read once, or past an answer."""
        return self.first_read_at is not None or not self.is_open()

    @property
    def last_day(self) -> date | None:
        """The last day on which the organisation may answer."""
        if self.expires_at is None:
            return None
        return timezone.localtime(self.expires_at - timedelta(seconds=1)).date()

    @property
    def days_left(self) -> int:
        """Days until the last one; 0 today, negative afterwards."""
        last = self.last_day
        return (last - timezone.localdate()).days if last else 0

    @property
    def deadline_label(self) -> str:
        """il reste 9 jours pour répondre."""
        if self.paused_at is not None and self.is_open():
            return str(_("délai suspendu"))
        if self.days_left < 0 or not self.is_open():
            return ""
        if self.days_left == 0:
            return str(_("dernier jour pour répondre"))
        if self.days_left == 1:
            return str(_("il reste 1 jour pour répondre"))
        return str(_("il reste %s jours pour répondre")) % self.days_left

    @property
    def state_label(self) -> str:
        return str(self.current_state().label)

    @property
    def reason_choice(self) -> DeclineReason | CancelReason | WithdrawReason | None:
        """The reason as the member of its list."""
        reasons: Any = REASONS.get(ApplicationState(self.state))
        return reasons(self.reason) if reasons and self.reason else None

    @property
    def next_reminder(self) -> date | None:
        """The day of the next reminder to the organisation; None when there is no more."""
        if self.sent_at is None or self.last_day is None:
            return None
        first = timezone.localtime(self.sent_at).date()
        days = [first + timedelta(days=days) for days in REMINDER_DAYS]
        if self.extended_at:
            days.append(self.last_day - timedelta(days=1))
        return days[self.reminders] if self.reminders < len(days) else None
