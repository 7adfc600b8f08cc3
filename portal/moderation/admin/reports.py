from datetime import datetime
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.moderation import cases
from portal.moderation.models import Decision, Report
from portal.moderation.models.case import readable
from portal.shell.admin_lists import CappedPaginator


class ReadOnlyAdmin(admin.ModelAdmin):
    """What is kept as it was: nothing is added, changed or deleted here."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Report)
class ReportAdmin(ReadOnlyAdmin):
    """Reports received: what was said stays as it was; it is decided in its case.

    The private texts joined to one are on a page of their own, and opening it is written down.
    """

    list_display = ["created_at", "reason", "case", "handled_at"]
    list_select_related = ["case"]
    show_full_result_count = False
    paginator = CappedPaginator
    ordering = ["-pk"]
    list_filter = ["reason", ("handled_at", admin.EmptyFieldListFilter)]
    fields = [
        "reason", "case", "text", "joined", "reporter", "name", "email", "created_at", "outcome",
        "handled_at",
    ]  # fmt: skip
    readonly_fields = ["joined"]
    change_form_template = "admin/moderation/report.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        found = super().get_queryset(request).defer("evidence")
        return found.filter(readable(request.user, "case"))

    @admin.display(description=_("textes joints"))
    def joined(self, report: Report) -> str:
        """How many there are, never what they say."""
        if not report.evidence:
            return str(_("aucun"))
        return str(_("%(n)s, à ouvrir ci-dessous")) % {"n": len(report.evidence)}

    def get_urls(self) -> list[Any]:
        opening = path(
            "<int:pk>/textes/",
            self.admin_site.admin_view(self.evidence_view),
            name="moderation_report_evidence",
        )
        return [opening, *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The report; of a safety case, reading it is written down as reading the case is."""
        report = self.get_object(request, unquote(object_id))
        if report is not None and self.has_view_permission(request, report) and report.case.safety:
            cases.note_reading(case=report.case, by=request.user)
        return super().change_view(request, object_id, form_url, extra_context)

    def evidence_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the joined texts to a moderator, by a POST that writes down who read them."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        report = get_object_or_404(self.get_queryset(request).select_related("case"), pk=pk)
        if request.method != "POST" or not report.evidence:
            return redirect("admin:moderation_report_change", pk)
        cases.note_evidence_reading(report=report, by=request.user)
        authors = User.objects.in_bulk([one["author"] for one in report.evidence if one["author"]])
        excerpts = [
            {
                **one,
                "at": datetime.fromisoformat(one["at"]),
                "author": authors.get(one["author"]),
                "by_reporter": one["author"] is not None and one["author"] == report.reporter_id,
            }
            for one in report.evidence
        ]
        context = {
            **self.admin_site.each_context(request),
            "title": _("Textes joints au signalement"),
            "opts": self.opts,
            "report": report,
            "excerpts": excerpts,
            "readings": report.readings.select_related("reader"),
        }
        return TemplateResponse(request, "admin/moderation/evidence.html", context)


@admin.register(Decision)
class DecisionAdmin(ReadOnlyAdmin):
    """The decisions taken, to be read only."""

    list_display = ["decided_at", "outcome", "target", "reason", "decided_by"]
    list_filter = ["outcome", "reason"]
    list_select_related = ["decided_by"]
    exclude = ["content_type", "object_id"]
    readonly_fields = ["target"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("target")
