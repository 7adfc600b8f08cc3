from typing import Any, Self

from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from careers.enums import AgreementMatch, Confidence, Exposure, HardSide, Level, Phase, StepKind
from careers.words import fold

from .department import Department
from .reference import ReferenceRecord, is_stale, spoken
from .shapes import PARTIAL_DATE, TIME, ListOf, RowsOf, trust_by_section
from .skill import Skill


class RoleQuerySet(models.QuerySet["Role"]):
    def listed(self) -> Self:
        """Every guide with its department, in the order of a crew list."""
        return self.select_related("department").order_by(
            "department__position", "rank", "title", "pk"
        )

    def followed_by(self, member: Any) -> Self:
        """Those a member follows, the latest first, without the text of their guides."""
        return (
            self.filter(follows__member=member.pk)
            .select_related("department")
            .only(
                "slug",
                "title",
                "title_en",
                "level",
                "department__slug",
                "department__label",
                "department__label_en",
            )
            .order_by("-follows__pk")
        )

    def by_department(self, slugs: list[str]) -> list[dict[str, Any]]:
        """The departments named, in the order of a crew list, each with its guides."""
        roles = list(self.listed().filter(department__slug__in=slugs))
        return [
            {"department": one, "roles": [role for role in roles if role.department == one]}
            for one in dict.fromkeys(role.department for role in roles)
        ]


class RoleLists(models.Model):
    """What a line of a role's history keeps besides its fields: the rows of its lists.

    `lists` holds those that stood until the next edit (`careers.role_lists`).
    """

    lists = models.JSONField(_("listes"), null=True, editable=False)

    class Meta:
        abstract = True


class Role(ReferenceRecord):
    """A trade of film production and its guide.

    Lists are JSON arrays of strings; `typical_day` holds {"time": "05:40", "text": ...},
    `hard_sides` {"topic": HardSide, "text": ...}, `*_sources` {"label": ..., "date": ...} with a
    date as precise as it is known (2024, 2024-04). `field_confidence` gives a Confidence to each
    section. Sources: data/roles.json and data/guides/.
    """

    department = models.ForeignKey(
        Department, verbose_name=_("département"), on_delete=models.PROTECT, related_name="roles"
    )
    level = models.CharField(_("niveau"), max_length=20, choices=Level.choices)
    rank = models.PositiveSmallIntegerField(_("rang"), default=0, editable=False)
    in_mission = models.BooleanField(_("métier central du portail"), default=False)

    title = models.CharField(_("intitulé"), max_length=120)
    title_masculine = models.CharField(_("au masculin"), max_length=120)
    title_feminine = models.CharField(_("au féminin"), max_length=120)
    title_en = models.CharField(_("en anglais"), max_length=120)
    aliases = models.JSONField(_("autres noms"), default=list, blank=True, validators=[ListOf()])

    description = models.TextField(_("en deux phrases"))
    mission = models.JSONField(_("mission"), default=list, blank=True, validators=[ListOf()])
    tasks = models.JSONField(_("tâches"), default=list, blank=True, validators=[ListOf()])
    day_context = models.CharField(_("quelle journée"), max_length=300, blank=True)
    typical_day = models.JSONField(
        _("journée type"),
        default=list,
        blank=True,
        validators=[RowsOf(("time", "text"), patterns={"time": TIME})],
    )
    entry_path = models.TextField(_("y entrer"), blank=True)
    ways_in = models.JSONField(
        _("portes d’entrée"), default=list, blank=True, validators=[ListOf()]
    )
    hard_sides = models.JSONField(
        _("ce qui est dur"),
        default=list,
        blank=True,
        validators=[RowsOf(("topic", "text"), allowed={"topic": HardSide.values})],
    )
    note = models.TextField(_("remarque"), blank=True)

    streaming = models.TextField(_("effet du streaming"), blank=True)
    streaming_sources = models.JSONField(
        _("sources streaming"),
        default=list,
        blank=True,
        validators=[RowsOf(("label", "date"), patterns={"date": PARTIAL_DATE})],
    )
    ai = models.TextField(_("effet de l’IA"), blank=True)
    ai_sources = models.JSONField(
        _("sources IA"),
        default=list,
        blank=True,
        validators=[RowsOf(("label", "date"), patterns={"date": PARTIAL_DATE})],
    )
    ai_exposure = models.CharField(_("exposition à l’IA"), max_length=10, choices=Exposure.choices)

    rome_code = models.CharField(_("code ROME"), max_length=5, blank=True)
    rome_label = models.CharField(_("fiche ROME"), max_length=200, blank=True)
    rome_version = models.CharField(_("version du ROME"), max_length=10, blank=True)
    esco_uri = models.URLField(_("métier ESCO"), blank=True)
    esco_label = models.CharField(_("intitulé ESCO"), max_length=200, blank=True)
    agreement_match = models.CharField(
        _("convention collective"), max_length=12, choices=AgreementMatch.choices
    )
    agreement_idcc = models.CharField("IDCC", max_length=4, blank=True)
    agreement_name = models.CharField(_("nom de la convention"), max_length=120, blank=True)
    agreement_title = models.CharField(_("titre de la convention"), max_length=4, blank=True)
    agreement_branch = models.CharField(_("branche"), max_length=80, blank=True)
    agreement_function = models.CharField(_("fonction"), max_length=160, blank=True)
    agreement_status = models.CharField(_("statut"), max_length=80, blank=True)

    sources = models.JSONField(_("sources"), default=list, blank=True, validators=[ListOf()])
    confidence = models.CharField(
        _("fiabilité d’ensemble"), max_length=20, choices=Confidence.choices
    )
    field_confidence = models.JSONField(
        _("fiabilité par partie"), default=dict, blank=True, validators=[trust_by_section]
    )
    checked_on = models.DateField(_("relue le"), null=True, blank=True)

    skills = models.ManyToManyField(Skill, through="RoleSkill", related_name="roles")

    history = HistoricalRecords(
        verbose_name=_("historique"), excluded_fields=["loaded"], bases=[RoleLists]
    )
    objects = RoleQuerySet.as_manager()

    class Meta:
        verbose_name = _("fiche métier")
        verbose_name_plural = _("fiches métiers")
        ordering = ["department__position", "rank", "pk"]
        constraints = [
            models.CheckConstraint(
                name="role_level_known",
                condition=Q(level__in=Level.values),
                violation_error_message=_("Ce niveau n’existe pas."),
            )
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """As any record; the lists of internships follow it into another department."""
        from careers.listing import openings

        with transaction.atomic(savepoint=False):
            super().save(*args, **kwargs)
            openings.refresh_named(role=self.pk)

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Its title in the language being spoken."""
        return spoken(self.title, self.title_en)

    def get_absolute_url(self) -> str:
        return reverse("careers:role", args=[self.slug])

    def answers_to(self, words: str) -> bool:
        """Whether every word typed is found in one of the role's names, accents ignored."""
        names = fold(
            " ".join(
                [
                    self.title,
                    self.title_masculine,
                    self.title_feminine,
                    self.title_en,
                    *self.aliases,
                    self.department.label,
                    self.rome_code,
                ]
            )
        )
        return all(word in names for word in fold(words).split())

    @property
    def gendered_titles(self) -> list[str]:
        """The feminine and the masculine title, once when they are the same word."""
        both = dict.fromkeys([self.title_feminine, self.title_masculine])
        first, *second = [title for title in both if title != self.title] or [""]
        return [first, *(title[0].lower() + title[1:] for title in second)] if first else []

    @property
    def is_stale(self) -> bool:
        return is_stale(self.checked_on)

    def trust(self, section: str) -> str:
        """The Confidence of a section; unknown sections are still to be checked."""
        return str(self.field_confidence.get(section, Confidence.GENERAL_KNOWLEDGE))


def guide_of(role: str) -> list[str]:
    """The texts of a guide, which no line about its role shows: for `defer`, from that path on."""
    texts = (models.JSONField, models.TextField)
    return [f"{role}__{one.name}" for one in Role._meta.concrete_fields if isinstance(one, texts)]


class RoleSkill(models.Model):
    """A skill a role asks for, in order, with how a beginner shows it."""

    role = models.ForeignKey(
        Role, verbose_name=_("métier"), on_delete=models.CASCADE, related_name="role_skills"
    )
    skill = models.ForeignKey(
        Skill, verbose_name=_("compétence"), on_delete=models.PROTECT, related_name="role_skills"
    )
    note = models.TextField(_("comment le montrer"), blank=True)
    position = models.PositiveSmallIntegerField(_("rang"), default=0)

    class Meta:
        verbose_name = _("compétence du métier")
        verbose_name_plural = _("compétences du métier")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="role_skill_once",
                fields=["role", "skill"],
                violation_error_message=_("Cette compétence est déjà dans la fiche."),
            )
        ]

    def __str__(self) -> str:
        return str(self.skill)


class RoleStep(models.Model):
    """An arrow of the career map: from one role to a next one, or across to another.

    `usual_years` says in words how long people usually stay before it (« 2 à 4 ans »); empty as
    long as no source, kept in `years_source`, tells.
    """

    role = models.ForeignKey(
        Role, verbose_name=_("métier"), on_delete=models.CASCADE, related_name="next_steps"
    )
    to = models.ForeignKey(
        Role, verbose_name=_("mène à"), on_delete=models.PROTECT, related_name="previous_steps"
    )
    kind = models.CharField(_("nature"), max_length=10, choices=StepKind.choices)
    note = models.TextField(_("remarque"), blank=True)
    usual_years = models.CharField(_("durée habituelle avant"), max_length=40, blank=True)
    years_source = models.CharField(_("source de la durée"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("rang"), default=0)

    class Meta:
        verbose_name = _("suite possible")
        verbose_name_plural = _("suites possibles")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="role_step_once",
                fields=["role", "to"],
                violation_error_message=_("Cette suite est déjà dans la fiche."),
            ),
            models.CheckConstraint(
                name="role_step_leads_elsewhere",
                condition=~Q(role=models.F("to")),
                violation_error_message=_("Un métier ne mène pas à lui-même."),
            ),
            models.CheckConstraint(
                name="role_step_years_have_a_source",
                condition=Q(usual_years="") | ~Q(years_source=""),
                violation_error_message=_("Dites d’où vient cette durée."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} → {self.to}"


class Collaboration(models.Model):
    """Whom a role works with, in which phases, and what passes between them."""

    role = models.ForeignKey(
        Role, verbose_name=_("métier"), on_delete=models.CASCADE, related_name="works_with"
    )
    other = models.ForeignKey(
        Role,
        verbose_name=_("autre métier"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="worked_with_by",
    )
    label = models.CharField(_("hors des fiches"), max_length=120, blank=True)
    phases = models.JSONField(
        _("phases"), default=list, blank=True, validators=[ListOf(Phase.values)]
    )
    note = models.TextField(_("ce qui circule"), blank=True)
    position = models.PositiveSmallIntegerField(_("rang"), default=0)

    class Meta:
        verbose_name = _("travaille avec")
        verbose_name_plural = _("travaille avec")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="collaboration_names_one",
                condition=Q(other__isnull=False, label="") | (Q(other__isnull=True) & ~Q(label="")),
                violation_error_message=_("Choisissez un métier ou écrivez un nom, pas les deux."),
            )
        ]

    def __str__(self) -> str:
        return self.label or str(self.other)


def answering(words: str) -> list[Any]:
    """The roles whose names hold every word, the closest title first; all of them for no words."""
    roles = [role for role in Role.objects.listed() if role.answers_to(words)]
    if fold(words).strip():
        wanted = fold(words).strip()
        roles.sort(key=lambda role: not fold(role.name).startswith(wanted))
    return roles
