import uuid
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LENGTH = 2000


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def waiting(self) -> Self:
        """Those that no editor has settled, the oldest first."""
        return self.filter(settled_at__isnull=True).order_by("sent_at", "pk")


class Correction(models.Model):
    """A reader says that a reference page is wrong: for the editors, never for the moderators.

    Without a name, an address or an account: nothing in it leads to anybody. `page` is an address
    of the site, as it is stored (French). Deleted a year after it was settled (`tick`).
    """

    page = models.CharField(_("page"), max_length=300)
    text = models.TextField(_("ce qui est inexact"), max_length=LENGTH)
    source = models.CharField(_("d’où vous le savez"), max_length=500, blank=True)
    sent_at = models.DateTimeField(_("envoyée le"), default=timezone.now, editable=False)
    settled_at = models.DateTimeField(_("traitée le"), null=True, blank=True)
    # Given out with the empty form: the same form sent twice makes one.
    creation_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("erreur signalée")
        verbose_name_plural = _("erreurs signalées")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="correction_says_something",
                condition=~models.Q(text="") & models.Q(page__startswith="/"),
                violation_error_message=_("Dites ce qui est inexact, et sur quelle page."),
            ),
        ]

    def __str__(self) -> str:
        return self.page

    def get_absolute_url(self) -> str:
        return self.page
