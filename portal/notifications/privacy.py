"""What the notifications know of a member, and what becomes of it (portal/accounts/privacy.py)."""

from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.utils.translation import gettext_lazy as _

from portal.accounts import privacy
from portal.accounts.privacy import Record, Row
from portal.notifications import topics
from portal.notifications.models import MailChoice, Notification, OutgoingMail


def _label(key: str) -> str:
    topic = topics.get(key)
    return str(topic.label) if topic else key


def export_notifications(member: Any) -> list[Row]:
    """What the member was told; whoever acted is another member."""
    return [
        privacy.describe(one, "url", "created_at", "read_at", "mailed_at")
        | {str(_("Sujet")): _label(one.topic), str(_("Texte")): one.sentence(str(privacy.OTHER))}
        for one in Notification.objects.visible_to(member).order_by("pk")
    ]


def export_choices(member: Any) -> list[Row]:
    return [
        {str(_("Sujet")): _label(one.topic), str(_("Rythme")): one.get_rhythm_display()}
        for one in MailChoice.objects.of(member).order_by("pk")
    ]


def erase_mails(member: Any, *, now: datetime) -> None:
    """Empty the mails to the member that have not left, whichever of their addresses they had."""
    others = EmailAddress.objects.filter(user=member).values_list("email", flat=True)
    OutgoingMail.objects.waiting().filter(recipient__in=[member.email, *others]).give_up(now=now)


privacy.register(
    Record(
        model=Notification,
        through=("member",),
        title=_("Notifications"),
        holds=_("Ce que le site vous a annoncé, et quand vous l’avez lu."),
        export=export_notifications,
        erase=privacy.WITH_ACCOUNT,
        kept=_("180\u00a0jours une fois lue, un an sinon."),
    ),
    Record(
        model=Notification,
        through=("actor",),
        title=_("Notifications de votre fait"),
        holds=_(
            "Que telle notification d’un autre membre vient de vous. Votre nom n’y est pas "
            "écrit\u00a0: il est cherché au moment de l’afficher."
        ),
        export=None,
        erase=privacy.UNLINKED,
        kept=_("La phrase reste, avec «\u00a0Membre supprimé\u00a0» à la place de votre nom."),
    ),
    Record(
        model=MailChoice,
        through=("member",),
        title=_("Choix de courriels"),
        holds=_("À quel rythme vous voulez des courriels, sujet par sujet."),
        export=export_choices,
        erase=privacy.WITH_ACCOUNT,
    ),
    Record(
        model=OutgoingMail,
        through=(),
        title=_("Courriels en chemin"),
        holds=_(
            "L’adresse et le texte d’un courriel qui attend de partir\u202f; ils s’effacent dès "
            "qu’il est parti, donc rien à exporter."
        ),
        export=None,
        erase=erase_mails,
        fate=_("Ceux qui attendaient de partir vers vous sont vidés, et ne partiront pas."),
        kept=_(
            "Le contenu, jusqu’au départ, un jour au plus\u202f; une ligne vide, 30\u00a0jours."
        ),
    ),
)
