from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchWord(models.Model):
    """A word of the public content, without accents, and its stem.

    Completes the word being typed and mends a letter typed wrong. Nothing of members' pages: what
    is only for members must not be guessed from a suggestion. `documents` is as of the last count
    (`portal.search.vocabulary.recount`); the empty word counts all the entries.
    """

    text = models.CharField(_("mot"), max_length=40, primary_key=True)
    token = models.CharField(_("racine"), max_length=40, db_index=True)
    # As it was first met, in small letters: régisseur.
    spelling = models.CharField(_("orthographe"), max_length=60)
    in_names = models.BooleanField(_("dans un nom"), default=False)
    documents = models.PositiveIntegerField(_("entrées qui le contiennent"), default=1)

    class Meta:
        db_table = "search_word"
        verbose_name = _("mot de la recherche")
        verbose_name_plural = _("mots de la recherche")

    def __str__(self) -> str:
        return self.text
