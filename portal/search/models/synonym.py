from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.search.analyser import stems


class Synonym(models.Model):
    """Words people type for words the site uses: « chef op », directeur de la photographie.

    `means` holds one expression a line; whoever types `typed` also finds those. Loaded from
    data/synonyms.json, with its sources; `loaded` keeps the values of the last load, and what was
    edited in the admin since is left alone by the next one. No personal data.
    """

    typed = models.CharField(_("ce que l’on tape"), max_length=80)
    means = models.TextField(_("ce que l’on cherche aussi"), max_length=500)
    key = models.CharField(
        max_length=80,
        unique=True,
        editable=False,
        error_messages={"unique": _("Ces mots ont déjà leurs synonymes.")},
    )
    loaded = models.JSONField(default=dict, editable=False)

    class Meta:
        db_table = "search_synonym"
        verbose_name = _("synonyme")
        verbose_name_plural = _("synonymes")
        ordering = ["typed", "pk"]

    def __str__(self) -> str:
        return self.typed

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.key = stems(self.typed)
        super().save(*args, **kwargs)
