from django.contrib import admin

from careers.models import Organisation, OrganisationMember
from portal.audit.trail import JournalledAdmin


class MemberInline(admin.TabularInline):
    model = OrganisationMember
    extra = 0
    raw_id_fields = ["user"]


@admin.register(Organisation)
class OrganisationAdmin(JournalledAdmin):
    list_display = ["name", "kind", "siret", "city", "departement", "created_at"]
    list_filter = ["kind"]
    search_fields = ["name", "siret", "city"]
    inlines = [MemberInline]
