from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from careers import school_tree
from portal.shell.routes import Policy, route

FEES: dict[str, tuple[str, Any]] = {
    "aucun": ("ok", _("sans frais")),
    "faibles": ("neutral", _("frais publics ou à vérifier")),
    "oui": ("warn", _("payant le plus souvent")),
}


@route(Policy.PUBLIC, shared=True)
def need_a_school(request: HttpRequest) -> HttpResponse:
    """One question, or where the answers lead; each answer is an address."""
    walk = school_tree.walk(request.GET)
    options = [
        {**option, "query": urlencode(walk.query | {walk.name: option["value"]})}
        for option in (walk.question or {"options": []})["options"]
    ]
    routes = [
        {**way, "kind": FEES[way["fees"]][0], "tag": FEES[way["fees"]][1]}
        for way in (walk.end or {"routes": []})["routes"]
    ]
    context = {
        "walk": walk,
        "number": len(walk.answered) + 1,
        "options": options,
        "routes": routes,
        "checked_on": school_tree.tree()["meta"]["generated"],
    }
    return render(request, "careers/reading/school_tree.html", context)
