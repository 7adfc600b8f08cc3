from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.moderation.enums import OnAuthor, OnTarget
from portal.moderation.grounds import Ground


class ReplyTemplate(models.Model):
    """A decision written once for all: its effect, its reason, its words. Edited in the admin."""

    slug = models.SlugField(_("nom court"), unique=True)
    name = models.CharField(_("intitulé"), max_length=80)
    on_target = models.CharField(
        _("sur le contenu"), max_length=10, choices=OnTarget.choices, blank=True
    )
    on_author = models.CharField(
        _("sur la personne"), max_length=10, choices=OnAuthor.choices, blank=True
    )
    days = models.PositiveSmallIntegerField(_("durée en jours"), null=True, blank=True)
    ground = models.CharField(_("motif"), max_length=20, choices=Ground.choices)
    facts = models.TextField(_("les faits"), max_length=2000, blank=True)
    why = models.TextField(_("pourquoi ils y contreviennent"), max_length=2000, blank=True)
    reply = models.TextField(_("mot à qui a signalé"), max_length=2000, blank=True)
    position = models.PositiveSmallIntegerField(_("place"), default=0)
    active = models.BooleanField(_("proposé"), default=True)

    class Meta:
        verbose_name = _("modèle de décision")
        verbose_name_plural = _("modèles de décision")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="template_days_when_it_ends",
                condition=models.Q(
                    on_author__in=OnAuthor.with_an_end(),
                    days__isnull=False,
                    days__gte=1,
                    days__lte=366,
                )
                | (~models.Q(on_author__in=OnAuthor.with_an_end()) & models.Q(days__isnull=True)),
                violation_error_message=_("Donnez une durée de 1 à 366 jours, ou aucune."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class SavedView(models.Model):
    """The filters of the queue under a name, for the moderator who set them."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("de"),
        on_delete=models.CASCADE,
        related_name="saved_views",
    )
    name = models.CharField(_("intitulé"), max_length=60)
    query = models.CharField(_("filtres"), max_length=300)

    class Meta:
        verbose_name = _("vue enregistrée")
        verbose_name_plural = _("vues enregistrées")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                name="saved_view_name",
                fields=["owner", "name"],
                violation_error_message=_("Vous avez déjà une vue de ce nom."),
            )
        ]

    def __str__(self) -> str:
        return self.name
