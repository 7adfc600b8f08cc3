from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ModerationConfig(AppConfig):
    name = "portal.moderation"
    label = "moderation"
    verbose_name = "modération"

    def ready(self) -> None:
        autodiscover_modules("moderation", "debt")
