import secrets
import uuid
from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThanOrEqual
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentoring.card_enums import CardField
from portal.accounts.models.user import present
from portal.contact.blocks import hidden_from

LATEST = date(2099, 12, 31)
MOST_LIVE = 20


def new_token() -> str:
    """144 random bits: nobody comes upon a card by trying addresses."""
    return secrets.token_urlsafe(18)


def starting_fields() -> list[str]:
    return [CardField.HEADLINE.value, CardField.ROLES.value, CardField.PLACE.value]


class VisitingCardQuerySet(models.QuerySet["VisitingCard"]):
    def owned_by(self, user: Any) -> Self:
        return self.filter(owner=user.pk)

    def in_use(self, *, today: date | None = None) -> Self:
        """Neither revoked nor past its last day: those that count towards MOST_LIVE."""
        today = today or timezone.localdate()
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today), revoked_at__isnull=True)

    def visible_to(self, viewer: Any) -> Self:
        """The cards that open for whoever has the address: in use, and their owner is there.

        A moderator who hides a member's page hides their cards with it. A block looks like the
        end of the card.
        """
        found = self.in_use().filter(
            Q(owner__profile__isnull=True) | Q(owner__profile__hidden_at__isnull=True),
            present("owner"),
            hidden_at__isnull=True,
        )
        if viewer.is_authenticated:
            found = found.exclude(owner__in=hidden_from(viewer))
        return found


class VisitingCard(models.Model):
    """A card handed out by QR code: whoever has its address sees the fields chosen for it.

    It shows the page as it is on the day it is opened. `shown` is a JSON array of CardField. Ends
    after `ends_on` or when it is revoked, for good. Erased with the account.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("membre"),
        on_delete=models.CASCADE,
        related_name="cards",
    )
    token = models.CharField(
        _("jeton"), max_length=43, unique=True, default=new_token, editable=False
    )
    label = models.CharField(_("nom de la carte, pour vous"), max_length=60)
    met_at = models.CharField(_("lieu de rencontre"), max_length=60, blank=True)
    shown = models.JSONField(_("ce que montre la carte"), default=starting_fields, blank=True)
    line = models.CharField(_("une ligne à vous"), max_length=120, blank=True)
    ends_on = models.DateField(_("dernier jour"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("révoquée le"), null=True, blank=True, editable=False)
    hidden_at = models.DateTimeField(
        _("masquée par la modération le"), null=True, blank=True, editable=False
    )
    # Given out with the empty form: the same form sent twice makes one card.
    creation_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField(_("créée le"), default=timezone.now, editable=False)

    objects: ClassVar[Any] = VisitingCardQuerySet.as_manager()

    class Meta:
        verbose_name = _("carte de visite")
        verbose_name_plural = _("cartes de visite")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="card_token_long_enough",
                condition=GreaterThanOrEqual(Length("token"), 22),
                violation_error_message=_("Ce jeton est trop court."),
            ),
            models.CheckConstraint(
                name="card_sensible_end",
                condition=Q(ends_on__isnull=True) | Q(ends_on__lte=LATEST),
                violation_error_message=_("Cette date est hors du calendrier."),
            ),
            models.CheckConstraint(
                name="card_is_named",
                condition=~Q(label=""),
                violation_error_message=_("Donnez un nom à la carte."),
            ),
        ]

    def __str__(self) -> str:
        # Its name is for its owner alone.
        return f"{self._meta.verbose_name} {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("mentoring:card_public", args=[self.token])

    @property
    def address(self) -> str:
        """What the QR code says: the whole address, as a phone needs it."""
        return f"{settings.SITE_URL}{self.get_absolute_url()}"

    @property
    def fields(self) -> list[CardField]:
        """What it shows, as far as its owner may show it."""
        return [field for field in CardField.for_member(self.owner) if field.value in self.shown]

    def is_past(self, *, today: date | None = None) -> bool:
        return self.ends_on is not None and self.ends_on < (today or timezone.localdate())

    def is_in_use(self, *, today: date | None = None) -> bool:
        """The Python twin of `VisitingCardQuerySet.in_use`."""
        return self.revoked_at is None and not self.is_past(today=today)
