"""Home, a member's own page, and the pages that only say something."""

import hashlib
import json
from datetime import date
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString

from portal.accounts import privacy as registry
from portal.accounts.enums import CURRENT_VERSIONS, Document
from portal.shell import discretion, french, languages, prepared
from portal.shell.home import dashboard_context, home_context
from portal.shell.routes import Policy, route


def version_day(document: Document) -> str:
    """The day a text was last changed, as it is read."""
    return french.day(date.fromisoformat(CURRENT_VERSIONS[document]))


@route(Policy.PUBLIC, shared=True)
def home(request: HttpRequest) -> HttpResponse:
    signed_in = request.user.is_authenticated

    def draw() -> SafeString:
        return render_to_string("shell/_home.html", home_context() | {"signed_in": signed_in})

    main = prepared.part(request, ("home", signed_in), draw, library=False)
    return render(request, "shell/home.html", {"main": main})


@route(Policy.MEMBER)
def dashboard(request: HttpRequest) -> HttpResponse:
    """A member's own page: what they wrote, what waits for them, their account."""
    return render(request, "shell/dashboard.html", dashboard_context(request))


@route(Policy.PUBLIC, shared=True)
def terms(request: HttpRequest) -> HttpResponse:
    return render(request, "shell/terms.html", {"version": version_day(Document.TERMS)})


@route(Policy.PUBLIC, shared=True)
def privacy(request: HttpRequest) -> HttpResponse:
    context = {
        "version": version_day(Document.PRIVACY),
        "fates": registry.fates(),
        "operator": settings.OPERATOR.get("NAME", ""),
    }
    return render(request, "shell/privacy.html", context)


@route(Policy.PUBLIC, shared=True)
def help_now(request: HttpRequest) -> HttpResponse:
    """Whom to call in case of violence. Reads nothing about the visitor."""
    return render(request, "shell/help.html")


WORKER = Path(__file__).parent.parent / "help_worker.js"
# What the page of help needs to look like itself without a network.
HELP_FILES = (
    "css/site.css", "css/components.css", "js/site.js", "js/exit.js", "js/help.js",
    "icons/clap.svg", "fonts/bricolage-grotesque.woff2", "fonts/courier-prime-400.woff2",
    "fonts/courier-prime-700.woff2",
)  # fmt: skip


@route(Policy.PUBLIC)
def help_worker(request: HttpRequest) -> HttpResponse:
    """The script by which a browser keeps the page of help, in the language of its address."""
    files = [static(name) for name in HELP_FILES]
    name, page = f"aide-{languages.of(request.path)}", reverse("shell:help")
    version = hashlib.blake2b(" ".join(files).encode(), digest_size=6).hexdigest()
    told = {"NAME": name, "CACHE": f"{name}-{version}", "PAGE": page, "FILES": [page, *files]}
    lines = [f"const {constant} = {json.dumps(value)};" for constant, value in told.items()]
    response = HttpResponse(
        "\n".join([*lines, WORKER.read_text()]), content_type="text/javascript; charset=utf-8"
    )
    response["Cache-Control"] = "no-cache"
    return response


@route(Policy.PUBLIC)
def leave(request: HttpRequest) -> HttpResponse:
    """The way out of a discreet page, for browsers without scripts.

    Writes nothing but a cookie of five minutes, and not for a link of another site.
    """
    response = discretion.leave()
    if request.headers.get("Sec-Fetch-Site") != "cross-site":
        discretion.remember(response)
    return response
