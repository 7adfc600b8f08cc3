"""What the index holds of a member, and what becomes of it (see portal/accounts/privacy.py)."""

from django.utils.translation import gettext_lazy as _

from portal.accounts import privacy
from portal.accounts.privacy import Record
from portal.search.models import SearchEntry

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
        erase=privacy.WITH_ACCOUNT,
    )
)
