from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from portal.moderation import appeals, cases, decisions, registry
from portal.moderation.admin import desk_views
from portal.moderation.admin.forms import AppealAnswerForm
from portal.moderation.admin.reports import ReadOnlyAdmin
from portal.moderation.models import AlreadyDecided, Appeal
from portal.moderation.statement import statement


class WaitingFilter(admin.SimpleListFilter):
    """Those that wait, unless the others are asked for."""

    title = _("état")
    parameter_name = "etat"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("decides", _("décidés"))]

    def choices(self, changelist: Any) -> Any:
        first, *others = super().choices(changelist)
        yield {**first, "display": _("à décider")}
        yield from others

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(decided_at__isnull=self.value() != "decides")


@admin.register(Appeal)
class AppealAdmin(ReadOnlyAdmin):
    """The second readings: each by somebody who had no part in the decision."""

    list_display = ["received_at", "measure", "side", "decided_at", "upheld"]
    list_filter = [WaitingFilter]
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        found = Appeal.objects.readable_by(request.user).select_related("measure", "report")
        return found.order_by("pk")

    @admin.display(description=_("de"))
    def side(self, appeal: Appeal) -> str:
        return str(_("qui a signalé") if appeal.report_id else _("la personne concernée"))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The decision, what is said against it, and the answer."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        found = self.get_queryset(request).select_related(
            "measure__case", "measure__member", "measure__decided_by", "report", "decided_by"
        )
        appeal = found.filter(pk=desk_views.number(object_id)).first()
        if appeal is None:
            raise Http404
        user: Any = request.user
        case = appeal.measure.case
        if case.safety:
            cases.note_reading(case=case, by=user)
        may = Appeal.objects.decidable_by(user).waiting().filter(pk=appeal.pk).exists()
        form = AppealAnswerForm(
            request.POST if request.method == "POST" else None,
            reopens=appeal.report_id is not None,
        )
        if request.method == "POST" and form.is_valid():
            return self._answer(request, appeal, form)
        handle, target = decisions.handle_of(case), case.target
        shown = handle.shown(target) if handle.shown and target is not None else None
        preview, values = shown or ("", {})
        context = {
            **self.admin_site.each_context(request),
            **values,
            "title": str(appeal),
            "appeal": appeal,
            "case": case,
            "kind": registry.label(case.kind),
            "target": target,
            "preview_template": preview,
            "items": statement(appeal.measure),
            "form": form if may else None,
            "own": not may and appeal.decided_at is None,
        }
        return TemplateResponse(request, "admin/moderation/appeal.html", context)

    def _answer(self, request: HttpRequest, appeal: Appeal, form: AppealAnswerForm) -> HttpResponse:
        try:
            appeals.decide_appeal(
                appeal=appeal,
                by=request.user,
                upheld=form.cleaned_data["upheld"],
                answer=form.cleaned_data["answer"],
            )
        except AlreadyDecided:
            messages.warning(request, _("Ce recours a déjà reçu une réponse."))
        else:
            messages.success(request, _("Réponse envoyée."))
        return redirect("admin:moderation_appeal_changelist")
