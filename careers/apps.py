from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CareersConfig(AppConfig):
    name = "careers"
    verbose_name = "métiers et stages"

    def ready(self) -> None:
        # The library of resources, what each floor has about a role, what an application carries.
        autodiscover_modules("library", "hub", "applying")
