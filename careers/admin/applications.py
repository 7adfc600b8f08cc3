from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from careers.models import AnswerFigures, Application, OrganisationInvitation


class ReadOnlyAdmin(admin.ModelAdmin):
    """Looked at, never changed: every move belongs to the two sides."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Application)
class ApplicationAdmin(ReadOnlyAdmin):
    """States and dates. Neither a text nor what was joined: those are read through a report."""

    list_display = ["__str__", "title", "organisation_name", "state", "sent_at", "expires_at"]
    list_filter = ["state"]
    search_fields = ["title", "organisation_name"]
    fields = [
        "title", "organisation_name", "state", "reason", "counts", "drafted_at", "sent_at",
        "expires_at", "extended_at", "first_read_at", "studied_at", "answered_at", "closed_at",
        "reminders", "emptied_at",
    ]  # fmt: skip


@admin.register(AnswerFigures)
class AnswerFiguresAdmin(ReadOnlyAdmin):
    list_display = ["organisation", "received", "answered", "median_days", "counted_at"]
    search_fields = ["organisation__name"]
    list_select_related = ["organisation"]


@admin.register(OrganisationInvitation)
class OrganisationInvitationAdmin(ReadOnlyAdmin):
    """Who was asked where: the address stays between the organisation and its guest."""

    list_display = ["organisation", "role", "created_at", "expires_at", "accepted_at"]
    fields = ["organisation", "role", "created_at", "expires_at", "accepted_at", "revoked_at"]
    list_select_related = ["organisation"]
