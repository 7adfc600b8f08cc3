from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from mentoring.models import MentorOffer
from portal.moderation.admin import PublicationAdmin, StateFilter
from portal.moderation.models import Publication


@admin.register(MentorOffer)
class MentorOfferAdmin(PublicationAdmin):
    """The queue of offers to mentor; one opens as its readers will see it."""

    preview_template = "mentoring/_offer_body.html"
    list_display = ["mentor", "submitted_at", "welcomes_minors", "state"]
    list_filter = [StateFilter, "welcomes_minors"]
    search_fields = ["mentor__display_name"]
    # Each one is opened: whom young people are sent to is not approved by the dozen.
    actions: Sequence[Any] = []

    def get_queryset(self, request: HttpRequest) -> QuerySet[MentorOffer]:
        return super().get_queryset(request).select_related("mentor").prefetch_related("roles")

    def writer(self, target: MentorOffer) -> Any:
        return target.mentor

    def preview_context(self, target: Publication) -> dict[str, Any]:
        return {"offer": target}
