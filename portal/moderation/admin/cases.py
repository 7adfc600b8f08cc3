from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from portal.moderation import cases
from portal.moderation.admin import bulk, desk_views
from portal.moderation.admin.case_page import CasePage
from portal.moderation.admin.reports import ReadOnlyAdmin
from portal.moderation.models import Case


@admin.register(Case)
class CaseAdmin(ReadOnlyAdmin):
    """The queue, and one screen a case; neither is one of Django's own pages."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        user: Any = request.user
        return user.has_perm("moderation.view_case")

    def get_urls(self) -> list[Any]:
        def own(view: Any) -> Any:
            return self.admin_site.admin_view(view)

        return [
            path("lot/", own(self.bulk_view), name="moderation_case_bulk"),
            path("vues/", own(self.views_view), name="moderation_case_views"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        self._check(request)
        context = self.admin_site.each_context(request) | desk_views.queue_context(request)
        return TemplateResponse(request, "admin/moderation/queue.html", context)

    def bulk_view(self, request: HttpRequest) -> HttpResponse:
        self._check(request)
        return bulk.answer(request, self.admin_site.each_context(request))

    def views_view(self, request: HttpRequest) -> HttpResponse:
        self._check(request)
        return desk_views.change_views(request)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Read a case, and decide on it. Reading a safety case is written down first."""
        self._check(request)
        user: Any = request.user
        case = cases.mine(user, desk_views.number(object_id))
        if case is None:
            raise Http404
        if case.safety:
            cases.note_reading(case=case, by=user)
        # A proposal waits for somebody else: its author, who looks at it again, keeps nobody out.
        if case.closed_at is None and not hasattr(case, "measure"):
            cases.hold(case=case, by=user, takeover=request.POST.get("geste") == "reprendre")
        return CasePage(request, case, self.admin_site.each_context(request)).answer()

    def _check(self, request: HttpRequest) -> None:
        if not self.has_view_permission(request):
            raise PermissionDenied


@admin.action(description=_("Ouvrir un dossier"), permissions=["decide"])
def open_cases(self: Any, request: HttpRequest, queryset: Any) -> HttpResponse:
    """An action for the lists of the floors: start from what was found without a report."""
    opened = [cases.open_case(target=target, by=request.user) for target in queryset[:20]]
    readable = Case.objects.readable_by(request.user).filter(pk__in=[one.pk for one in opened])
    first = readable.order_by("pk").first()
    if first is None:
        messages.warning(request, _("Aucun dossier à ouvrir ici."))
        return desk_views.to_queue()
    return desk_views.to_case(first)
