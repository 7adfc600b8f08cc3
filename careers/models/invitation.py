from datetime import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from careers.enums import MemberRole

from .organisation import Organisation

# How long an invitation may be accepted, and how many an organisation has out at once.
INVITATION_DAYS = 14
MOST_INVITATIONS = 20


class InvitationQuerySet(models.QuerySet["OrganisationInvitation"]):
    def pending(self, *, now: datetime | None = None) -> Self:
        """Those that may still be accepted."""
        return self.filter(
            accepted_at__isnull=True, revoked_at__isnull=True, expires_at__gt=now or timezone.now()
        )


class OrganisationInvitation(models.Model):
    """An address is asked to write for an organisation. The signed link goes to it alone.

    Only a member who has confirmed this very address may accept. One that was not accepted is
    forgotten thirty days after its end (`tick`): the address may belong to nobody here.
    """

    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("structure"),
        on_delete=models.CASCADE,
        related_name="invitations",
    )
    email = models.EmailField(_("adresse e-mail"))
    role = models.CharField(
        _("rôle"), max_length=10, choices=MemberRole.choices, default=MemberRole.MEMBER
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("invitation de"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="organisation_invitations",
    )
    created_at = models.DateTimeField(_("envoyée le"), default=timezone.now)
    expires_at = models.DateTimeField(_("valable jusqu’au"))
    accepted_at = models.DateTimeField(_("acceptée le"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("annulée le"), null=True, blank=True)

    objects: ClassVar[Any] = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation dans une structure")
        verbose_name_plural = _("invitations dans une structure")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                name="organisation_invitation_once",
                fields=["organisation", "email"],
                condition=Q(accepted_at__isnull=True, revoked_at__isnull=True),
                violation_error_message=_("Cette adresse est déjà invitée."),
            ),
            models.CheckConstraint(
                name="organisation_invitation_lower_case",
                condition=Q(email=Lower("email")),
                violation_error_message=_("L’adresse e-mail s’écrit en minuscules."),
            ),
            models.CheckConstraint(
                name="organisation_invitation_role_known",
                condition=Q(role__in=MemberRole.values),
                violation_error_message=_("Ce rôle n’existe pas."),
            ),
            models.CheckConstraint(
                name="organisation_invitation_expires_later",
                condition=Q(expires_at__gt=F("created_at")),
                violation_error_message=_("Une invitation finit après son envoi."),
            ),
            models.CheckConstraint(
                name="organisation_invitation_one_end",
                condition=Q(accepted_at__isnull=True) | Q(revoked_at__isnull=True),
                violation_error_message=_("Une invitation acceptée ne s’annule plus."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.get_role_display()}"

    def is_pending(self, *, now: datetime | None = None) -> bool:
        """The Python twin of `InvitationQuerySet.pending`."""
        over = self.expires_at <= (now or timezone.now())
        return self.accepted_at is None and self.revoked_at is None and not over
