"""What members may be told about on this floor."""

from django.utils.translation import gettext_lazy as _

from portal.notifications.topics import Topic, register

register(
    Topic(
        "contact",
        _("Demandes de contact"),
        _("Une demande reçue, la réponse à l’une des vôtres, une date passée."),
    )
)
register(
    Topic(
        "messages",
        _("Messages"),
        _("Un premier message non lu dans une conversation\u00a0; jamais son texte."),
    )
)
