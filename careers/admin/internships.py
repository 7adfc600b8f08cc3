import dataclasses
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from careers.legality import Report, scams, shown
from careers.legality.of_internship import offer_of
from careers.models import Internship
from careers.posting import report_on
from portal.moderation.admin import PublicationAdmin, StateFilter
from portal.moderation.enums import Reason


def answers(report: Report) -> dict[str, str]:
    """What became of each rule, whatever the sentence."""
    return {finding.rule: finding.state for finding in report.findings}


@admin.register(Internship)
class InternshipAdmin(PublicationAdmin):
    """The queue of listings; one opens as its readers will see it, with the decision beside."""

    reasons = Reason.of_listings()
    preview_template = "careers/_internship_desk.html"
    list_display = ["title", "organisation", "author", "submitted_at", "state"]
    list_filter = [StateFilter, "role__department"]
    search_fields = ["title", "organisation__name", "city"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Internship]:
        related = "organisation", "role__department", "author"
        return super().get_queryset(request).select_related(*related)

    def behind(self, target: Internship) -> str:
        host = target.organisation
        return f"{host.name}, SIRET {host.siret or _('non renseigné')}"

    def preview_context(self, target: Any) -> dict[str, Any]:
        report = report_on(target)
        kept = shown.kept(target)
        return {
            "internship": target,
            "report": report,
            "signals": [
                dataclasses.replace(one, label=_(one.label))
                for one in scams.signals(offer_of(target))
            ],
            # What its author was told when it was sent, if the answer has changed since.
            "kept_report": kept if kept and answers(kept) != answers(report) else None,
        }
