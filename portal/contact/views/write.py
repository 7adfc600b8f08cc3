"""The one message by which a member asks another one for a contact."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts import trust
from portal.accounts.faces import faces
from portal.accounts.leaving import for_those_who_stay
from portal.accounts.models import User
from portal.contact import actions, notices, rules
from portal.contact.forms import RequestForm
from portal.contact.models import ContactRequest
from portal.shell import interrupted
from portal.shell.routes import Policy, route


def _send(request: HttpRequest, form: RequestForm, to: User) -> HttpResponse | None:
    """Send, and show where it led; None when the page is to be shown again with its errors."""
    data = form.cleaned_data
    try:
        made = actions.send(
            by=request.user, to=to, purpose=data["purpose"], text=data["text"], key=form.key()
        )
    except actions.Unreachable as absent:
        raise Http404 from absent
    except actions.AlreadyTalking as talking:
        # What was typed is put into the conversation's own form by nobody: it would be lost.
        form.add_error(None, talking)
        return None
    except actions.AlreadyAsked as asked:
        messages.info(request, asked.message)
        return redirect("contact:request", pk=asked.request.pk)
    except actions.LimitReached as limit:
        form.add_error(None, limit)
        return None
    except ValidationError as wrong:
        form.add_error("text", wrong)
        return None
    messages.success(
        request,
        _("Demande envoyée. La réponse est attendue avant le %(day)s.")
        % {"day": notices.day(made.expires_at)},
    )
    return redirect("contact:request", pk=made.pk)


@route(Policy.MEMBER, "GET", "POST")
@for_those_who_stay
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """Write to somebody whose page one may open. Whoever may not be written to is not there."""
    user: Any = request.user
    to = get_object_or_404(User.objects.present(), pk=pk)
    if not rules.may_write_first(user, to):
        raise Http404
    form = RequestForm(interrupted.resume(request))
    if request.method == "POST" and form.is_valid():
        answer = _send(request, form, to)
        if answer:
            return answer
    allowed = rules.allowance(user)
    waiting = ContactRequest.objects.open().filter(sender=user, recipient=to)
    context = {
        "form": form,
        "to": to,
        "face": faces([to], user)[to.pk],
        "allowance": allowed,
        "young": trust.level(allowed.facts, now=timezone.now()) == trust.Level.NEW,
        "enough": "" if form.is_bound else actions.excess(user, allowed=allowed),
        "thread": rules.open_thread_between(user, to),
        "waiting": waiting.order_by("pk"),
    }
    return render(request, "contact/write.html", context)
