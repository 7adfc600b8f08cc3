from django.contrib import admin

from careers.admin.applications import ReadOnlyAdmin
from careers.models import Placement


@admin.register(Placement)
class PlacementAdmin(ReadOnlyAdmin):
    """Terms and dates. What the two sides wrote is read through a report."""

    list_display = ["__str__", "title", "organisation_name", "kind", "starts_on", "ends_on"]
    list_filter = ["kind"]
    search_fields = ["title", "organisation_name"]
    fields = [
        "title", "organisation_name", "role_name", "kind", "city", "starts_on", "ends_on",
        "weekly_hours", "hourly_pay", "began_at", "reminded_at",
    ]  # fmt: skip
