from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from portal.moderation import registry
from portal.moderation.forms import ReportForm
from portal.shell.routes import Policy, route


@route(Policy.PUBLIC, "GET", "POST")
def report(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Report something visible, with or without an account."""
    reportable = registry.get(key)
    if reportable is None:
        raise Http404
    target = get_object_or_404(reportable.visible_to(request.user), pk=pk)
    form = ReportForm(request.POST if request.method == "POST" else None)
    if request.user.is_authenticated:
        del form.fields["email"]
    if request.method == "POST" and form.is_valid():
        made = form.save(commit=False)
        made.content_type = ContentType.objects.get_for_model(target)
        made.object_id = target.pk
        if request.user.is_authenticated:
            made.reporter = request.user
        made.save()
        messages.success(
            request,
            _("Merci. Votre signalement n° %(number)s est arrivé à la modération.")
            % {"number": made.pk},
        )
        return redirect(target.get_absolute_url())
    return render(request, "moderation/report.html", {"form": form, "target": target})
