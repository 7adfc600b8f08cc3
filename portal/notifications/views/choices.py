from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from portal.notifications import topics
from portal.notifications.forms import MailChoicesForm
from portal.notifications.models import MailChoice
from portal.shell import interrupted
from portal.shell.routes import Policy, route


@route(Policy.MEMBER, "GET", "POST")
def choices(request: HttpRequest) -> HttpResponse:
    """Choose, for each topic, how often it is written about by mail."""
    chosen = MailChoice.objects.of(request.user).rhythms()
    form = MailChoicesForm(interrupted.resume(request), initial=chosen)
    if request.method == "POST" and form.is_valid():
        MailChoice.objects.choose(request.user, form.cleaned_data)
        messages.success(request, _("Vos choix sont enregistrés."))
        return redirect("notifications:choices")
    context = {
        "form": form,
        "mandatory": [topic for topic in topics.all_topics() if topic.mandatory],
    }
    return render(request, "notifications/choices.html", context)
