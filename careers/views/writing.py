"""The author's side of a listing: write, mend, send to review, take back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from careers.actions import create_internship, delete_internship
from careers.forms import InternshipForm
from careers.models import Internship
from portal.accounts.leaving import for_those_who_stay
from portal.moderation.enums import State
from portal.moderation.models import AlreadyDecided
from portal.shell import interrupted
from portal.shell.routes import Policy, route


def _after_saving(
    request: HttpRequest, internship: Internship, *, was_public: bool = False
) -> HttpResponse:
    """Say what saving did, then show the listing or go on writing."""
    if was_public:
        said = _("L’annonce modifiée attend une nouvelle relecture avant de reparaître.")
    elif internship.state == State.DRAFT:
        said = _("Brouillon enregistré. Vous pouvez le reprendre quand vous voulez.")
    else:
        said = _("Annonce enregistrée.")
    messages.success(request, said)
    if request.POST.get("then") == "preview":
        return redirect(internship)
    return redirect("careers:internship_edit", pk=internship.pk)


@route(Policy.MEMBER, "GET", "POST")
@for_those_who_stay
def create(request: HttpRequest) -> HttpResponse:
    """Write a new listing. Without an organisation, that comes first; not open to minors."""
    user: Any = request.user
    if user.is_minor:
        return render(request, "careers/internship_adults_only.html", status=403)
    if not user.organisations.exists():
        messages.info(
            request, _("Présentez d’abord la structure qui accueille : l’annonce vient ensuite.")
        )
        return redirect("careers:organisation_create")
    form = InternshipForm(interrupted.resume(request), user=user)
    if request.method == "POST" and form.is_valid():
        internship = create_internship(by=user, internship=form.save(commit=False), key=form.key())
        return _after_saving(request, internship)
    return render(request, "careers/internship_form.html", {"form": form})


def _mine(request: HttpRequest, pk: int) -> Internship:
    mine = Internship.objects.written_by(request.user).select_related("organisation")
    return get_object_or_404(mine, pk=pk)


def _checked(request: HttpRequest, internship: Internship) -> InternshipForm:
    """The listing as if its form had just been sent to review, so that each gap is named."""
    filled = InternshipForm(instance=internship, user=request.user)
    data = {field.html_name: field.value() for field in filled}
    return InternshipForm(
        {name: "" if value is None else value for name, value in data.items()},
        instance=internship,
        user=request.user,
        complete=True,
    )


@route(Policy.ORGANISATION, "GET", "POST")
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Mend a listing. What was published goes back to review; the page says so first."""
    internship = _mine(request, pk)
    was_public = internship.state == State.APPROVED
    typed = interrupted.resume(request)
    if typed is not None:
        form = InternshipForm(typed, instance=internship, user=request.user)
        if request.method == "POST" and form.is_valid():
            if not form.has_changed():
                return _after_saving(request, internship)
            form.save(commit=False)
            try:
                internship.save_edit(read=form.cleaned_data["revision"] or 0)
            except AlreadyDecided:
                form.say_conflict()
            else:
                return _after_saving(request, internship, was_public=was_public)
    elif "completer" in request.GET:
        form = _checked(request, internship)
    else:
        form = InternshipForm(instance=internship, user=request.user)
    context = {"form": form, "internship": internship, "was_public": was_public}
    return render(request, "careers/internship_form.html", context)


@route(Policy.ORGANISATION, "POST")
@for_those_who_stay
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a complete listing to the moderators; an incomplete one goes back to its form."""
    internship = _mine(request, pk)
    if not _checked(request, internship).is_valid():
        return redirect(reverse("careers:internship_edit", args=[pk]) + "?completer")
    try:
        internship.submit()
    except AlreadyDecided:
        messages.info(request, _("Cette annonce est déjà partie en relecture."))
    else:
        messages.success(
            request,
            _("Annonce envoyée. Une personne de la modération la lit ; la réponse vient par mail."),
        )
    return redirect(internship)


@route(Policy.ORGANISATION, "POST")
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a listing back from the readers or from the queue; it can be sent again."""
    internship = _mine(request, pk)
    try:
        internship.withdraw()
    except AlreadyDecided:
        messages.info(request, _("Cette annonce n’est plus en ligne."))
    else:
        messages.success(request, _("Annonce retirée. Vous pouvez la modifier et la renvoyer."))
    return redirect(internship)


@route(Policy.ORGANISATION, "POST")
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a listing nobody has decided on."""
    internship = _mine(request, pk)
    if not delete_internship(internship=internship):
        messages.error(
            request, _("Une annonce relue se retire, elle ne s’efface pas : la décision reste.")
        )
        return redirect(internship)
    messages.success(request, _("Annonce supprimée."))
    return redirect("shell:dashboard")
