from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from events.models import Meetup
from portal.moderation.admin import PublicationAdmin, StateFilter
from portal.moderation.models import Publication


@admin.register(Meetup)
class MeetupAdmin(PublicationAdmin):
    """The queue of meetups; one opens as its readers will see it, with the decision beside."""

    preview_template = "events/_meetup_preview.html"
    list_display = ["title", "author", "city", "starts_at", "submitted_at", "state"]
    list_filter = [StateFilter, "format", "minors_welcome"]
    search_fields = ["title", "city"]
    # Each one is opened: where people are sent to is not approved by the dozen.
    actions: list[Any] = []

    def get_queryset(self, request: HttpRequest) -> QuerySet[Meetup]:
        return super().get_queryset(request).select_related("festival", "author")

    def preview_context(self, target: Publication) -> dict[str, Any]:
        return {"meetup": target}
