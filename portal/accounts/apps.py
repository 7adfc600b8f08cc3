from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AccountsConfig(AppConfig):
    name = "portal.accounts"
    label = "accounts"
    verbose_name = "comptes"

    def ready(self) -> None:
        import_module("portal.accounts.records")
        autodiscover_modules("privacy")
        autodiscover_modules("trust")
