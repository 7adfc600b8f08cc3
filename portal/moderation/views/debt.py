from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from portal.moderation import debt
from portal.moderation.enums import Team

# Lines shown of each kind; the number says how many there are.
SHOWN = 30


def may_read(request: HttpRequest) -> bool:
    """Editors and validators pay the debts; administrators see them too."""
    user = request.user
    return user.is_superuser or user.groups.filter(name__in=[Team.EDITOR, Team.VALIDATOR]).exists()


def board(request: HttpRequest) -> HttpResponse:
    """What to mend today. Links are tried on demand (`?liens`): every text is read."""
    if not may_read(request):
        raise PermissionDenied
    kinds = [
        {"debt": one, "findings": found[:SHOWN], "count": len(found)}
        for one in debt.debts()
        for found in [list(one.find())]
    ]
    context = {
        **admin.site.each_context(request),
        "title": _("Ce qu’il faut remettre d’aplomb"),
        "kinds": kinds,
        "links": debt.dead_links() if "liens" in request.GET else None,
    }
    return TemplateResponse(request, "admin/debt/board.html", context)
