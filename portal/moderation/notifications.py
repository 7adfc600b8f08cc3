"""What moderation tells a member, whatever they chose: it is owed to them."""

from django.utils.translation import gettext_lazy as _

from portal.notifications.topics import Topic, register

register(
    Topic(
        "moderation",
        _("Modération"),
        _(
            "Une décision à votre sujet, la suite d’un signalement\u00a0: ces courriels partent "
            "toujours."
        ),
        mandatory=True,
    )
)
