from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ContentVersion(models.Model):
    """The mark of what the public pages show: another one after each write that they may show.

    `library` is that of the reference content alone, which few people write. A single row; no
    personal data. See `portal.shell.version`.
    """

    mark = models.BigIntegerField(_("marque"))
    library = models.BigIntegerField(_("marque de la bibliothèque"), default=0)

    class Meta:
        verbose_name = _("version du contenu")
        verbose_name_plural = _("version du contenu")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                name="contentversion_only_one",
                condition=Q(pk=1),
                violation_error_message=_("Il n’y a qu’une version du contenu."),
            )
        ]

    def __str__(self) -> str:
        return str(self.mark)
