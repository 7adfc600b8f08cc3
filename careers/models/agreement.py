from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from careers.placements.enums import Side

from .placement import Placement


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def visible_to(self, user: Any) -> Self:
        """To the two sides of the placement, nobody else."""
        seen = Placement.objects.visible_to(user).order_by().values("pk")
        return self.filter(placement__in=seen)


class Agreement(models.Model):
    """The draft of a « convention de stage »: a working paper, each side writing its part.

    `intern_items` and `host_items`: what was written for each item of
    `careers.placements.agreement_items`, by its slug. Each part has its own revision: whoever saves
    names the one they read, so of two at once one is told. The terms that both sides live by
    (dates, hours, pay, tutor) are the placement's. The paper that counts is the one the three sides
    sign.
    """

    placement = models.OneToOneField(
        Placement, verbose_name=_("stage"), on_delete=models.CASCADE, related_name="agreement"
    )
    intern_items = models.JSONField(_("part de la personne accueillie"), default=dict, blank=True)
    host_items = models.JSONField(_("part de la structure"), default=dict, blank=True)
    intern_revision = models.PositiveIntegerField(_("version"), default=1, editable=False)
    host_revision = models.PositiveIntegerField(_("version"), default=1, editable=False)
    changed_at = models.DateTimeField(_("modifiée le"), default=timezone.now, editable=False)
    # A part that moderators took from the other side's sight, until its side writes another.
    intern_hidden_at = models.DateTimeField(
        _("part de la personne masquée le"), null=True, editable=False
    )
    host_hidden_at = models.DateTimeField(
        _("part de la structure masquée le"), null=True, editable=False
    )

    objects: ClassVar[Any] = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("convention préparée")
        verbose_name_plural = _("conventions préparées")
        constraints = [
            models.CheckConstraint(
                name="agreement_revisions_begin",
                condition=Q(intern_revision__gte=1, host_revision__gte=1),
                violation_error_message=_("La première version porte le numéro 1."),
            ),
        ]

    def __str__(self) -> str:
        return str(_("convention du %s")) % self.placement

    def get_absolute_url(self) -> str:
        return f"{self.placement.get_absolute_url()}convention/"

    def items(self, side: Side) -> dict[str, str]:
        """What a side wrote, by item."""
        found: dict[str, str] = self.intern_items if side == Side.INTERN else self.host_items
        return found

    def revision(self, side: Side) -> int:
        return self.intern_revision if side == Side.INTERN else self.host_revision

    def is_hidden(self, side: Side) -> bool:
        """Whether moderators took this part from the other side's sight."""
        return (self.intern_hidden_at if side == Side.INTERN else self.host_hidden_at) is not None

    @property
    def version(self) -> str:
        """Names the text as it is: of both parts, and of the terms with the host's."""
        return f"{self.intern_revision}-{self.host_revision}"

    def says(self, slug: str) -> str:
        """What is written for an item, whoever writes it."""
        return str(self.intern_items.get(slug) or self.host_items.get(slug) or "")


class AgreementSignature(models.Model):
    """A side says that it signed the paper, and when. The school's is marked by the intern."""

    agreement = models.ForeignKey(
        Agreement, verbose_name=_("convention"), on_delete=models.CASCADE, related_name="signatures"
    )
    side = models.CharField(_("partie"), max_length=6, choices=Side.choices)
    signed_on = models.DateField(_("signée le"))
    marked_at = models.DateTimeField(_("notée le"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("signature de convention")
        verbose_name_plural = _("signatures de convention")
        ordering = ["signed_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="agreement_signature_once",
                fields=["agreement", "side"],
                violation_error_message=_("Cette signature est déjà notée."),
            ),
            models.CheckConstraint(
                name="agreement_signature_side_known",
                condition=Q(side__in=Side.values),
                violation_error_message=_("Cette partie n’existe pas."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_side_display()}, {self.signed_on}"

    def is_before(self, day: date | None) -> bool:
        """Whether it was given before a day; unknown counts as yes."""
        return day is None or self.signed_on < day
