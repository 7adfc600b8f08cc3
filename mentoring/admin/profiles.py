from typing import Any

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest

from mentoring.enums import Visibility
from mentoring.models import PortfolioItem, Profile
from portal.accounts.enums import AgeBand
from portal.moderation.admin.cases import open_cases
from portal.moderation.models import Report


class HideableAdmin(admin.ModelAdmin):
    """What a member shows, to be read here; what is wrong with it is decided in a case.

    A moderator finds what any member may read; what is for fewer people, only once it has been
    reported, or hidden.
    """

    actions = [open_cases]
    shown_to_members = Q()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        kind = ContentType.objects.get_for_model(self.model)
        reported = Report.objects.filter(content_type=kind, object_id=OuterRef("pk"))
        found = Q(hidden_at__isnull=False) | Exists(reported) | self.shown_to_members
        return super().get_queryset(request).filter(found)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_decide_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_moderator)  # type: ignore[union-attr]


@admin.register(Profile)
class ProfileAdmin(HideableAdmin):
    shown_to_members = Q(
        page_visibility__in=Visibility.shown_to_members(), user__age_band=AgeBand.ADULT
    )
    list_display = ["user", "handle", "kind", "created_at", "hidden_at"]
    list_filter = [("hidden_at", admin.EmptyFieldListFilter), "kind"]
    list_select_related = ["user"]
    search_fields = ["handle", "user__display_name"]
    show_full_result_count = False
    # What every page shows. Addresses and places may be for contacts alone.
    fields = [
        "user", "handle", "kind", "level", "headline", "about", "experience", "looking_for_line",
        "offers_line", "page_visibility", "created_at", "hidden_at",
    ]  # fmt: skip


@admin.register(PortfolioItem)
class PortfolioItemAdmin(HideableAdmin):
    shown_to_members = Q(
        visibility__in=Visibility.shown_to_members(),
        profile__page_visibility__in=Visibility.shown_to_members(),
        profile__user__age_band=AgeBand.ADULT,
    )
    list_display = ["title", "profile", "kind", "created_at", "hidden_at"]
    list_filter = [("hidden_at", admin.EmptyFieldListFilter), "kind"]
    list_select_related = ["profile__user"]
    # The file is read on the page, behind its check.
    exclude = ["file"]
    show_full_result_count = False
