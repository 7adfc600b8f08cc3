from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from portal.notifications.models import OutgoingMail


@admin.register(OutgoingMail)
class OutgoingMailAdmin(admin.ModelAdmin):
    """Which mails wait, left or were given up; never to whom, nor what they said."""

    list_display = ["pk", "created_at", "attempts", "sent_at", "abandoned_at"]
    list_filter = [
        ("sent_at", admin.EmptyFieldListFilter),
        ("abandoned_at", admin.EmptyFieldListFilter),
    ]
    fields = ["created_at", "attempts", "sent_at", "abandoned_at"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
