"""What the index holds of a member, and what becomes of it (see portal/accounts/privacy.py)."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.accounts import privacy
from portal.accounts.privacy import Record
from portal.search import index
from portal.search.models import SearchEntry


def erase_entries(member: Any, *, now: datetime) -> None:
    """Take the member's pages out of the index, and the words that nothing else holds."""
    index.forget_owner(member.pk)


privacy.register(
    Record(
        model=SearchEntry,
        through=("owner",),
        title=_("Recherche"),
        holds=_(
            "Ce que votre page et votre offre de mentorat montrent à tous les membres, tel que la "
            "recherche le retrouve. Rien de plus que ces pages, exportées par ailleurs."
        ),
        export=None,
        erase=erase_entries,
        fate=_("Supprimé avec le compte."),
    )
)
