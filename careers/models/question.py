from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from careers.enums import Confidence, QuestionTheme

from .reference import ReferenceRecord, is_stale
from .shapes import ADDRESS, ListOf, RowsOf


class Question(ReferenceRecord):
    """A question that newcomers ask, and its answer in Markdown.

    `links` holds {"label": ..., "url": ...}, addresses of the site starting with a slash.
    Source: data/questions.json.
    """

    position = models.PositiveSmallIntegerField(_("rang"), default=0)
    theme = models.CharField(_("thème"), max_length=12, choices=QuestionTheme.choices)
    question = models.CharField(_("question"), max_length=200)
    answer = models.TextField(_("réponse (Markdown)"))
    links = models.JSONField(
        _("liens"),
        default=list,
        blank=True,
        validators=[RowsOf(("label", "url"), patterns={"url": ADDRESS})],
    )
    sources = models.JSONField(_("sources"), default=list, blank=True, validators=[ListOf()])
    confidence = models.CharField(_("fiabilité"), max_length=20, choices=Confidence.choices)
    checked_on = models.DateField(_("relue le"), null=True, blank=True)

    history = HistoricalRecords(verbose_name=_("historique"), excluded_fields=["loaded"])

    class Meta:
        verbose_name = _("question fréquente")
        verbose_name_plural = _("questions fréquentes")
        ordering = ["position", "question", "pk"]
        constraints = [
            models.CheckConstraint(
                name="question_theme_known",
                condition=Q(theme__in=QuestionTheme.values),
                violation_error_message=_("Ce thème n’existe pas."),
            )
        ]

    def __str__(self) -> str:
        return self.question

    def get_absolute_url(self) -> str:
        """Its answer; `/faq/#slug` finds the question as well, whatever its theme."""
        return f"{reverse('careers:faq')}?theme={self.theme}#{self.slug}"

    @property
    def is_stale(self) -> bool:
        return is_stale(self.checked_on)
