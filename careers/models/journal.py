import uuid
from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from careers.journal_enums import JournalFound, JournalKind, JournalMove, JournalState

FIRST_DAY = date(2000, 1, 1)
LAST_DAY = date(2099, 12, 31)
LESSON_LENGTH = 2000


class JournalEntryQuerySet(models.QuerySet["JournalEntry"]):
    def visible_to(self, user: Any) -> Self:
        """One's own, and nobody else's ever: neither organisations, nor members, nor staff."""
        return self.filter(member=user.pk) if user.is_authenticated else self.none()

    def with_steps(self) -> Self:
        return self.prefetch_related("steps")

    def due(self, *, today: date) -> Self:
        """Those whose next action is for this day, or was."""
        return self.filter(next_on__lte=today).exclude(next_step="")


class JournalEntry(models.Model):
    """One application as its author tells it to themselves, here or elsewhere.

    Private: no administration, no search, no notification, no count for anybody else. Where it
    stands follows from its steps. `lesson` is at most LESSON_LENGTH characters. Exported, and
    erased with the account.
    """

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("membre"),
        on_delete=models.CASCADE,
        related_name="journal_entries",
    )
    place = models.CharField(_("où"), max_length=120)
    what = models.CharField(_("pour faire quoi"), max_length=120, blank=True)
    kind = models.CharField(_("quoi"), max_length=12, choices=JournalKind.choices)
    found = models.CharField(
        _("trouvée comment"), max_length=12, choices=JournalFound.choices, blank=True
    )
    lesson = models.TextField(_("ce que j’en retiens"), max_length=LESSON_LENGTH, blank=True)
    next_step = models.CharField(_("prochaine action"), max_length=160, blank=True)
    next_on = models.DateField(_("pour le"), null=True, blank=True)
    created_at = models.DateTimeField(_("notée le"), default=timezone.now, editable=False)
    # Given out with the empty form: the same form sent twice makes one entry.
    creation_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects: ClassVar[Any] = JournalEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("ligne du journal")
        verbose_name_plural = _("lignes du journal")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="journal_entry_has_place",
                condition=~Q(place=""),
                violation_error_message=_("Dites où, même en un mot."),
            ),
            models.CheckConstraint(
                name="journal_entry_kind_known",
                condition=Q(kind__in=JournalKind.values),
                violation_error_message=_("Cette sorte de demande n’existe pas."),
            ),
            models.CheckConstraint(
                name="journal_entry_found_known",
                condition=Q(found__in=["", *JournalFound.values]),
                violation_error_message=_("Cette façon de trouver n’existe pas."),
            ),
            models.CheckConstraint(
                name="journal_entry_lesson_length",
                condition=LessThanOrEqual(Length("lesson"), LESSON_LENGTH),
                violation_error_message=_("Cette note est trop longue."),
            ),
            models.CheckConstraint(
                name="journal_entry_day_of_an_action",
                condition=Q(next_on__isnull=True)
                | (~Q(next_step="") & Q(next_on__gte=FIRST_DAY, next_on__lte=LAST_DAY)),
                violation_error_message=_("Une date va avec une action à faire."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("careers:journal_entry", args=[self.pk])

    @property
    def last_step(self) -> "JournalStep | None":
        """The step that says where it stands; what one did besides says nothing of that."""
        steps = [one for one in self.steps.all() if one.kind != JournalMove.DONE]
        return max(steps, key=lambda one: (one.on, one.pk), default=None)

    @property
    def state(self) -> JournalState:
        """Where it stands; to be prepared as long as nothing was sent."""
        last = self.last_step
        return JournalState(last.kind) if last else JournalState.TO_PREPARE


class JournalStep(models.Model):
    """Something that happened to an application on a day. `note`: what was done, for « fait »."""

    entry = models.ForeignKey(
        JournalEntry, verbose_name=_("ligne"), on_delete=models.CASCADE, related_name="steps"
    )
    kind = models.CharField(_("quoi"), max_length=10, choices=JournalMove.choices)
    on = models.DateField(_("quand"))
    note = models.CharField(_("détail"), max_length=160, blank=True)
    created_at = models.DateTimeField(_("notée le"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("étape du journal")
        verbose_name_plural = _("étapes du journal")
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="journal_step_once_a_day",
                fields=["entry", "kind", "on", "note"],
                violation_error_message=_("Cette étape est déjà notée ce jour-là."),
            ),
            models.CheckConstraint(
                name="journal_step_kind_known",
                condition=Q(kind__in=JournalMove.values),
                violation_error_message=_("Cette étape n’existe pas."),
            ),
            models.CheckConstraint(
                name="journal_step_day_sensible",
                condition=Q(on__gte=FIRST_DAY, on__lte=LAST_DAY),
                violation_error_message=_("Cette date est trop lointaine."),
            ),
            models.CheckConstraint(
                name="journal_step_note_of_what_was_done",
                condition=Q(note="") | Q(kind=JournalMove.DONE),
                violation_error_message=_("Seule une action faite porte un détail."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
