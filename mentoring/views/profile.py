"""A member's page, as its visitors see it and as its owner writes it."""

import dataclasses
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring import profile_actions as actions
from mentoring.enums import Sight
from mentoring.forms.profile import (
    ExchangeForm,
    KnowHowForm,
    PartForm,
    PhotoForm,
    PlaceForm,
    PresentationForm,
    ReachForm,
    VisibilityForm,
)
from mentoring.models import Profile
from mentoring.next_steps import next_steps
from portal.contact import rules
from portal.shell import interrupted
from portal.shell.routes import Policy, route
from portal.uploads.responses import serve

# « Voir comme »: what the owner asks for in ?comme=.
AS = {"public": Sight.PUBLIC, "membre": Sight.MEMBER, "contact": Sight.CONTACT}


@dataclasses.dataclass(frozen=True, slots=True)
class Part:
    slug: str
    title: Any
    scene: Any
    form: type[PartForm]


PARTS = {
    part.slug: part
    for part in (
        Part(
            "presentation",
            gettext_lazy("Qui vous êtes"),
            gettext_lazy("Int. loge — devant le miroir"),
            PresentationForm,
        ),
        Part(
            "savoir-faire",
            gettext_lazy("Savoir-faire"),
            gettext_lazy("Int. atelier — jour"),
            KnowHowForm,
        ),
        Part(
            "lieu",
            gettext_lazy("Lieu et disponibilités"),
            gettext_lazy("Ext. repérages — jour"),
            PlaceForm,
        ),
        Part(
            "echanges",
            gettext_lazy("Je cherche, je propose"),
            gettext_lazy("Int. cantine — midi"),
            ExchangeForm,
        ),
        Part(
            "coordonnees",
            gettext_lazy("Liens et coordonnées"),
            gettext_lazy("Int. bureau de production — soir"),
            ReachForm,
        ),
        Part(
            "visibilite",
            gettext_lazy("Qui voit quoi"),
            gettext_lazy("Int. salle de projection — noir"),
            VisibilityForm,
        ),
    )
}


def own_profile(user: Any) -> Profile | None:
    """The member's own profile with what its page shows, or None before the first saving."""
    found: Profile | None = Profile.objects.filter(user=user).with_page().first()
    return found


@route(Policy.PUBLIC)
def member(request: HttpRequest, handle: str) -> HttpResponse:
    """The page of a member, as much of it as is for whoever opens it; never for search engines."""
    visible = Profile.objects.visible_to(request.user).with_page().with_credits()
    profile: Profile = get_object_or_404(visible, handle=handle)
    mine = profile.user_id == request.user.pk
    seen_as = AS.get(request.GET.get("comme", "")) if mine else None
    page = profile.seen_by(request.user, sight=seen_as)
    if page is None and not mine:
        raise Http404
    context: dict[str, Any] = {
        "page": page,
        "address": profile.get_absolute_url(),
        "mine": mine,
        "own": mine and seen_as is None,
        "seen_as": seen_as,
        "report_pk": None if mine else profile.pk,
        "may_write": False,
        "thread": None,
        "ways": [(key, sight.label, sight == seen_as) for key, sight in AS.items()],
    }
    if context["own"]:
        context["steps"] = next_steps(page) if page else []
        context["hidden"] = profile.hidden_at is not None
    if not mine and request.user.is_authenticated:
        context["may_write"] = rules.may_write_first(
            request.user, profile.user, reachable_checked=True
        )
        if page and page.sight == Sight.CONTACT:
            context["thread"] = rules.open_thread_between(request.user, profile.user)
    return render(request, "mentoring/member.html", context)


@route(Policy.PUBLIC)
def photo(request: HttpRequest, handle: str) -> Any:
    """A member's photo, for those who see it on the page."""
    visible = Profile.objects.visible_to(request.user).select_related("user")
    profile: Profile = get_object_or_404(visible, handle=handle)
    if not profile.shows("photo", profile.sight_of(request.user)):
        raise Http404
    return serve(profile.photo, filename=profile.handle)


@route(Policy.MEMBER)
def my_page(request: HttpRequest) -> HttpResponse:
    """To one's own page; before there is one, to the welcome that makes it."""
    user: Any = request.user
    profile = Profile.objects.filter(user=user).first()
    return redirect(profile) if profile else redirect("mentoring:welcome", step=1)


@route(Policy.OWNER, "GET", "POST")
def edit(request: HttpRequest, part: str) -> HttpResponse:
    """Change one part of one's page."""
    if part not in PARTS:
        raise Http404
    chosen = PARTS[part]
    instance: Any = own_profile(request.user) or actions.blank(request.user)
    form = chosen.form(interrupted.resume(request), instance=instance, member=request.user)
    if instance.pk is None and "handle" in form.fields:
        del form.fields["handle"]
    if request.method == "POST" and form.is_valid():
        try:
            profile = actions.save_profile(by=request.user, form=form)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Enregistré."))
            return redirect(profile)
    context = {"part": chosen, "form": form, "parts": PARTS.values()}
    return render(request, "mentoring/profile_form.html", context)


@route(Policy.OWNER, "GET", "POST")
def photo_edit(request: HttpRequest) -> HttpResponse:
    """Send a photo, or take it away."""
    profile = own_profile(request.user)
    form = PhotoForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST" and "retirer" in request.POST:
        actions.set_photo(by=request.user, file=None)
        messages.success(request, _("Photo retirée."))
        return redirect("mentoring:my_page")
    if request.method == "POST" and form.is_valid():
        actions.set_photo(by=request.user, file=form.cleaned_data["photo"])
        messages.success(request, _("Photo enregistrée."))
        return redirect("mentoring:my_page")
    context = {
        "form": form,
        "page": profile.seen_by(request.user) if profile else None,
        "parts": PARTS.values(),
    }
    return render(request, "mentoring/profile_photo.html", context)
