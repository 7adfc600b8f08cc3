"""What a member was writing when their session ran out, kept until they have signed in again."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

View = Callable[..., HttpResponse]
KEY = "interrupted"
# More than the longest form of the site holds; beyond, nothing is kept.
LONGEST = 60_000
KEPT_SECONDS = 3600


def never_kept(view: View) -> View:
    """Declare, above `@route`, a view whose form holds a secret: it waits in no session, and no
    report of an error shows it.
    """
    discreet: View = sensitive_post_parameters()(view)
    discreet.never_kept = True  # type: ignore[attr-defined]
    return discreet


def is_never_kept(view: Any) -> bool:
    return getattr(view, "never_kept", False)


def keep(request: HttpRequest) -> None:
    """Put the form that was sent into the visitor's session; its files are not kept."""
    typed = request.POST.copy()
    typed.pop("csrfmiddlewaretoken", None)
    encoded = typed.urlencode()
    if len(encoded) <= LONGEST:
        request.session[KEY] = {
            "path": request.path,
            "form": encoded,
            "files": any(request.FILES.values()),
        }
        # A stranger's session: what it holds is not to lie around. Signing in renews it.
        request.session.set_expiry(KEPT_SECONDS)


def way_back(request: HttpRequest) -> str:
    """The page the form was on: an address that only takes forms cannot be gone back to."""
    referer = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(referer, allowed_hosts={request.get_host()}):
        parts = urlsplit(referer)
        return parts.path + (f"?{parts.query}" if parts.query else "")
    return request.path


def resume(request: HttpRequest) -> QueryDict | None:
    """What to fill the form of this page with: what was sent, or was kept for it, once."""
    if request.method == "POST":
        return request.POST
    kept = request.session.get(KEY)
    if not kept or kept["path"] != request.path:
        return None
    del request.session[KEY]
    messages.info(
        request,
        _("Votre session avait expiré. Voici ce que vous aviez écrit : relisez, enregistrez."),
    )
    if kept.get("files"):
        messages.info(request, _("Le fichier n’a pas été gardé\u00a0: choisissez-le de nouveau."))
    return QueryDict(kept["form"])
