"""What the site hid by itself: its reasons, and a word to whoever will read it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from portal.moderation import links, sight
from portal.moderation.forms import WordForm
from portal.moderation.models import AutoHide
from portal.moderation.statement import auto_hide_statement
from portal.moderation.views.follow import secret
from portal.shell.routes import Policy, route


@route(Policy.PUBLIC, "GET", "POST")
def hidden(request: HttpRequest, token: str) -> HttpResponse:
    """At a secret address, without an account, as the letters of the moderators are."""
    found = links.hidden_of(token)
    if found is None:
        raise Http404
    waits = found.ended_at is None
    form = WordForm(
        request.POST if request.method == "POST" else None, initial={"text": found.said}
    )
    if waits and request.method == "POST" and form.is_valid():
        # One statement with its condition: somebody may be deciding at this moment.
        kept = AutoHide.objects.in_force().filter(pk=found.pk)
        if kept.update(said=form.cleaned_data["text"]):
            messages.success(request, _("C’est noté. La personne qui lira votre contenu le verra."))
        else:
            messages.warning(request, _("Une personne vient de décider\u00a0: voici la suite."))
        return secret(redirect(request.path))
    measure = getattr(found.case, "measure", None)
    decided = measure is not None and measure.decided_at is not None and not measure.is_dismissal
    context = {
        "hidden": found,
        "sight": sight.of_hidden(found).value if found.kept is False else "",
        "items": auto_hide_statement(found),
        "form": form if waits else None,
        "decision_url": links.decision_path(measure) if decided and measure else "",
    }
    return secret(render(request, "moderation/hidden.html", context))
