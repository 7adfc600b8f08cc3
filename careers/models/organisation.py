import uuid
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from stdnum.fr import siret as siret_number

from careers import domains, geography
from careers.enums import MemberRole, OrganisationKind
from portal.moderation.enums import State
from portal.search.indexed import Indexed
from portal.shell import dates


def validate_siret(value: str) -> None:
    """Check the 14 figures and their key (La Poste's exception included)."""
    if not siret_number.is_valid(value):
        raise ValidationError(
            _("Ce numéro SIRET n’est pas valable : il compte 14 chiffres."), code="siret"
        )


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def of_member(self, user: Any) -> Self:
        return self.filter(
            pk__in=OrganisationMember.objects.filter(user=user.pk).values("organisation")
        )

    def visible_to(self, user: Any) -> Self:
        """One's own, all of them for moderators, else those a moderator read with a listing.

        Not those of which every listing is paused: hidden, or nobody is there (`careers.pauses`).
        """
        from .internship import Internship

        if getattr(user, "is_moderator", False):
            return self
        approved = Internship.objects.filter(
            organisation=OuterRef("pk"), state=State.APPROVED, paused_at__isnull=True
        )
        read = Q(Exists(approved), hidden_at__isnull=True)
        if not user.is_authenticated:
            return self.filter(read)
        mine = Exists(OrganisationMember.objects.filter(organisation=OuterRef("pk"), user=user.pk))
        return self.filter(read | Q(mine))


class Organisation(Indexed):
    """A company or association that takes people in. Kept when its members leave.

    What it writes about itself is read by a moderator together with its listings: an edit sends
    them back to review (`careers.actions.edit_organisation`).
    """

    slug = models.SlugField(_("adresse"), max_length=80, unique=True, editable=False)
    name = models.CharField(_("nom"), max_length=120)
    kind = models.CharField(_("type de structure"), max_length=12, choices=OrganisationKind.choices)
    siret = models.CharField(
        "SIRET",
        max_length=14,
        blank=True,
        validators=[validate_siret],
    )
    city = models.CharField(_("ville"), max_length=80)
    departement = models.CharField(_("département"), max_length=3, choices=geography.choices)
    website = models.URLField(_("site web"), blank=True)
    description = models.TextField(_("présentation"), max_length=2000, blank=True)
    # Whom to turn to against violence and harassment (VHSS), as shown by components/vss_card.html.
    vss_referent = models.CharField(_("référent·e VHSS"), max_length=120, blank=True)
    vss_alert = models.CharField(_("comment alerter"), max_length=300, blank=True)
    vss_trained_on = models.DateField(
        _("jour de la formation VHSS du CNC"),
        null=True,
        blank=True,
        validators=[dates.validate_not_coming],
    )
    created_at = models.DateTimeField(_("créée le"), default=timezone.now, editable=False)
    hidden_at = models.DateTimeField(_("masquée par la modération le"), null=True, editable=False)
    # The yearly review of who still belongs (`careers.team_review`): asked, asked again, answered.
    members_asked_at = models.DateTimeField(null=True, editable=False)
    members_reminded_at = models.DateTimeField(null=True, editable=False)
    members_reviewed_at = models.DateTimeField(null=True, editable=False)
    # Given out with the empty form: the same form sent twice makes one organisation.
    creation_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    members: "models.ManyToManyField[Any, Any]" = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="OrganisationMember", related_name="organisations"
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("structure")
        verbose_name_plural = _("structures")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="organisation_siret_once",
                fields=["siret"],
                condition=~Q(siret=""),
                violation_error_message=_(
                    "Une structure est déjà inscrite avec ce SIRET : voyez avec la personne qui "
                    "l’a créée."
                ),
            ),
            models.CheckConstraint(
                name="organisation_kind_known",
                condition=Q(kind__in=OrganisationKind.values),
                violation_error_message=_("Ce type de structure n’existe pas."),
            ),
            models.CheckConstraint(
                name="organisation_vss_training_exists",
                condition=Q(vss_trained_on__isnull=True)
                | Q(vss_trained_on__gte=dates.FIRST_TRAININGS),
                violation_error_message=_("Cette formation n’existait pas encore."),
            ),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """As any record; its lines follow its name, and what was checked of another name ends."""
        from careers.listing import openings

        with transaction.atomic(savepoint=False):
            super().save(*args, **kwargs)
            checks = self.verifications.filter(ended_at__isnull=True)
            same = {"name": self.name, "siret": self.siret, "domain": self.domain}
            checks.exclude(**same).update(ended_at=timezone.now())
            openings.refresh_named(organisation=self.pk)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("careers:organisation", args=[self.slug])

    @property
    def domain(self) -> str:
        """The domain of its site; empty without one, or for one that anybody may use."""
        return domains.domain_of(self.website)

    @property
    def region(self) -> str:
        return geography.region_of(self.departement)


class OrganisationMember(models.Model):
    """Who writes in the name of an organisation. Erased with the account."""

    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("structure"),
        on_delete=models.CASCADE,
        related_name="memberships",
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("membre"),
        on_delete=models.CASCADE,
        related_name="memberships",
    )
    role = models.CharField(
        _("rôle"), max_length=10, choices=MemberRole.choices, default=MemberRole.MEMBER
    )
    joined_at = models.DateTimeField(_("depuis le"), default=timezone.now)

    class Meta:
        verbose_name = _("membre de la structure")
        verbose_name_plural = _("membres de la structure")
        constraints = [
            models.UniqueConstraint(
                name="organisation_member_once",
                fields=["organisation", "user"],
                violation_error_message=_("Cette personne en est déjà membre."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.organisation}"
