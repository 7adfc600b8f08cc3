from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Consent, User
from portal.audit.trail import JournalledAdmin

# A member's addresses, second factors and sessions are theirs: nobody edits them from here.
for private in (EmailAddress, Authenticator, UserSession):
    admin.site.unregister(private)
admin.site.unregister(Group)

RIGHTS = {
    "add": _("ajouter"), "change": _("modifier"), "delete": _("supprimer"), "view": _("voir"),
}  # fmt: skip


class RightsField(forms.ModelMultipleChoiceField):
    """Django writes the names of rights in English, in the database."""

    def label_from_instance(self, obj: Any) -> str:
        what = RIGHTS.get(obj.codename.partition("_")[0])
        return f"{obj.content_type}\u00a0: {what}" if what else str(obj)


@admin.register(Group)
class TeamAdmin(JournalledAdmin, GroupAdmin):
    """The teams. They come with the code: without them nobody could review."""

    def formfield_for_manytomany(self, db_field: Any, request: Any = None, **kwargs: Any) -> Any:
        if db_field.name == "permissions":
            kwargs["form_class"] = RightsField
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ConsentInline(admin.TabularInline):
    model = Consent
    extra = 0
    can_delete = False
    readonly_fields = ["document", "version", "accepted_at"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(User)
class UserAdmin(JournalledAdmin):
    """Members. Passwords are not set here: the person resets their own."""

    list_display = ["email", "display_name", "age_band", "is_active", "is_staff", "date_joined"]
    list_filter = ["is_active", "is_staff", "age_band", "groups"]
    search_fields = ["email", "display_name"]
    readonly_fields = ["email", "date_joined", "last_login"]
    filter_horizontal = ["groups"]
    fieldsets = [
        (None, {"fields": ["email", "display_name", "language", "age_band"]}),
        (_("Droits"), {"fields": ["is_active", "is_staff", "is_superuser", "groups"]}),
        (_("Dates"), {"fields": ["date_joined", "last_login"]}),
    ]
    inlines = [ConsentInline]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A member is erased by `erase_member`, which knows all there is to erase."""
        return False
