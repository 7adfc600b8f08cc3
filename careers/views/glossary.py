from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _

from careers import jsonld, terms
from careers.models import Department, Role, Term
from careers.words import fold
from portal.shell.opengraph import share
from portal.shell.routes import Policy, route

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# More words than this are an index, each meaning on its own page.
EXPLAINED = 120


def matches(term: Term, words: str) -> bool:
    """Whether every word typed is in one of the names of a term, accents ignored."""
    names = fold(" ".join([term.label, term.label_en, *term.variants]))
    return all(word in names for word in fold(words).split())


@route(Policy.PUBLIC, shared=True)
def glossary(request: HttpRequest) -> HttpResponse:
    """The words of the trade from A to Z, those of one department, or those that match."""
    words = request.GET.get("q", "").strip()[:100]
    departments = list(Department.objects.order_by("position", "pk"))
    labels = {department.slug: department.name for department in departments}
    asked = request.GET.get("departement", "")
    chosen = asked if asked in labels else ""
    everything = list(Term.objects.all())
    named = [term for term in everything if matches(term, words)]
    found = [term for term in named if not chosen or is_used_in(term, chosen)]
    context = {
        "words": words,
        "department": chosen,
        "department_label": labels.get(chosen, ""),
        "groups": by_letter(sorted(found, key=lambda term: term.sort_key)),
        "count": len(found),
        "with_meanings": len(found) <= EXPLAINED,
        "letters": alphabet(found),
        "filters": [filter_group(departments, named, chosen)],
        "active": int(bool(chosen)),
        "kept": [{"name": "departement", "value": chosen}] if chosen else [],
        "words_kept": [{"name": "q", "value": words}] if words else [],
    }
    return render(request, "careers/reading/glossary.html", context)


def is_used_in(term: Term, department: str) -> bool:
    """Whether a department uses the word; a word of no department is everybody's."""
    return not term.departments or department in term.departments


def filter_group(departments: list[Department], terms: list[Term], chosen: str) -> dict[str, Any]:
    """The departments as the filters component draws them, with the number of their words."""
    rows = [("", _("Tous"), len(terms))] + [
        (one.slug, one.name, sum(is_used_in(term, one.slug) for term in terms))
        for one in departments
    ]
    options = [
        {"value": slug, "label": label, "count": count, "checked": slug == chosen}
        for slug, label, count in rows
    ]
    return {
        "legend": _("Département"),
        "name": "departement",
        "kind": "radio",
        "options": options,
    }


def anchor(letter: str) -> str:
    return "chiffres" if letter == "#" else f"lettre-{letter.lower()}"


def by_letter(found: list[Term]) -> list[dict[str, Any]]:
    """The terms by first letter, those that start with a figure first."""
    groups: dict[str, list[Term]] = {}
    for term in found:
        groups.setdefault(term.letter, []).append(term)
    return [
        {"label": letter, "anchor": anchor(letter), "terms": terms}
        for letter, terms in sorted(groups.items(), key=lambda group: (group[0] != "#", group[0]))
    ]


def alphabet(found: list[Term]) -> list[dict[str, Any]]:
    """The letters above the list, and whether a term starts with each."""
    present = {term.letter for term in found}
    return [
        {"label": letter, "anchor": anchor(letter), "present": letter in present}
        for letter in ALPHABET
    ]


@route(Policy.PUBLIC, shared=True)
def term(request: HttpRequest, slug: str) -> HttpResponse:
    """One word: its meaning, its neighbours, the roles that use it."""
    shown = get_object_or_404(Term, slug=slug)
    labels = {one.slug: one for one in Department.objects.all()}
    near = {one.slug: one for one in Term.objects.filter(slug__in=shown.see_also)}
    context = {
        "term": shown,
        "jsonld": jsonld.term(shown),
        "share": share("terme", slug, title=shown.label, description=shown.definition),
        "department": shown.departments[0] if len(shown.departments) == 1 else "",
        "departments": [labels[one] for one in shown.departments if one in labels],
        "anchor": anchor(shown.letter),
        "letter": shown.letter,
        "definition": terms.linker(own=slug).link(shown.definition),
        "see_also": [near[one] for one in shown.see_also if one in near],
        "roles": Role.objects.filter(slug__in=shown.roles).select_related("department"),
    }
    return render(request, "careers/reading/term.html", context)
