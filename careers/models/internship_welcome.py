from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class InternshipWelcome(models.Model):
    """Who takes somebody in, and what is promised about it.

    The figures feed the check of the law (`careers/legality/`): None means « not said ».
    """

    tutor_name = models.CharField(_("nom du tuteur ou de la tutrice"), max_length=120, blank=True)
    tutor_role = models.CharField(_("sa fonction"), max_length=120, blank=True)
    tutor_interns = models.PositiveSmallIntegerField(
        _("stagiaires que cette personne suit déjà"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(50)],
    )
    headcount = models.PositiveIntegerField(
        _("effectif de la structure"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(100_000)],
    )
    interns_present = models.PositiveSmallIntegerField(
        _("stagiaires présents aux mêmes dates"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(1000)],
    )
    first_on_post = models.BooleanField(_("personne avant en stage sur ce poste"), default=False)
    previous_starts_on = models.DateField(
        _("premier jour du stage précédent sur ce poste"), null=True, blank=True
    )
    previous_ends_on = models.DateField(
        _("dernier jour du stage précédent sur ce poste"), null=True, blank=True
    )
    previous_weekly_hours = models.DecimalField(
        _("heures par semaine du stage précédent"),
        max_digits=4,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(48)],
    )
    previous_left_early = models.BooleanField(
        _("la personne est partie avant la fin, de son fait"), default=False
    )
    has_agreement = models.BooleanField(
        _("convention signée à trois avant le premier jour"), null=True, blank=True
    )
    in_curriculum = models.BooleanField(_("stage inscrit dans un cursus"), null=True, blank=True)
    team_complete = models.TextField(_("postes déjà pourvus"), max_length=500, blank=True)
    team_complete_by = models.CharField(_("qui s’y engage"), max_length=160, blank=True)
    vhss_contact = models.CharField(_("référent·e VHSS"), max_length=200, blank=True)
    accessibility = models.TextField(_("aménagements possibles"), max_length=500, blank=True)

    class Meta:
        abstract = True
