"""The reference pages on which a reader may point out an error, to the board of the editors."""

from collections.abc import Iterator

from django.db import IntegrityError, transaction
from django.http import Http404
from django.urls import resolve
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from portal.moderation import debt, registry
from portal.moderation.debt import Debt, Finding
from portal.moderation.enums import Team
from portal.moderation.models import Correction
from portal.notifications.inbox import on_site
from portal.shell import languages

# What the board shows of a text.
SHOWN = 120
_covered: set[str] = set()


def cover(*view_names: str) -> None:
    """A floor names the routes of its reference pages."""
    _covered.update(view_names)


def page_of(address: str) -> str:
    """The address as it is stored, of a reference page that exists. Raises Http404 otherwise."""
    path = languages.bare(address) if on_site(address) else ""
    if not path or "?" in path or "#" in path:
        raise Http404
    if resolve(path).view_name not in _covered or debt.leads_nowhere(path):
        raise Http404
    return path


def keep(correction: Correction) -> Correction:
    """Keep what a reader wrote; the same form sent twice, even at once, makes one."""
    try:
        with transaction.atomic():
            correction.save(force_insert=True)
    except IntegrityError:
        return Correction.objects.get(creation_key=correction.creation_key)
    return correction


def _waiting() -> Iterator[Finding]:
    for one in Correction.objects.waiting():
        said = one.text if len(one.text) <= SHOWN else _now("%s…") % one.text[:SHOWN].rstrip()
        yield Finding(one.page, said, debt.admin_url(one))


registry.grant(
    "moderation.view_correction",
    "moderation.change_correction",
    "moderation.delete_correction",
    team=Team.EDITOR,
)
debt.register(
    Debt(
        "erreurs",
        _("Erreurs signalées par qui lit"),
        _("Ouvrez la page, vérifiez à la source, corrigez, puis cochez «\u00a0traitée\u00a0»."),
        _waiting,
    )
)
