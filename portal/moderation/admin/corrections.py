from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from portal.audit import journal
from portal.audit.enums import Act
from portal.audit.trail import JournalledAdmin
from portal.moderation.models import Correction


@admin.register(Correction)
class CorrectionAdmin(JournalledAdmin):
    """What readers say is wrong in the reference pages: read, mend the page, settle."""

    list_display = ["page", "text", "sent_at", "settled_at"]
    list_filter = [("settled_at", admin.EmptyFieldListFilter)]
    search_fields = ["page", "text"]
    fields = ["on_the_site", "text", "source", "sent_at", "settled_at"]
    readonly_fields = ["on_the_site", "text", "source", "sent_at"]
    actions = ["settle"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.display(description=_("page"))
    def on_the_site(self, one: Correction) -> str:
        return format_html('<a href="{}">{}</a>', one.page, one.page)

    @admin.action(description=_("Marquer comme traitées"))
    def settle(self, request: HttpRequest, queryset: QuerySet[Correction]) -> Any:
        now = timezone.now()
        for one in queryset.filter(settled_at__isnull=True):
            one.settled_at = now
            one.save(update_fields=["settled_at"])
            journal.record(
                by=request.user,
                act=Act.CHANGED,
                about=one,
                named=one.page,
                before={"settled_at": None},
                after={"settled_at": now},
                now=now,
            )
