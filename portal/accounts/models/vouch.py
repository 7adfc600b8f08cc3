from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .user import present


class VouchQuerySet(models.QuerySet["Vouch"]):
    def standing(self) -> Self:
        """Those of members who are still there to answer for them."""
        return self.filter(present("voucher"))


class Vouch(models.Model):
    """A mentor or a host answers for a member whom they have met here.

    It lifts the limits of the first days and opens nothing else (`portal.accounts.trust`). Taken
    back whenever its author wishes; gone with the account of either.
    """

    voucher = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("par"),
        on_delete=models.CASCADE,
        related_name="vouches_given",
    )
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("pour"),
        on_delete=models.CASCADE,
        related_name="vouches_received",
    )
    created_at = models.DateTimeField(_("depuis le"), default=timezone.now, editable=False)

    objects = VouchQuerySet.as_manager()

    class Meta:
        verbose_name = _("garantie")
        verbose_name_plural = _("garanties")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="vouch_once",
                fields=["voucher", "member"],
                violation_error_message=_("Vous vous portez déjà garant·e de cette personne."),
            ),
            models.CheckConstraint(
                name="vouch_for_another",
                condition=~Q(voucher=F("member")),
                violation_error_message=_("On ne se porte pas garant·e de soi-même."),
            ),
        ]

    def __str__(self) -> str:
        return f"garantie {self.pk}"
