"""The four steps after signing up. Each saves on its own, each can be passed."""

import dataclasses
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring import profile_actions as actions
from mentoring.forms.profile import LastStepForm, PartForm, PlaceForm, SkillsForm, WhoForm
from mentoring.models import Profile
from mentoring.views.profile import own_profile
from portal.shell import interrupted
from portal.shell.routes import Policy, route


@dataclasses.dataclass(frozen=True, slots=True)
class Step:
    short: Any
    title: Any
    scene: Any
    form: type[PartForm]


STEPS = (
    Step(
        gettext_lazy("Vous"),
        gettext_lazy("Qui êtes-vous, et vers quel métier\u202f?"),
        gettext_lazy("Int. loge — matin"),
        WhoForm,
    ),
    Step(
        gettext_lazy("Savoir-faire"),
        gettext_lazy("Que savez-vous déjà faire\u202f?"),
        gettext_lazy("Int. atelier — jour"),
        SkillsForm,
    ),
    Step(
        gettext_lazy("Où et quand"),
        gettext_lazy("Où vous trouver, et quand\u202f?"),
        gettext_lazy("Ext. repérages — jour"),
        PlaceForm,
    ),
    Step(
        gettext_lazy("Échanges"),
        gettext_lazy("Que cherchez-vous, que proposez-vous\u202f?"),
        gettext_lazy("Int. cantine — midi"),
        LastStepForm,
    ),
)


def _says_something(profile: Profile, form: type[PartForm]) -> bool:
    """Whether one has written anything in a step: a step that was passed is not done."""
    if profile._state.adding:
        return False
    fields = [profile._meta.get_field(name) for name in form._meta.fields or []]
    return any(
        getattr(profile, field.name).exists()
        if field.many_to_many
        else getattr(profile, field.name) != field.get_default()  # type: ignore[union-attr]
        for field in fields
    )


def _after(step: int) -> str:
    if step < len(STEPS):
        return reverse("mentoring:welcome", args=[step + 1])
    return reverse("mentoring:welcome_end")


@route(Policy.OWNER, "GET", "POST")
def welcome(request: HttpRequest, step: int) -> HttpResponse:
    """One step of the welcome; what is saved shows on the page at once."""
    if not 1 <= step <= len(STEPS):
        raise Http404
    current = STEPS[step - 1]
    instance = own_profile(request.user) or actions.blank(request.user)
    form = current.form(interrupted.resume(request), instance=instance, member=request.user)
    if request.method == "POST" and form.is_valid():
        actions.save_profile(by=request.user, form=form)
        return redirect(_after(step))
    context = {
        "step": current,
        "number": step,
        "count": len(STEPS),
        "stages": [
            {
                "label": one.short,
                "url": reverse("mentoring:welcome", args=[n]),
                "state": "current"
                if n == step
                else "done"
                if _says_something(instance, one.form)
                else "todo",
            }
            for n, one in enumerate(STEPS, start=1)
        ],
        "form": form,
        "next_url": _after(step),
    }
    return render(request, "mentoring/welcome.html", context)


@route(Policy.OWNER)
def welcome_end(request: HttpRequest) -> HttpResponse:
    """To one's page, which now says what to add next; nothing was said, so nothing was made."""
    user: Any = request.user
    profile = Profile.objects.filter(user=user).first()
    if profile is None:
        messages.info(request, _("Votre page attendra. Vous la commencerez quand vous voudrez."))
        return redirect("shell:dashboard")
    messages.success(request, _("Voilà votre page. Elle se complète quand vous voulez."))
    return redirect(profile)
