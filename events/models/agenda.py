import secrets

from django.conf import settings
from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThanOrEqual
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User

TOKEN_BYTES = 24  # 192 bits, 32 letters in an address


def new_token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


class AgendaKeyQuerySet(models.QuerySet["AgendaKey"]):
    def opening(self, token: str) -> models.QuerySet["AgendaKey"]:
        """The key a calendar shows, if its member may still come in."""
        present = User.objects.present()
        return self.filter(token=token, member__in=present).select_related("member")


class AgendaKey(models.Model):
    """The secret address under which a member's calendar is read without a session.

    One a member; renewing it replaces the token, so the old address dies. Exported (that it
    exists and since when, never the token), erased with the account.
    """

    member = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("membre"),
        on_delete=models.CASCADE,
        related_name="agenda_key",
    )
    token = models.CharField(
        _("clé"), max_length=64, unique=True, default=new_token, editable=False
    )
    created_at = models.DateTimeField(_("créée le"), default=timezone.now, editable=False)

    objects = AgendaKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("adresse d’agenda")
        verbose_name_plural = _("adresses d’agenda")
        constraints = [
            models.CheckConstraint(
                name="agenda_key_is_long",
                condition=GreaterThanOrEqual(Length("token"), 32),
                violation_error_message=_("Cette clé est trop courte."),
            )
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    def renew(self) -> None:
        """Give it another token: the address handed out before answers no more."""
        self.token = new_token()
        self.created_at = timezone.now()
        self.save(update_fields=["token", "created_at"])
