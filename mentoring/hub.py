"""The mentors of a role, in its guide."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careers import hub
from careers.models import Role
from mentoring.models import MentorOffer


@hub.register
def mentors(request: HttpRequest, role: Role) -> hub.Row:
    """How many have a place for this member; a visitor without a session is shown nobody."""
    user: Any = request.user
    address = reverse("mentoring:mentors")
    if not user.is_authenticated:
        return hub.Row(20, _("Mentors"), [hub.Link(_("Comment marche le mentorat"), address)])
    offers = MentorOffer.objects.visible_to(user).taking().for_age_of(user)
    count = offers.filter(roles=role).exclude(mentor=user).count()
    label = ngettext("%(n)s disponible", "%(n)s disponibles", count) % {"n": count}
    return hub.Row(
        20,
        _("Mentors"),
        [hub.Link(label, f"{address}?metier={role.slug}")] if count else [],
        empty=_("Personne de disponible dans ce métier."),
        more=hub.Link(_("Voir les autres"), address),
    )
