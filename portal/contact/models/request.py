import uuid
from datetime import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models.user import present
from portal.contact import purposes
from portal.contact.enums import DeclineReason, RequestState
from portal.shell import french

from .block import Block
from .thread import Thread

TEXT_LENGTH = 1000


class ContactRequestQuerySet(models.QuerySet["ContactRequest"]):
    def open(self, *, now: datetime | None = None) -> Self:
        """Those that still wait for an answer."""
        return self.filter(state=RequestState.PENDING, expires_at__gt=now or timezone.now())

    def overdue(self, *, now: datetime | None = None) -> Self:
        """Those whose date has passed and that nobody has stamped yet."""
        return self.filter(state=RequestState.PENDING, expires_at__lte=now or timezone.now())

    def between(self, one: Any, other: Any) -> Self:
        """The requests of two people to each other."""
        return self.filter(
            Q(sender=one.pk, recipient=other.pk) | Q(sender=other.pk, recipient=one.pk)
        )

    def present_to(self, user: Any) -> Self:
        """Without those that came from somebody who has left, or is to be taken for it.

        What became a conversation stays: it is history.
        """
        gone = (
            Q(sender__isnull=True)
            | ~present("sender")
            | Q(sender__in=Block.objects.filter(blocked=user.pk).values("blocker"))
        )
        hidden = self.model.objects.filter(gone, recipient=user.pk)
        return self.exclude(
            pk__in=hidden.exclude(state=RequestState.ACCEPTED).order_by().values("pk")
        )

    def visible_to(self, user: Any) -> Self:
        """The one rule of visibility: the two people of the request, and nobody else."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(sender=user.pk) | Q(recipient=user.pk)).present_to(user)

    def with_people(self) -> Self:
        return self.select_related("sender", "recipient")


class ContactRequest(models.Model):
    """Somebody asks to get in touch, once, about one thing, with a date for the answer.

    Until it is accepted its text is all that its sender can say. An accepted one has its thread.
    Exported with its sender's account; at erasure pending ones go, of the others only the text
    and the name do. Those without a thread are thrown away a year after their date (`tick`).
    """

    sender = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("de"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="requests_sent",
    )
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("à"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="requests_received",
    )
    purpose = models.CharField(_("objet"), max_length=30)
    text = models.TextField(_("message"), max_length=TEXT_LENGTH, blank=True)
    about_label = models.CharField(_("à propos de"), max_length=120, blank=True)
    about_url = models.CharField(_("page concernée"), max_length=300, blank=True)
    state = models.CharField(
        _("état"),
        max_length=10,
        choices=RequestState.choices,
        default=RequestState.PENDING,
        editable=False,
    )
    decline_reason = models.CharField(
        _("réponse"), max_length=12, choices=DeclineReason.choices, blank=True, editable=False
    )
    created_at = models.DateTimeField(_("envoyée le"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("réponse attendue avant le"), editable=False)
    answered_at = models.DateTimeField(_("réponse le"), null=True, editable=False)
    thread = models.OneToOneField(
        Thread,
        verbose_name=_("conversation"),
        null=True,
        editable=False,
        on_delete=models.CASCADE,
        related_name="request",
    )
    hidden_at = models.DateTimeField(_("masquée par la modération le"), null=True, editable=False)
    # Given out with the empty form: the same form sent twice makes one request.
    creation_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects: ClassVar[Any] = ContactRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("demande de contact")
        verbose_name_plural = _("demandes de contact")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["recipient", "state", "expires_at"], name="request_received"),
            models.Index(fields=["sender", "state", "expires_at"], name="request_sent"),
            models.Index(fields=["state", "expires_at"], name="request_overdue"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="request_one_pending",
                fields=["sender", "recipient", "purpose"],
                condition=Q(state=RequestState.PENDING),
                violation_error_message=_("Une demande attend déjà la réponse de cette personne."),
            ),
            models.CheckConstraint(
                name="request_state_known",
                condition=Q(state__in=RequestState.values),
                violation_error_message=_("Cet état n’existe pas."),
            ),
            models.CheckConstraint(
                name="request_to_somebody_else",
                condition=~Q(sender=F("recipient")),
                violation_error_message=_("On ne s’écrit pas à soi-même."),
            ),
            models.CheckConstraint(
                name="request_expires_later",
                condition=Q(expires_at__gt=F("created_at")),
                violation_error_message=_("La date de réponse vient après l’envoi."),
            ),
            models.CheckConstraint(
                name="request_answered_when",
                condition=Q(state__in=RequestState.answered(), answered_at__isnull=False)
                | (~Q(state__in=RequestState.answered()) & Q(answered_at__isnull=True)),
                violation_error_message=_("Une réponse porte sa date, et elle seule."),
            ),
            models.CheckConstraint(
                name="request_accepted_has_a_thread",
                condition=Q(state=RequestState.ACCEPTED, thread__isnull=False)
                | (~Q(state=RequestState.ACCEPTED) & Q(thread__isnull=True)),
                violation_error_message=_("Une demande acceptée ouvre une conversation."),
            ),
            models.CheckConstraint(
                name="request_reason_of_a_refusal",
                condition=Q(state=RequestState.DECLINED) | Q(decline_reason=""),
                violation_error_message=_("Seule une demande déclinée porte une raison."),
            ),
            models.CheckConstraint(
                name="request_text_length",
                condition=LessThanOrEqual(Length("text"), TEXT_LENGTH),
                violation_error_message=_("Ce message est trop long."),
            ),
        ]

    def __str__(self) -> str:
        # Read by moderators in their list of reports: neither a name nor a word of the text.
        return str(_("demande de contact du %s")) % french.day(
            timezone.localtime(self.created_at).date()
        )

    def get_absolute_url(self) -> str:
        purpose = purposes.get(self.purpose)
        if purpose and purpose.answer_url:
            return purpose.answer_url(self)
        return reverse("contact:request", args=[self.pk])

    @property
    def purpose_label(self) -> str:
        return purposes.label(self.purpose)

    def is_open(self, *, now: datetime | None = None) -> bool:
        """The Python twin of `ContactRequestQuerySet.open`."""
        return self.state == RequestState.PENDING and self.expires_at > (now or timezone.now())
