"""What a member's page holds, and what becomes of it (see portal/accounts/privacy.py)."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from mentoring.models import DirectoryTerm, PortfolioItem, Profile
from mentoring.models.profile import PARTS
from portal.accounts import privacy
from portal.accounts.privacy import Record, Row
from portal.contact.models import ContactRequest, Thread
from portal.notifications.models import Notification
from portal.shell import languages


def export_profile(member: Any) -> list[Row]:
    fields = (
        "handle", "kind", "level", "headline", "about", "experience", "roles_held",
        "roles_wanted", "skills", "equipment", "city", "departement", "mobility", "lodging",
        "available_from", "available_until", "looking_for_line", "offers_line", "links", "email",
        "phone", "photo", "created_at", "updated_at", "hidden_at",
    )  # fmt: skip
    return [
        privacy.describe(page, *fields)
        | {str(label): chosen for label, chosen in page.chosen().items()}
        | {
            str(_("Visible\u00a0: %(part)s")) % {"part": label}: str(
                getattr(page, f"get_{part}_visibility_display")()
            )
            for part, (label, _default) in PARTS.items()
        }
        for page in Profile.objects.filter(user=member).with_page()
    ]


def export_portfolio(member: Any) -> list[Row]:
    fields = (
        "kind", "title", "my_role", "year", "alt", "file", "link", "visibility", "created_at",
        "hidden_at",
    )  # fmt: skip
    return privacy.rows(PortfolioItem.objects.written_by(member), *fields)


def erase_profile(member: Any, *, now: datetime) -> None:
    """Its portfolio and its terms go with it; the administration's log keeps no name.

    The page's address holds the name: it leaves what others keep.
    """
    page = Profile.objects.filter(user=member).first()
    if page is not None:
        address = languages.bare(page.get_absolute_url())
        Notification.objects.filter(url__startswith=address).update(url="")
        for kept in (ContactRequest, Thread):
            kept.objects.filter(about_url__startswith=address).update(about_label="", about_url="")
    for model, through in ((Profile, "user"), (PortfolioItem, "profile__user")):
        privacy.forget_in_admin_log(model.objects.filter(**{through: member}))
    Profile.objects.filter(user=member).delete()


RECORDS = [
    Record(
        model=Profile,
        through=("user",),
        title=_("Votre page"),
        holds=_("Ce que vous avez écrit de vous, votre photo, et qui voit quoi."),
        export=export_profile,
        files=lambda member: [page.photo for page in Profile.objects.filter(user=member)],
        erase=erase_profile,
        fate=_("Supprimée avec sa photo."),
    ),
    Record(
        model=PortfolioItem,
        through=("profile__user",),
        title=_("Portfolio"),
        holds=_("Vos images, vos PDF, vos liens, et votre rôle dans chacun."),
        export=export_portfolio,
        files=lambda member: [item.file for item in PortfolioItem.objects.written_by(member)],
        erase=privacy.WITH_ACCOUNT,
        fate=_("Supprimé avec ses fichiers."),
    ),
    Record(
        model=DirectoryTerm,
        through=("profile__user",),
        title=_("Annuaire"),
        holds=_(
            "Ce par quoi l’annuaire trouve votre page, tiré de ce qu’elle montre aux membres. "
            "Rien de plus qu’elle, donc rien à exporter."
        ),
        export=None,
        erase=privacy.WITH_ACCOUNT,
        fate=_("Supprimé avec la page."),
    ),
]
