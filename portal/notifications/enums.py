from django.db import models
from django.utils.translation import gettext_lazy as _


class Rhythm(models.TextChoices):
    """How often a member wants mails about one topic."""

    NOW = "now", _("Tout de suite")
    WEEKLY = "weekly", _("Une fois par semaine, le lundi")
    NEVER = "never", _("Jamais")
