import uuid
from datetime import datetime
from typing import Any, ClassVar, Self

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from careers.placements.enums import AttestationState
from portal.shell import french

from .placement import Placement
from .skill import Skill

TEXT_LENGTH, WORD_LENGTH = 1000, 500


class LearningEntry(models.Model):
    """A day of the learning log: what one learnt, and which skills. The intern's alone.

    What goes into an attestation is copied there, and read by the tutor from then on.
    """

    placement = models.ForeignKey(
        Placement, verbose_name=_("stage"), on_delete=models.CASCADE, related_name="learning"
    )
    day = models.DateField(_("jour"))
    text = models.TextField(_("ce que j’ai appris"), max_length=TEXT_LENGTH)
    skills: "models.ManyToManyField[Any, Any]" = models.ManyToManyField(
        Skill, verbose_name=_("compétences"), blank=True, related_name="learning_entries"
    )
    saved_at = models.DateTimeField(_("enregistrée le"), default=timezone.now, editable=False)
    # Given out with the empty form: the same form sent twice makes one entry.
    creation_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        verbose_name = _("journée apprise")
        verbose_name_plural = _("journées apprises")
        ordering = ["-day", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="learning_entry_text_length",
                condition=~Q(text="") & Q(LessThanOrEqual(Length("text"), TEXT_LENGTH)),
                violation_error_message=_("Une journée compte de 1 à 1000 caractères."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.day)


class AttestationQuerySet(models.QuerySet["Attestation"]):
    def of(self, member: Any) -> Self:
        return self.filter(placement__intern=member.pk)

    def asked(self, *, now: datetime | None = None) -> Self:
        """Those a tutor may still answer; what moderators hid is not to be signed."""
        return self.filter(
            state=AttestationState.ASKED,
            expires_at__gt=now or timezone.now(),
            content_hidden_at__isnull=True,
        )

    def overdue(self, *, now: datetime | None = None) -> Self:
        return self.filter(state=AttestationState.ASKED, expires_at__lte=now or timezone.now())

    def credits_of(self, member: Any) -> Self:
        """What a member's page shows as confirmed experience, the latest first."""
        found = self.filter(
            placement__intern=member,
            state=AttestationState.CONFIRMED,
            shown=True,
            content_hidden_at__isnull=True,
        )
        return found.order_by("-answered_at", "-pk")


class Attestation(models.Model):
    """What a tutor confirms of an internship, at the intern's asking, by a signed link.

    `content` is copied when it is asked and never changes: name, title, organisation, role, first
    and last day, minutes of presence or none, skills, the days chosen. The tutor's address is kept
    until the answer, at most 31 days. `code`: 100 random bits; it confirms code, dates, role and
    organisation to whoever types it. `from_host`: the address was that of a member of the
    organisation on this site; otherwise it is only the one that the intern gave.
    """

    placement = models.ForeignKey(
        Placement, verbose_name=_("stage"), on_delete=models.CASCADE, related_name="attestations"
    )
    content = models.JSONField(_("contenu"), encoder=DjangoJSONEncoder)
    state = models.CharField(
        _("état"),
        max_length=9,
        choices=AttestationState.choices,
        default=AttestationState.ASKED,
        editable=False,
    )
    tutor_email = models.EmailField(_("adresse du tuteur ou de la tutrice"), blank=True)
    tutor_name = models.CharField(_("nom du tuteur ou de la tutrice"), max_length=120, blank=True)
    tutor_role = models.CharField(_("sa fonction"), max_length=120, blank=True)
    word = models.TextField(_("mot joint au refus"), max_length=WORD_LENGTH, blank=True)
    from_host = models.BooleanField(_("adresse connue de la structure"), default=False)
    # NULL until it is signed: empty texts would not be unique.
    code = models.CharField(  # noqa: DJ001
        _("code"), max_length=20, null=True, unique=True, editable=False
    )
    shown = models.BooleanField(_("montrée sur ma page"), default=True)
    asked_at = models.DateTimeField(_("demandée le"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("réponse attendue avant le"))
    answered_at = models.DateTimeField(_("réponse le"), null=True, editable=False)
    withdrawn_at = models.DateTimeField(_("retirée le"), null=True, editable=False)
    # What moderators took from sight: the days of the intern, the words of the tutor.
    content_hidden_at = models.DateTimeField(
        _("contenu masqué par la modération le"), null=True, editable=False
    )
    word_hidden_at = models.DateTimeField(
        _("réponse masquée par la modération le"), null=True, editable=False
    )
    # Given out with the empty form: the same form sent twice asks once.
    creation_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects: ClassVar[Any] = AttestationQuerySet.as_manager()

    class Meta:
        verbose_name = _("attestation de stage")
        verbose_name_plural = _("attestations de stage")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                name="attestation_one_asked",
                fields=["placement"],
                condition=Q(state=AttestationState.ASKED),
                violation_error_message=_("Une demande attend déjà sa réponse."),
            ),
            models.CheckConstraint(
                name="attestation_state_known",
                condition=Q(state__in=AttestationState.values),
                violation_error_message=_("Cet état n’existe pas."),
            ),
            models.CheckConstraint(
                name="attestation_address_until_answer",
                condition=Q(state=AttestationState.ASKED) | Q(tutor_email=""),
                violation_error_message=_("L’adresse ne se garde que jusqu’à la réponse."),
            ),
            models.CheckConstraint(
                name="attestation_code_when_signed",
                condition=Q(state__in=AttestationState.signed(), code__isnull=False)
                | (~Q(state__in=AttestationState.signed()) & Q(code__isnull=True)),
                violation_error_message=_("Une attestation signée porte un code, et elle seule."),
            ),
            models.CheckConstraint(
                name="attestation_answered_when",
                condition=Q(state__in=AttestationState.answered(), answered_at__isnull=False)
                | (~Q(state__in=AttestationState.answered()) & Q(answered_at__isnull=True)),
                violation_error_message=_("Une réponse porte sa date."),
            ),
            models.CheckConstraint(
                name="attestation_withdrawn_when",
                condition=Q(state=AttestationState.WITHDRAWN, withdrawn_at__isnull=False)
                | (~Q(state=AttestationState.WITHDRAWN) & Q(withdrawn_at__isnull=True)),
                violation_error_message=_("Une attestation retirée porte la date de ce retrait."),
            ),
            models.CheckConstraint(
                name="attestation_signed_by",
                condition=~Q(state__in=AttestationState.signed()) | ~Q(tutor_name=""),
                violation_error_message=_("Une attestation signée dit par qui."),
            ),
        ]

    def __str__(self) -> str:
        # Read by moderators in their list of reports: no name.
        day = timezone.localtime(self.asked_at).date()
        return str(_("attestation demandée le %s")) % french.day(day)

    def get_absolute_url(self) -> str:
        return reverse("careers:attestation", args=[self.placement_id, self.pk])

    @property
    def code_label(self) -> str:
        """7K3M-9PQR-…: in groups of four, as it is read aloud."""
        code = self.code or ""
        return "-".join(code[n : n + 4] for n in range(0, len(code), 4))

    @property
    def check_url(self) -> str:
        return reverse("careers:attestation_check", args=[self.code_label]) if self.code else ""

    @property
    def is_open(self) -> bool:
        return self.state == AttestationState.ASKED and self.expires_at > timezone.now()

    @property
    def is_signed(self) -> bool:
        return self.state == AttestationState.CONFIRMED

    @property
    def period_label(self) -> str:
        start, end = (parse_date(self.content.get(name) or "") for name in ("starts_on", "ends_on"))
        return french.period(start, end) if start and end else ""

    @property
    def entries(self) -> list[dict[str, Any]]:
        """The days chosen, with their dates as dates."""
        return [{**one, "day": parse_date(one["day"])} for one in self.content.get("entries", [])]

    @property
    def hours_label(self) -> str:
        minutes = self.content.get("minutes")
        return f"{round(minutes / 60)}{french.NBSP}h" if minutes else ""
