"""Who writes for an organisation: invite, change a role, leave; and the page of an invitation."""

from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from careers import team_actions as actions
from careers import team_review
from careers.enums import MemberRole
from careers.forms.team import InviteForm
from careers.models import Organisation, OrganisationInvitation
from careers.views.board import mine, others
from portal.accounts.leaving import for_those_who_stay
from portal.contact.people import People
from portal.shell.routes import Policy, route


@route(Policy.ORGANISATION)
def team(request: HttpRequest, slug: str) -> HttpResponse:
    """The people of an organisation, and the invitations that wait."""
    return _page(request, mine(request, slug))


def _page(request: HttpRequest, organisation: Organisation, **bound: Any) -> HttpResponse:
    memberships = list(organisation.memberships.select_related("user").order_by("joined_at", "pk"))
    me = request.user.pk
    owner = any(one.user_id == me and one.role == MemberRole.OWNER for one in memberships)
    people = People(request.user, [one.user for one in memberships])
    context: dict[str, Any] = {
        "organisation": organisation,
        "organisations": others(request, organisation),
        "owner": owner,
        "members": [
            {
                "membership": one,
                "face": people.face(one.user),
                "self": one.user_id == me,
            }
            for one in memberships
        ],
        "invitations": organisation.invitations.pending().order_by("pk") if owner else [],
        "form": InviteForm(),
        **bound,
    }
    return render(request, "careers/applications/team.html", context)


@route(Policy.ORGANISATION, "POST")
@for_those_who_stay
def invite(request: HttpRequest, slug: str) -> HttpResponse:
    """Send a link to an address."""
    organisation = mine(request, slug)
    form = InviteForm(request.POST)
    if form.is_valid():
        refused = ratelimit.consume_or_429(request, action="invitation", user=request.user)
        if refused:
            return refused
        language = get_language() or "fr"
        try:
            actions.invite(
                organisation=organisation, by=request.user, language=language, **form.cleaned_data
            )
        except ValidationError as error:
            form.add_error(None, error) if hasattr(error, "error_dict") else form.add_error(
                None, error.messages
            )
        else:
            said = _("L’invitation est partie. Elle vaut quatorze jours.")
            messages.success(request, said)
            return redirect("careers:team", slug=slug)
    return _page(request, organisation, form=form)


@route(Policy.ORGANISATION, "POST")
def revoke(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take an invitation back."""
    organisation = mine(request, slug)
    invitation = get_object_or_404(organisation.invitations.all(), pk=pk)
    return _done(
        request,
        slug,
        lambda: actions.revoke(invitation=invitation, by=request.user),
        _("Invitation annulée."),
    )


@route(Policy.ORGANISATION, "POST")
def change_role(request: HttpRequest, slug: str, member: int) -> HttpResponse:
    """Make a colleague responsible, or the other way round."""
    organisation, role = mine(request, slug), request.POST.get("role", "")
    return _done(
        request,
        slug,
        lambda: actions.change_role(
            organisation=organisation, by=request.user, member=member, role=role
        ),
        _("Rôle changé."),
    )


@route(Policy.ORGANISATION, "POST")
def remove(request: HttpRequest, slug: str, member: int) -> HttpResponse:
    """Take a colleague off, or leave oneself."""
    organisation = mine(request, slug)
    leaving = member == request.user.pk
    answer = _done(
        request,
        slug,
        lambda: actions.remove(organisation=organisation, by=request.user, member=member),
        _("Vous n’écrivez plus pour cette structure.") if leaving else _("Personne retirée."),
    )
    still = organisation.memberships.filter(user=request.user.pk).exists()
    return answer if still else redirect("shell:dashboard")


@route(Policy.ORGANISATION, "GET", "POST")
def review(request: HttpRequest, slug: str) -> HttpResponse:
    """The yearly review: who still belongs; an answer for each, then who has left is removed."""
    organisation = mine(request, slug)
    others_ = organisation.memberships.exclude(user=request.user.pk).select_related("user")
    memberships = list(others_.order_by("joined_at", "pk"))
    if request.method == "POST":
        given = {one.user_id: request.POST.get(f"membre-{one.user_id}", "") for one in memberships}
        try:
            team_review.review(
                organisation=organisation,
                by=request.user,
                staying=[pk for pk, said in given.items() if said == "oui"],
                leaving=[pk for pk, said in given.items() if said == "non"],
            )
        except ValidationError as refused:
            messages.error(request, refused.messages[0])
        else:
            messages.success(request, _("Merci. La prochaine revue est dans un an."))
            return redirect("careers:team", slug=slug)
    people = People(request.user, [one.user for one in memberships])
    context = {
        "organisation": organisation,
        "organisations": others(request, organisation),
        "owner": actions.is_owner(organisation, request.user),
        "members": [
            {
                "membership": one,
                "face": people.face(one.user),
                "said": request.POST.get(f"membre-{one.user_id}", ""),
            }
            for one in memberships
        ],
    }
    return render(request, "careers/applications/team_review.html", context)


def _done(request: HttpRequest, slug: str, act: Any, said: str) -> HttpResponse:
    """Act, say what was done or why not, and come back to the team."""
    try:
        act()
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    else:
        messages.success(request, said)
    return redirect("careers:team", slug=slug)


def _invited(token: str) -> OrganisationInvitation:
    found = actions.read_token(token)
    if found is None:
        raise Http404
    return found


@never_cache
@route(Policy.PUBLIC, "GET", "POST")
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What one is invited to, and the button that accepts, once signed in."""
    found = _invited(token)
    user: Any = request.user
    if not found.is_pending() and not (
        user.is_authenticated and found.organisation.memberships.filter(user=user.pk).exists()
    ):
        gone = render(request, "careers/applications/invitation_gone.html", status=410)
        return _discreet(gone)
    if request.method == "POST" and user.is_authenticated:
        try:
            actions.accept_invitation(invitation=found, by=user)
        except ValidationError as refused:
            messages.error(request, refused.messages[0])
        else:
            said = _("Bienvenue. Vous écrivez maintenant pour %(name)s.")
            messages.success(request, said % {"name": found.organisation.name})
            return redirect("careers:board", slug=found.organisation.slug)
    context = {
        "invitation": found,
        "organisation": found.organisation,
        "here": request.path,
        "fits": user.is_authenticated and actions.may_accept(found, user),
    }
    return _discreet(render(request, "careers/applications/invitation.html", context))


def _discreet(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "same-origin"
    return response
