from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchEntry(models.Model):
    """One thing that can be found: a narrow row, read for every answer that is counted.

    `id` is the place among answers that are equally good (`portal.search.places`), so that both
    databases read them in order and stop at the end of the page. The words stand beside it: on
    PostgreSQL in a column `words`, on SQLite in a table `search_words` with the same numbers; only
    `portal.search.engines` knows them. Written by `portal.search.index` alone.
    """

    # Always given; an automatic field, because only those are SQLite's own row numbers.
    id = models.BigAutoField(_("place"), primary_key=True)
    kind = models.PositiveSmallIntegerField(_("genre"))
    object_id = models.PositiveBigIntegerField(_("numéro de l’objet"))
    # Slugs with a space between: a school teaches for several departments.
    departments = models.CharField(_("départements du film"), max_length=300, blank=True)
    regions = models.CharField(_("régions"), max_length=300, blank=True)
    # The first moment at which it is no longer to be found.
    until = models.DateTimeField(_("jusqu’à"), null=True, blank=True)
    # Whose page it is: gone with them, hidden from those a block separates from them.
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("membre"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    adults_only = models.BooleanField(_("réservé aux adultes"), default=False)

    class Meta:
        db_table = "search_entry"
        verbose_name = _("entrée de la recherche")
        verbose_name_plural = _("entrées de la recherche")
        constraints = [
            models.UniqueConstraint(
                name="search_entry_once",
                fields=["kind", "object_id"],
                violation_error_message=_("Cet objet est déjà dans l’index."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}/{self.object_id}"


class SearchText(models.Model):
    """What an answer shows: read for those of one page only."""

    entry = models.OneToOneField(
        SearchEntry,
        verbose_name=_("entrée"),
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="shown",
    )
    title = models.CharField(_("titre"), max_length=200)
    title_en = models.CharField(_("titre anglais"), max_length=200, blank=True)
    line = models.CharField(_("en une ligne"), max_length=200, blank=True)
    line_en = models.CharField(_("en une ligne, en anglais"), max_length=200, blank=True)
    url = models.CharField(_("adresse"), max_length=300)
    excerpt = models.TextField(_("texte des extraits"), blank=True)
    # Of everything it was made from: what has not changed is not written again.
    digest = models.CharField(_("empreinte"), max_length=32)

    class Meta:
        db_table = "search_text"
        verbose_name = _("texte de la recherche")
        verbose_name_plural = _("textes de la recherche")

    def __str__(self) -> str:
        return self.title
