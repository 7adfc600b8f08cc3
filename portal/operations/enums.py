from django.db import models
from django.utils.translation import gettext_lazy as _


class Job(models.TextChoices):
    """What must come round again and again, and leaves a beat each time it did."""

    WORKER = "worker", _("le worker")
    TICK = "tick", _("le passage quotidien")
    BACKUP = "backup", _("la sauvegarde")


class Health(models.TextChoices):
    """How a reading stands; the worst one gives its colour to a page."""

    GOOD = "good", _("bon")
    LATE = "late", _("à regarder")
    BAD = "bad", _("en panne")
