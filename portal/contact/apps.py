from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ContactConfig(AppConfig):
    name = "portal.contact"
    label = "contact"
    verbose_name = "contacts et messages"

    def ready(self) -> None:
        from portal.accounts import faces
        from portal.contact.blocks import blockers_of

        faces.register_absent(blockers_of)
        # Each floor says there what one may write to somebody about, and whom one may see.
        autodiscover_modules("contact")
