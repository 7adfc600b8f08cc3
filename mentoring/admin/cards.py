from django.contrib import admin

from mentoring.admin.profiles import HideableAdmin
from mentoring.models import VisitingCard


@admin.register(VisitingCard)
class VisitingCardAdmin(HideableAdmin):
    """Cards that were reported; their address, which opens them, is not shown in a list."""

    list_display = ["owner", "met_at", "line", "created_at", "ends_on", "hidden_at"]
    list_filter = [("hidden_at", admin.EmptyFieldListFilter)]
    list_select_related = ["owner"]
    fields = ["owner", "met_at", "line", "shown", "ends_on", "revoked_at", "created_at"]
    show_full_result_count = False
