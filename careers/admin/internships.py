from django.contrib import admin

from careers.models import Internship
from portal.moderation.admin import PublicationAdmin


@admin.register(Internship)
class InternshipAdmin(PublicationAdmin):
    """The queue of listings; one opens as its readers will see it, with the decision beside."""

    preview_template = "careers/_internship_body.html"
    list_display = ["title", "organisation", "role", "city", "author", "state", "submitted_at"]
    list_filter = ["state", "role__department"]
    list_select_related = ["organisation", "role", "author"]
    search_fields = ["title", "organisation__name", "city"]

    def get_queryset(self, request):  # type: ignore[no-untyped-def]
        return super().get_queryset(request).select_related("organisation", "role__department", "author")
