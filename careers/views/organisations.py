from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careers.actions import create_organisation, edit_organisation
from careers.forms import OrganisationForm
from careers.models import Internship, Organisation
from careers.models.answer_figures import figures_of
from careers.verification import standing_of
from portal.accounts.leaving import for_those_who_stay
from portal.shell import interrupted
from portal.shell.routes import Policy, route


@route(Policy.PUBLIC, shared=True)
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """An organisation and the internships it offers now."""
    visible = Organisation.objects.visible_to(request.user).select_related("answer_figures")
    found = get_object_or_404(visible, slug=slug)
    mine = (
        request.user.is_authenticated
        and Organisation.objects.of_member(request.user).filter(pk=found.pk).exists()
    )
    offered = Internship.objects.open().filter(organisation=found).with_strip()
    return render(
        request,
        "careers/organisation.html",
        {
            "organisation": found,
            "mine": mine,
            "figures": figures_of(found),
            "standing": standing_of(found),
            "internships": offered.order_by("-published_at", "-pk")[:50],
        },
    )


@route(Policy.MEMBER, "GET", "POST")
@for_those_who_stay
def create(request: HttpRequest) -> HttpResponse:
    """Present an organisation; its author answers for it. Not open to minors."""
    user: Any = request.user
    if user.is_minor:
        return render(request, "careers/internship_adults_only.html", status=403)
    form = OrganisationForm(interrupted.resume(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = create_organisation(
                by=user, organisation=form.save(commit=False), key=form.key()
            )
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("%(name)s est enregistrée.") % {"name": made.name})
            return redirect("careers:internship_create")
    return render(request, "careers/organisation_form.html", {"form": form})


@route(Policy.ORGANISATION, "GET", "POST")
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what an organisation says of itself; its listings are read again."""
    found = get_object_or_404(Organisation.objects.of_member(request.user), slug=slug)
    form = OrganisationForm(interrupted.resume(request), instance=found)
    if request.method == "POST" and form.is_valid():
        form.save(commit=False)
        waiting = edit_organisation(organisation=found) if form.has_changed() else 0
        messages.success(request, _("Modifications enregistrées."))
        if waiting:
            messages.info(
                request,
                ngettext(
                    "%(n)s annonce attend une nouvelle relecture avant de reparaître.",
                    "%(n)s annonces attendent une nouvelle relecture avant de reparaître.",
                    waiting,
                )
                % {"n": waiting},
            )
        return redirect("careers:organisation", slug=found.slug)
    return render(request, "careers/organisation_form.html", {"form": form, "organisation": found})
