from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from careers.enums import Confidence
from careers.words import fold

from .reference import ReferenceRecord, is_stale
from .shapes import ListOf, SlugsOf


class TermQuerySet(models.QuerySet["Term"]):
    def linked_in_texts(self) -> Self:
        """Those that guides and sheets link on their first mention."""
        return self.filter(linked=True)


class Term(ReferenceRecord):
    """A word of the trade and its meaning.

    `variants` are other ways it is written, by which a text is recognised; `departments`,
    `see_also` (terms) and `roles` are lists of slugs, no department meaning all of them. `linked`
    is false for a word too common to be linked by itself. Source: data/terms.json.
    """

    label = models.CharField(_("terme"), max_length=120)
    label_en = models.CharField(_("en anglais"), max_length=120, blank=True)
    variants = models.JSONField(_("autres formes"), default=list, blank=True, validators=[ListOf()])
    definition = models.TextField(_("définition"))
    departments = models.JSONField(
        _("départements"), default=list, blank=True, validators=[SlugsOf("careers.Department")]
    )
    see_also = models.JSONField(
        _("voir aussi"), default=list, blank=True, validators=[SlugsOf("careers.Term")]
    )
    roles = models.JSONField(
        _("métiers"), default=list, blank=True, validators=[SlugsOf("careers.Role")]
    )
    linked = models.BooleanField(_("lié dans les textes"), default=True)
    sources = models.JSONField(_("sources"), default=list, blank=True, validators=[ListOf()])
    confidence = models.CharField(_("fiabilité"), max_length=20, choices=Confidence.choices)
    checked_on = models.DateField(_("relu le"), null=True, blank=True)
    updated_at = models.DateTimeField(_("modifié le"), auto_now=True)

    history = HistoricalRecords(
        verbose_name=_("historique"), excluded_fields=["loaded", "updated_at"]
    )
    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = _("terme du lexique")
        verbose_name_plural = _("termes du lexique")
        ordering = ["label", "pk"]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("careers:term", args=[self.slug])

    @property
    def bare(self) -> str:
        """The term without its quotation marks, as a sentence writes it."""
        return str(self.label).strip("«»\u00a0 ")

    @property
    def sort_key(self) -> str:
        """What it is filed under, accents ignored."""
        return fold(self.bare).strip()

    @property
    def letter(self) -> str:
        """Its place in the alphabet; # for a term that starts with a figure."""
        first = self.sort_key[:1].upper()
        return first if first.isalpha() else "#"

    @property
    def is_stale(self) -> bool:
        return is_stale(self.checked_on)
