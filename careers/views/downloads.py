from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from portal.shell.routes import Policy, route

FOLDER = settings.BASE_DIR / "static" / "modeles"
# Written by tools/make_templates.py. What explains each: the name of a route, and its label.
FILES: list[dict[str, Any]] = [
    {
        "name": "feuille-de-service.ods",
        "title": _("Feuille de service"),
        "text": _(
            "Lieux, séquences, convocations, sécurité\u00a0: une page, à remplir chaque soir."
        ),
        "see": "careers:sample_call_sheet",
        "see_label": _("La lire ligne par ligne"),
    },
    {
        "name": "depouillement.ods",
        "title": _("Dépouillement"),
        "text": _("Une ligne par séquence\u00a0: rôles, accessoires, effets, questions."),
    },
    {
        "name": "retroplanning.ods",
        "title": _("Rétroplanning"),
        "text": _("Écrivez le jour du tournage\u00a0: les vingt-quatre étapes se datent seules."),
    },
    {
        "name": "devis-court-metrage.ods",
        "title": _("Devis de court métrage"),
        "text": _("Huit postes, charges, imprévus, financement\u00a0: les totaux se font seuls."),
        "see": "careers:sample_budget",
        "see_label": _("S’entraîner sur un devis"),
    },
    {
        "name": "cv.odt",
        "title": _("CV"),
        "text": _("Une page, sans photo ni âge, même quand le générique est encore vide."),
    },
]
KINDS = {"ods": _("tableur"), "odt": _("texte")}


@cache
def kilobytes(name: str) -> int:
    """The size of a file, in kilobytes, rounded up."""
    return -(-(FOLDER / name).stat().st_size // 1000)


@route(Policy.PUBLIC, shared=True)
def downloads(request: HttpRequest) -> HttpResponse:
    """The blank documents of a shoot, to take away."""
    files = [
        {
            **one,
            "path": f"modeles/{one['name']}",
            "kind": KINDS[one["name"].rpartition(".")[2]],
            "kilobytes": kilobytes(one["name"]),
        }
        for one in FILES
    ]
    return render(request, "careers/reading/downloads.html", {"files": files})
