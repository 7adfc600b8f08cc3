from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Usefulness(models.Model):
    """Whether a text helped one reader: yes or no.

    `key` names the text, `faq:slug` or `fiche:slug`. Without an account nothing ties the row to
    anybody: the reader's own session knows its number, to change it.
    """

    key = models.CharField(_("texte"), max_length=120)
    useful = models.BooleanField(_("utile"))
    created_at = models.DateTimeField(_("donné le"), auto_now_add=True)
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("membre"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="usefulness",
    )

    class Meta:
        verbose_name = _("avis «\u00a0utile\u00a0»")
        verbose_name_plural = _("avis «\u00a0utile\u00a0»")
        indexes = [models.Index(fields=["key", "useful"], name="usefulness_by_key")]
        constraints = [
            models.UniqueConstraint(
                name="usefulness_once_a_member",
                fields=["key", "member"],
                condition=Q(member__isnull=False),
                violation_error_message=_("Vous avez déjà répondu pour ce texte."),
            )
        ]

    def __str__(self) -> str:
        return self.key
