from django.db import models
from django.utils.translation import gettext_lazy as _

from .reference import ReferenceRecord, spoken


class Department(ReferenceRecord):
    """A department of a crew: production, régie, image..."""

    label = models.CharField(_("nom"), max_length=80)
    label_en = models.CharField(_("nom anglais"), max_length=80)
    position = models.PositiveSmallIntegerField(_("rang"), default=0)

    class Meta:
        verbose_name = _("département")
        verbose_name_plural = _("départements")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Its label in the language being spoken."""
        return spoken(self.label, self.label_en)
