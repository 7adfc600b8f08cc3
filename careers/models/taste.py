from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from careers.enums import Confidence

from .reference import ReferenceRecord, spoken
from .shapes import SlugsOf


class Taste(ReferenceRecord):
    """Something one likes, and the roles where it serves.

    `skills` and `roles` are lists of slugs: a role answers to a taste when it asks for one of those
    skills or is named itself. Source: data/tastes.json.
    """

    label = models.CharField(_("goût"), max_length=40)
    label_en = models.CharField(_("en anglais"), max_length=40)
    sentence = models.CharField(_("en une phrase"), max_length=160)
    sentence_en = models.CharField(_("en une phrase, en anglais"), max_length=160, blank=True)
    position = models.PositiveSmallIntegerField(_("rang"), default=0)
    skills = models.JSONField(
        _("compétences"), default=list, blank=True, validators=[SlugsOf("careers.Skill")]
    )
    roles = models.JSONField(
        _("métiers"), default=list, blank=True, validators=[SlugsOf("careers.Role")]
    )
    confidence = models.CharField(_("fiabilité"), max_length=20, choices=Confidence.choices)
    checked_on = models.DateField(_("relu le"), null=True, blank=True)

    history = HistoricalRecords(verbose_name=_("historique"), excluded_fields=["loaded"])

    class Meta:
        verbose_name = _("goût")
        verbose_name_plural = _("goûts")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Its label in the language being spoken."""
        return spoken(self.label, self.label_en)

    @property
    def told(self) -> str:
        """Its sentence in the language being spoken."""
        return spoken(self.sentence, self.sentence_en)
