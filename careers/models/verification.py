from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from careers.enums import VerificationMethod

from .organisation import Organisation


class VerificationQuerySet(models.QuerySet["Verification"]):
    def live(self, *, now: datetime | None = None) -> Self:
        """Checks that were passed, are not over, and that no change of the organisation ended."""
        now = now or timezone.now()
        return self.filter(
            passed=True, ended_at__isnull=True, checked_at__lte=now, valid_until__gt=now
        )

    def waiting(self, *, now: datetime | None = None) -> Self:
        """The proofs of a domain that no validator has answered yet: one line an organisation."""
        siret = Verification.objects.live(now=now).filter(
            organisation=OuterRef("organisation"), method=VerificationMethod.SIRET
        )
        answered = Verification.objects.filter(about=OuterRef("pk"))
        found = self.live(now=now).filter(method=VerificationMethod.DOMAIN)
        return found.filter(Exists(siret), ~Exists(answered))


class Verification(models.Model):
    """One check of who an organisation is: how, by whom, when, until when. Never edited.

    A SIRET is checked when it is asked for, a domain by the link of a mail, and a validator's
    answer is about one proof of a domain, once. The name, the SIRET and the domain of that moment
    are written beside: a change of any of them ends the check (`Organisation.save`). Whether an
    organisation is verified is computed from these rows (`careers.verification`), never stored.
    """

    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("structure"),
        on_delete=models.CASCADE,
        related_name="verifications",
    )
    method = models.CharField(_("méthode"), max_length=6, choices=VerificationMethod.choices)
    passed = models.BooleanField(_("concluant"), default=True)
    name = models.CharField(_("nom contrôlé"), max_length=120)
    siret = models.CharField(_("SIRET contrôlé"), max_length=14)
    domain = models.CharField(_("domaine contrôlé"), max_length=255)
    ape = models.CharField(_("code APE donné"), max_length=6, blank=True)
    note = models.TextField(_("précision"), max_length=500, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("par"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="verifications",
    )
    checked_at = models.DateTimeField(_("le"), default=timezone.now)
    valid_until = models.DateTimeField(_("valable jusqu’au"))
    ended_at = models.DateTimeField(_("prend fin le"), null=True, blank=True)
    # When owners were told that it ends soon.
    warned_at = models.DateTimeField(null=True, editable=False)
    about = models.OneToOneField(
        "self",
        verbose_name=_("à propos de"),
        null=True,
        on_delete=models.CASCADE,
        related_name="answer",
    )

    objects: ClassVar = VerificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("contrôle d’une structure")
        verbose_name_plural = _("contrôles des structures")
        ordering = ["-checked_at", "-pk"]
        indexes = [models.Index(fields=["organisation", "method"], name="verification_of")]
        constraints = [
            models.CheckConstraint(
                name="verification_method_known",
                condition=Q(method__in=VerificationMethod.values),
                violation_error_message=_("Cette méthode n’existe pas."),
            ),
            models.CheckConstraint(
                name="verification_ends_later",
                condition=Q(valid_until__gt=F("checked_at")),
                violation_error_message=_("Un contrôle finit après avoir commencé."),
            ),
            models.CheckConstraint(
                name="verification_human_answers_a_proof",
                condition=Q(method=VerificationMethod.HUMAN, about__isnull=False)
                | (~Q(method=VerificationMethod.HUMAN) & Q(about__isnull=True)),
                violation_error_message=_("Une relecture répond à une demande."),
            ),
            models.CheckConstraint(
                name="verification_refusal_says_why",
                condition=Q(passed=True) | (Q(method=VerificationMethod.HUMAN) & ~Q(note="")),
                violation_error_message=_("Un refus se motive."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.get_method_display()}"
