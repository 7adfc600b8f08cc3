"""What this floor knows of a member, and what becomes of it (see portal/accounts/privacy.py)."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from portal.accounts import privacy
from portal.accounts.privacy import Record, Row
from portal.contact.enums import RequestState
from portal.contact.models import Block, ContactRequest, Message, Participation, Thread


def export_sent(member: Any) -> list[Row]:
    fields = "about_label", "text", "state", "created_at", "expires_at", "answered_at"
    return [
        privacy.describe(one, *fields, **{str(_("Objet")): one.purpose_label})
        for one in member.requests_sent.order_by("pk")
    ]


def erase_sent(member: Any, *, now: datetime) -> None:
    """Pending ones go, and so do those that led nowhere; of the others the text does."""
    member.requests_sent.exclude(state=RequestState.ACCEPTED).delete()
    member.requests_sent.update(text="")
    privacy.forget_in_admin_log(member.requests_sent.all())


def export_received(member: Any) -> list[Row]:
    """That somebody wrote, and what was answered; their words are theirs."""
    fields = "state", "decline_reason", "created_at", "answered_at"
    return [
        privacy.describe(one, *fields, **{str(_("Objet")): one.purpose_label})
        for one in member.requests_received.order_by("pk")
    ]


def erase_received(member: Any, *, now: datetime) -> None:
    """Nobody will answer: for their senders they are as if their date had passed."""
    member.requests_received.filter(state=RequestState.PENDING).update(state=RequestState.EXPIRED)


def export_messages(member: Any) -> list[Row]:
    return [
        privacy.describe(one, "created_at", "text", **{str(_("Conversation")): one.thread.title})
        for one in member.messages_written.select_related("thread").order_by("pk")
    ]


def erase_messages(member: Any, *, now: datetime) -> None:
    member.messages_written.update(text="")


def erase_participations(member: Any, *, now: datetime) -> None:
    """Close the member's conversations; those in which nobody is left go whole."""
    threads = member.participations.values("thread")
    others = Participation.objects.filter(thread=OuterRef("pk"), user__isnull=False).exclude(
        user=member.pk
    )
    Thread.objects.filter(pk__in=threads).filter(~Exists(others)).delete()
    member.participations.filter(left_at__isnull=True).update(left_at=now)


privacy.register(
    Record(
        model=ContactRequest,
        through=("sender",),
        title=_("Demandes envoyées"),
        holds=_("Les demandes de contact que vous avez écrites, et leur réponse."),
        export=export_sent,
        erase=erase_sent,
        fate=_("Supprimées\u00a0; d’une demande acceptée, le texte et votre nom s’effacent."),
        kept=_(
            "D’une demande acceptée, sa date et son objet, à l’autre personne. Sans réponse "
            "favorable, une demande s’efface un an après sa date."
        ),
    ),
    Record(
        model=ContactRequest,
        through=("recipient",),
        title=_("Demandes reçues"),
        holds=_(
            "Ce que vous avez répondu à qui vous écrivait\u00a0; les textes sont à leurs auteurs."
        ),
        export=export_received,
        erase=erase_received,
        fate=_("Votre nom s’en détache\u202f; celles qui attendaient restent sans réponse."),
        kept=_("La demande, à la personne qui l’a écrite."),
    ),
    Record(
        model=Message,
        through=("author",),
        title=_("Messages"),
        holds=_("Ce que vous avez écrit dans vos conversations."),
        export=export_messages,
        erase=erase_messages,
        fate=_("Vos textes et votre nom s’effacent\u00a0: «\u00a0Message supprimé\u00a0»."),
        kept=_(
            "La date de chaque message, à l’autre personne. La copie jointe à un signalement, "
            "jusqu’à six mois après sa suite."
        ),
    ),
    Record(
        model=Participation,
        through=("user",),
        title=_("Conversations"),
        holds=_("Vos conversations, jusqu’où vous les avez lues, celles que vous avez quittées."),
        export=lambda member: [
            privacy.describe(
                one, "last_read_at", "left_at", **{str(_("Conversation")): one.thread.title}
            )
            for one in member.participations.select_related("thread").order_by("pk")
        ],
        erase=erase_participations,
        fate=_("Closes\u202f; votre nom s’en détache."),
        kept=_("La conversation, à l’autre personne, tant qu’elle a un compte."),
    ),
    Record(
        model=Block,
        through=("blocker",),
        title=_("Personnes bloquées"),
        holds=_("Qui vous bloquez, et depuis quand. Leurs noms ne s’exportent pas."),
        export=lambda member: privacy.rows(member.blocks_made.order_by("pk"), "created_at"),
        erase=privacy.WITH_ACCOUNT,
    ),
    Record(
        model=Block,
        through=("blocked",),
        title=_("Blocages par d’autres"),
        holds=_("Que quelqu’un vous bloque\u00a0: c’est son choix, il ne se dit ni ne s’exporte."),
        export=None,
        erase=privacy.WITH_ACCOUNT,
    ),
)
