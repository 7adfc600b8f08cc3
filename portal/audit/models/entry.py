from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.audit.enums import Act


class Entry(models.Model):
    """One act of the team, written by `journal.record` alone, never changed nor deleted.

    Its own hash is taken over everything here and the hash before it; `digest` stands for the words
    (what, before, after, why), which are in `Words` so that they may be emptied and the chain still
    holds. `number` counts from 1 without a gap. `actor` has no constraint in the database: whoever
    leaves is deleted, and their number stays in the hashed row, where it leads to nobody.
    """

    number = models.PositiveBigIntegerField(_("numéro"), primary_key=True)
    at = models.DateTimeField(_("le"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("par"),
        null=True,
        db_constraint=False,
        on_delete=models.DO_NOTHING,
        related_name="audit_entries",
    )
    act = models.CharField(_("geste"), max_length=30, choices=Act.choices)
    model = models.CharField(_("genre"), max_length=80)
    object_id = models.CharField(_("numéro de la fiche"), max_length=40)
    digest = models.CharField(_("empreinte des mots"), max_length=64)
    previous = models.CharField(_("empreinte d’avant"), max_length=64, unique=True)
    hash = models.CharField(_("empreinte"), max_length=64, unique=True)

    class Meta:
        verbose_name = _("ligne du journal")
        verbose_name_plural = _("journal de l’équipe")
        ordering = ["-number"]
        indexes = [
            models.Index(fields=["model", "object_id"], name="audit_about"),
            models.Index(fields=["at"], name="audit_at"),
            models.Index(fields=["act", "number"], name="audit_act"),
        ]
        constraints = [
            models.CheckConstraint(
                name="audit_counts_from_one",
                condition=Q(number__gte=1),
                violation_error_message=_("Le journal se compte à partir de 1."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} ({self.get_act_display()})"


class Words(models.Model):
    """What an entry says in words, as JSON text: `about`, `before`, `after`, `why`.

    Emptied when a member they speak of is erased, or after three years; `emptied_in` is then the
    entry that says so. `salt` is emptied too: without it nobody finds short words by trying.
    """

    entry = models.OneToOneField(
        Entry,
        verbose_name=_("ligne"),
        primary_key=True,
        on_delete=models.PROTECT,
        related_name="words",
    )
    salt = models.CharField(_("sel"), max_length=32, blank=True, editable=False)
    text = models.TextField(_("mots"), blank=True)
    emptied_in = models.PositiveBigIntegerField(_("vidé par la ligne"), null=True, blank=True)

    class Meta:
        verbose_name = _("mots d’une ligne du journal")
        verbose_name_plural = _("mots du journal")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="audit_emptied_or_whole",
                condition=Q(emptied_in__isnull=True) & ~Q(salt="") & ~Q(text="")
                | Q(emptied_in__isnull=False, salt="", text=""),
                violation_error_message=_("Des mots sont entiers, ou vidés avec leur sel."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Subject(models.Model):
    """A member whom the words of an entry speak of; goes with their account."""

    entry = models.ForeignKey(
        Entry, verbose_name=_("ligne"), on_delete=models.PROTECT, related_name="subjects"
    )
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("membre"),
        on_delete=models.CASCADE,
        related_name="audit_subjects",
    )

    class Meta:
        verbose_name = _("personne dont parle le journal")
        verbose_name_plural = _("personnes dont parle le journal")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="audit_subject_once",
                fields=["entry", "member"],
                violation_error_message=_("Cette personne y est déjà."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Head(models.Model):
    """The last number and hash of the chain: one row, whose lock lets one write at a time."""

    number = models.PositiveBigIntegerField(_("numéro"), default=0)
    hash = models.CharField(_("empreinte"), max_length=64)

    class Meta:
        verbose_name = _("tête du journal")
        verbose_name_plural = _("tête du journal")
        constraints = [
            models.CheckConstraint(
                name="audit_one_head",
                condition=Q(pk=1),
                violation_error_message=_("Le journal n’a qu’une tête."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.hash}"
