from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.enums import AgeBand

# How long one may change one's mind after asking to leave.
GRACE = timedelta(days=7)


def present(path: str = "", *, now: datetime | None = None) -> models.Q:
    """The condition that the member at the end of this path is there for others.

    Neither closed, nor suspended by the moderators, nor on their way out. Said on the joined row
    where there is a path: `in present()` would read the whole table of members.
    """
    at = f"{path}__" if path else ""
    free = models.Q(**{f"{at}suspended_until__isnull": True}) | models.Q(
        **{f"{at}suspended_until__lte": now or timezone.now()}
    )
    return models.Q(free, **{f"{at}is_active": True, f"{at}leaving_since__isnull": True})


class UserQuerySet(models.QuerySet["User"]):
    def present(self) -> Self:
        """Members whom others may see: neither suspended nor on their way out."""
        return self.filter(present())

    def to_erase(self, *, now: datetime) -> Self:
        """Those who asked to leave, and have had the time to change their mind."""
        return self.filter(leaving_since__lte=now - GRACE)


class UserManager(BaseUserManager["User"]):
    def get_queryset(self) -> UserQuerySet:
        return UserQuerySet(self.model, using=self._db)

    def present(self) -> UserQuerySet:
        """Members whom others may see; see UserQuerySet."""
        return self.get_queryset().present()

    def to_erase(self, *, now: datetime) -> UserQuerySet:
        """Members whose time to change their mind is over; see UserQuerySet."""
        return self.get_queryset().to_erase(now=now)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a member; the address is kept in lower case, as allauth compares it."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create an administrator whose address counts as confirmed, so that they can sign in."""
        user = self.create_user(email, password, **fields, is_staff=True, is_superuser=True)
        user.confirm_address()
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account. Exported and erased with the account; see docs/privacy.md."""

    email = models.EmailField(
        _("adresse e-mail"),
        unique=True,
        error_messages={"unique": _("Cette adresse est déjà utilisée.")},
    )
    display_name = models.CharField(_("nom affiché"), max_length=80)
    language = models.CharField(
        _("langue"), max_length=5, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    age_band = models.CharField(
        _("tranche d’âge"), max_length=5, choices=AgeBand.choices, default=AgeBand.ADULT
    )
    is_active = models.BooleanField(_("compte actif"), default=True)
    is_staff = models.BooleanField(_("accès à l’administration"), default=False)
    date_joined = models.DateTimeField(_("inscription"), default=timezone.now, editable=False)
    leaving_since = models.DateTimeField(
        _("effacement demandé le"), null=True, blank=True, editable=False
    )
    inactivity_told_at = models.DateTimeField(
        _("prévenu·e de l’inactivité le"), null=True, blank=True, editable=False
    )

    # Copied from the measures in force by `portal.moderation.standing`, their only writer.
    suspended_until = models.DateTimeField(
        _("suspendu·e jusqu’au"), null=True, blank=True, editable=False
    )
    limited_until = models.DateTimeField(
        _("en lecture seule jusqu’au"), null=True, blank=True, editable=False
    )

    objects = UserManager()

    EMAIL_FIELD = USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["display_name"]

    class Meta:
        verbose_name = _("membre")
        verbose_name_plural = _("membres")
        indexes = [
            models.Index(
                name="user_leaving",
                fields=["leaving_since"],
                condition=models.Q(leaving_since__isnull=False),
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="user_email_lower_case",
                condition=models.Q(email=Lower("email")),
                violation_error_message=_("L’adresse e-mail s’écrit en minuscules."),
            ),
            models.CheckConstraint(
                name="user_age_band_known",
                condition=models.Q(age_band__in=AgeBand.values),
                violation_error_message=_("Cette tranche d’âge n’existe pas."),
            ),
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def is_minor(self) -> bool:
        return self.age_band == AgeBand.MINOR

    @property
    def is_moderator(self) -> bool:
        """Whether this member decides what is published: staff, so under the second factor."""
        works = self.is_active and self.is_staff and not self.is_suspended
        return works and self.has_perm("moderation.add_decision")

    @property
    def is_suspended(self) -> bool:
        """Whether a decision of the moderators keeps this member out at this instant."""
        return self.suspended_until is not None and self.suspended_until > timezone.now()

    @property
    def is_limited(self) -> bool:
        """Whether a decision of the moderators lets this member read and no more."""
        return self.limited_until is not None and self.limited_until > timezone.now()

    @property
    def is_present(self) -> bool:
        """The Python twin of `UserQuerySet.present`."""
        return self.is_active and self.leaving_since is None and not self.is_suspended

    @property
    def erased_from(self) -> datetime | None:
        """When a member who asked to leave can no longer change their mind."""
        return self.leaving_since + GRACE if self.leaving_since else None

    def save(self, *args: Any, **kwargs: Any) -> None:
        """As any save; a name or a right to be seen that may have changed reaches the search."""
        from portal.search import index

        super().save(*args, **kwargs)
        if kwargs.get("update_fields") is None:
            index.refresh_dependants(self)

    def get_short_name(self) -> str:
        return self.display_name

    def confirm_address(self) -> None:
        """Mark the account's address as its confirmed one, without a mail."""
        from allauth.account.models import EmailAddress

        EmailAddress.objects.update_or_create(
            user=self, email=self.email, defaults={"primary": True, "verified": True}
        )
