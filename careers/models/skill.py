from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from careers.enums import Confidence

from .reference import ReferenceRecord, spoken
from .shapes import ListOf


class SkillCategory(ReferenceRecord):
    """A family of skills, as the checklists group them."""

    label = models.CharField(_("nom"), max_length=80)
    label_en = models.CharField(_("nom anglais"), max_length=80)
    position = models.PositiveSmallIntegerField(_("rang"), default=0)

    class Meta:
        verbose_name = _("famille de compétences")
        verbose_name_plural = _("familles de compétences")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Its label in the language being spoken."""
        return spoken(self.label, self.label_en)


class Skill(ReferenceRecord):
    """Something a role asks for, with the words the project uses for it."""

    label = models.CharField(_("nom"), max_length=120)
    label_en = models.CharField(_("nom anglais"), max_length=120)
    category = models.ForeignKey(
        SkillCategory, verbose_name=_("famille"), on_delete=models.PROTECT, related_name="skills"
    )
    definition = models.TextField(_("définition"))
    sources = models.JSONField(_("sources"), default=list, blank=True, validators=[ListOf()])
    confidence = models.CharField(_("fiabilité"), max_length=20, choices=Confidence.choices)
    checked_on = models.DateField(_("relue le"), null=True, blank=True)

    history = HistoricalRecords(verbose_name=_("historique"), excluded_fields=["loaded"])

    class Meta:
        verbose_name = _("compétence")
        verbose_name_plural = _("compétences")
        ordering = ["label", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Its label in the language being spoken."""
        return spoken(self.label, self.label_en)
