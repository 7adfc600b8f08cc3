"""What members may be told about on this floor."""

from django.utils.translation import gettext_lazy as _

from portal.notifications.topics import Topic, register

register(
    Topic(
        "mentorat",
        _("Mentorat"),
        _("Rendez-vous, cadre à signer, fin d’un mentorat."),
    )
)
