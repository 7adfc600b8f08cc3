from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.module_loading import autodiscover_modules

from portal.shell import version


class ShellConfig(AppConfig):
    name = "portal.shell"
    label = "shell"

    def ready(self) -> None:
        connection_created.connect(version.watch)
        autodiscover_modules("navigation", "home", "pictures", "sitemap")
