"""What this floor knows of a member, and what becomes of it (see portal/accounts/privacy.py)."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from careers import own_privacy
from careers.applications.privacy import POOL, RECORDS, without_a_host
from careers.listing import openings
from careers.models import (
    Internship,
    Organisation,
    OrganisationMember,
    RoleFollow,
    SavedSearch,
    SkillMark,
    TasteMark,
    ToldInternship,
    Usefulness,
    Verification,
)
from careers.placements import privacy as placement_privacy
from careers.team_actions import ensure_owner
from portal.accounts import privacy
from portal.accounts.privacy import Record, Row
from portal.search import index


def export_memberships(member: Any) -> list[Row]:
    found = member.memberships.select_related("organisation")
    return privacy.rows(found, "organisation", "role", "joined_at")


def export_organisations(member: Any) -> list[Row]:
    fields = (
        "name", "kind", "siret", "city", "departement", "website", "description", "vss_referent",
        "vss_trained_on", "vss_alert", "created_at",
    )  # fmt: skip
    return privacy.rows(member.organisations.all(), *fields)


def export_internships(member: Any) -> list[Row]:
    fields = (
        "title", "kind", "organisation", "role", "production_title", "production_title_hidden",
        "production_phase", "city", "departement", "remote", "starts_on", "ends_on",
        "weekly_hours", "presence_hours", "hourly_pay", "benefits", "places", "missions",
        "learning", "level", "has_agreement", "in_curriculum", "tutor_name", "tutor_role",
        "tutor_interns", "headcount",
        "interns_present", "first_on_post", "previous_starts_on", "previous_ends_on",
        "previous_weekly_hours", "previous_left_early", "team_complete", "team_complete_by",
        "vhss_contact", "accessibility", "apply_by", "how_to_apply", "state", "created_at",
        "submitted_at", "decided_at", "published_at",
    )  # fmt: skip
    found = member.internships.select_related("organisation", "role").order_by("pk")
    return privacy.rows(found, *fields)


def export_verifications(member: Any) -> list[Row]:
    found = member.verifications.select_related("organisation").order_by("pk")
    return privacy.rows(found, "organisation", "method", "passed", "ape", "note", "checked_at")


def export_usefulness(member: Any) -> list[Row]:
    return privacy.rows(member.usefulness.order_by("pk"), "key", "useful", "created_at")


def export_skill_marks(member: Any) -> list[Row]:
    found = member.skill_marks.select_related("skill").order_by("pk")
    return privacy.rows(found, "skill", "level", "updated_at")


def export_tastes(member: Any) -> list[Row]:
    return privacy.rows(member.taste_marks.select_related("taste").order_by("pk"), "taste")


def export_follows(member: Any) -> list[Row]:
    found = member.role_follows.select_related("role").order_by("pk")
    return privacy.rows(found, "role", "followed_at")


def export_searches(member: Any) -> list[Row]:
    found = SavedSearch.objects.of(member)
    return privacy.rows(found, "query", "rhythm", "created_at", "looked_at")


def export_told(member: Any) -> list[Row]:
    found = member.told_internships.select_related("internship").order_by("pk")
    return privacy.rows(found, "internship", "told_at")


def alone_in(member: Any) -> Any:
    """The organisations that nobody would be left to write for."""
    mine = Organisation.objects.of_member(member)
    others = OrganisationMember.objects.filter(organisation=OuterRef("pk")).exclude(user=member.pk)
    return mine.filter(~Exists(others))


def erase_organisations(member: Any, *, now: datetime) -> None:
    """Delete the organisations that the member leaves empty, with their listings.

    Nobody would answer a listing any more, nor take it down. What moderators decided stays, with
    the number of a listing that is no more.
    """
    # Internships before organisations, as everybody takes them: what waits is called off first.
    without_a_host(list(alone_in(member).values_list("pk", flat=True)), now=now)
    # The lock makes whoever joins at this moment wait, or be seen.
    left = alone_in(member).select_for_update()
    gone = [one.pk for one in left]
    organisations = Organisation.objects.filter(pk__in=gone)
    listings = Internship.objects.filter(organisation__in=gone)
    openings.remove(list(listings.values_list("pk", flat=True)))
    index.remove(Internship, listings.values_list("pk", flat=True))
    index.remove(Organisation, gone)
    for queryset in (listings, organisations):
        privacy.forget_in_admin_log(queryset)
        queryset.delete()
    for other in Organisation.objects.of_member(member).select_for_update().order_by("pk"):
        member.memberships.filter(organisation=other).delete()
        ensure_owner(organisation=other)


privacy.register(
    Record(
        model=Organisation,
        through=("members",),
        title=_("Structures"),
        holds=_("Les structures au nom desquelles vous écrivez."),
        export=export_organisations,
        erase=erase_organisations,
        fate=_("Si vous êtes seul·e à y écrire, la structure et ses annonces disparaissent."),
        kept=_("Sinon, la structure reste aux autres personnes qui écrivent pour elle."),
    ),
    Record(
        model=OrganisationMember,
        through=("user",),
        title=_("Votre place dans les structures"),
        holds=_("Pour qui vous écrivez, et depuis quand."),
        export=export_memberships,
        erase=privacy.WITH_ACCOUNT,
    ),
    Record(
        model=Verification,
        through=("checked_by",),
        title=_("Vérifications de structures"),
        holds=_("Les vérifications que vous avez demandées pour une structure, ou relues."),
        export=export_verifications,
        erase=privacy.UNLINKED,
        kept=_("La date et le résultat du contrôle, sans votre nom, avec la structure."),
    ),
    Record(
        model=Internship,
        through=("author",),
        title=_("Annonces de stage"),
        holds=_("Les annonces que vous avez écrites."),
        export=export_internships,
        erase=privacy.UNLINKED,
        kept=_("L’annonce reste à sa structure tant que d’autres personnes écrivent pour elle."),
    ),
    Record(
        model=Usefulness,
        through=("member",),
        title=_("Vos réponses à «\u00a0Utile\u202f?\u00a0»"),
        holds=_("Les textes que vous avez jugés utiles ou non, et quand."),
        export=export_usefulness,
        erase=privacy.WITH_ACCOUNT,
    ),
    Record(
        model=SkillMark,
        through=("member",),
        title=_("Compétences notées"),
        holds=_("Ce que vous avez dit savoir faire, et quand."),
        export=export_skill_marks,
        erase=privacy.WITH_ACCOUNT,
    ),
    Record(
        model=TasteMark,
        through=("member",),
        title=_("Goûts cochés"),
        holds=_("Les goûts que vous gardez pour choisir un métier."),
        export=export_tastes,
        erase=privacy.WITH_ACCOUNT,
    ),
    Record(
        model=RoleFollow,
        through=("member",),
        title=_("Métiers suivis"),
        holds=_("Les métiers que vous suivez, et depuis quand."),
        export=export_follows,
        erase=privacy.WITH_ACCOUNT,
    ),
    *RECORDS,
    *POOL,
    *own_privacy.RECORDS,
    Record(
        model=SavedSearch,
        through=("member",),
        title=_("Recherches gardées"),
        holds=_(
            "Les critères de vos recherches de stage, et à quel rythme vous en avez des nouvelles."
        ),
        export=export_searches,
        erase=privacy.WITH_ACCOUNT,
    ),
    Record(
        model=ToldInternship,
        through=("member",),
        title=_("Annonces signalées"),
        holds=_(
            "Les annonces dont une recherche gardée vous a déjà prévenu, pour ne pas le refaire. "
            "Oubliées soixante jours après leur date limite."
        ),
        export=export_told,
        erase=privacy.WITH_ACCOUNT,
    ),
    *placement_privacy.RECORDS,
)
