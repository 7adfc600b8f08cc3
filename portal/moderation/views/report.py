from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from portal.moderation import registry, reports
from portal.shell.routes import Policy, route


@route(Policy.PUBLIC, "GET", "POST")
def report(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Report something visible, with or without an account; ten an hour from one address."""
    reportable = registry.get(key)
    if reportable is None:
        raise Http404
    target = get_object_or_404(reportable.visible_to(request.user), pk=pk)
    form = reports.form_for(request)
    if request.method == "POST" and form.is_valid():
        return reports.take(request, form, target=target, kind=key)
    return render(
        request, "moderation/report.html", {"form": form, "target": target, "note": reportable.note}
    )
