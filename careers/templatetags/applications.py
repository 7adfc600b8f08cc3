"""What the pages of applications ask of one."""

from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

from careers.applications.actions import alive
from careers.applications.view import applicant_name, apply_url, tags
from careers.models import Application, Internship
from careers.models.answer_figures import figures_of
from portal.shell import french

register = template.Library()


@register.filter
def application_tags(application: Application) -> list[dict[str, Any]]:
    """The state, as a tag of a strip."""
    return tags(application)


@register.filter
def department_of(application: Application) -> str:
    """The slug of the listing's department; empty when the listing is gone."""
    internship = application.internship
    role = internship.role if internship else None
    return role.department.slug if role else ""


@register.filter
def name_of(application: Application) -> str:
    return applicant_name(application)


@register.filter
def draft_line(application: Application) -> str:
    """brouillon gardé le 3 décembre 2026"""
    day = french.day(timezone.localtime(application.saved_at).date())
    return str(_("brouillon gardé le %s")) % day


@register.filter
def sent_line(application: Application) -> str:
    """envoyée le 3 décembre 2026, lue le 4 décembre 2026"""
    parts = []
    if application.sent_at:
        day = french.day(timezone.localtime(application.sent_at).date())
        parts.append(str(_("envoyée le %s")) % day)
    if application.first_read_at:
        day = french.day(timezone.localtime(application.first_read_at).date())
        parts.append(str(_("lue le %s")) % day)
    return ", ".join(parts)


@register.filter
def followed_line(application: Application) -> str:
    """suivie par Camille Martin; empty when everybody follows it."""
    following = application.assigned_to
    if following is None or not following.is_present:
        return ""
    return str(_("suivie par %s")) % following.display_name


@register.inclusion_tag("careers/applications/_apply.html", takes_context=True)
def apply_box(context: Any, internship: Internship, mine: bool) -> dict[str, Any]:
    """How one applies; one's own application where there is one, for one more query."""
    user = context["user"]
    own = alive(internship, of=user) if user.is_authenticated and not mine else None
    return {
        "internship": internship,
        "url": apply_url(internship),
        "application": own,
        "mine": mine,
        "open": internship.is_open(),
        "figures": figures_of(internship.organisation),
    }
