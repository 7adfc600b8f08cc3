from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class NotificationsConfig(AppConfig):
    name = "portal.notifications"
    label = "notifications"
    verbose_name = "notifications et courriels"

    def ready(self) -> None:
        autodiscover_modules("notifications")
