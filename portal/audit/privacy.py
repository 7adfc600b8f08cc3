"""What the journal knows of a member, and what becomes of it (see portal/accounts/privacy.py)."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.accounts import privacy
from portal.accounts.privacy import Record
from portal.audit import journal
from portal.audit.models import Entry, Subject


def empty_about(member: Any, *, now: datetime) -> None:
    """Empty the words that speak of the member; the rows stay, and the chain with them."""
    numbers = member.audit_subjects.values_list("entry", flat=True)
    journal.empty_words(numbers, why="Un compte a été effacé.", now=now)


def leave_unnamed(member: Any, *, now: datetime) -> None:
    """Nothing to do: the row holds the number of an account that no longer is."""


privacy.register(
    Record(
        model=Subject,
        through=("member",),
        title=_("Journal de l’équipe"),
        holds=_(
            "Ce que l’équipe a décidé, lu ou modifié de ce qui est à vous. Les décisions vous sont "
            "exportées avec leurs raisons\u00a0; le reste dirait qui a signalé."
        ),
        export=None,
        erase=empty_about,
        fate=_("Les mots s’effacent du journal, et votre compte s’en détache."),
        kept=_(
            "Une ligne sans mots ni nom (le geste, la date, des numéros), pour que personne de "
            "l’équipe ne puisse changer le journal en secret."
        ),
    ),
    Record(
        model=Entry,
        through=("actor",),
        title=_("Gestes de l’équipe"),
        holds=_("Si vous êtes de l’équipe\u00a0: ce que vous avez fait, et quand."),
        export=lambda member: privacy.rows(member.audit_entries.order_by("pk"), "at", "act"),
        erase=leave_unnamed,
        fate=_("Le numéro de votre compte n’y mène plus à personne."),
        kept=_("Le geste et ses raisons, sans votre nom\u00a0: ses mots, trois ans."),
        staff=True,
    ),
)
