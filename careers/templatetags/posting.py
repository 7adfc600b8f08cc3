"""What the pages of a listing ask of it: its paper, its places, its film."""

from typing import Any

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careers.enums import InternshipKind
from careers.kinds import Paper, paper_of
from careers.models import Internship

register = template.Library()


@register.filter
def paper(internship: Internship) -> Paper:
    """What is signed for this kind of listing."""
    return paper_of(internship.kind)


@register.filter
def kind_tags(internship: Internship) -> list[dict[str, Any]]:
    """The kind in a word, then that a moderator has read it. An internship stands out least."""
    kind = "" if internship.kind == InternshipKind.STAGE else "warn"
    return [
        {"kind": kind, "text": paper_of(internship.kind).word},
        {"kind": "ok", "text": _("Relu")},
    ]


@register.filter
def kept_tags(internship: Internship) -> list[dict[str, Any]]:
    """The kind in a word, and that nobody may apply any more."""
    tags: list[dict[str, Any]] = [{"kind": "", "text": paper_of(internship.kind).word}]
    if not internship.is_open():
        closed = _("complet") if internship.is_full else _("candidatures closes")
        tags.append({"kind": "error", "text": closed})
    return tags


@register.filter
def places_said(internship: Internship) -> str:
    """1 place sur 2 encore libre; complet."""
    left, places = internship.places_left, internship.places
    if not left:
        return _("complet")
    if places == 1:
        return _("1 place, encore libre")
    return ngettext(
        "%(left)s place sur %(places)s encore libre",
        "%(left)s places sur %(places)s encore libres",
        left,
    ) % {"left": left, "places": places}


@register.filter
def production_for(internship: Internship, insider: Any) -> str:
    """The title of the film, for whoever may read it."""
    return internship.production_title if insider else internship.shown_production
