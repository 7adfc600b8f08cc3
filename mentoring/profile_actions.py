"""Writes of a member's page that touch several rows or files."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.forms import ModelForm
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from mentoring import directory
from mentoring.enums import Visibility
from mentoring.models import PortfolioItem, Profile, VisitingCard
from mentoring.models.portfolio import MAX_ITEMS
from mentoring.models.profile import RESERVED_HANDLES
from portal.accounts import limits
from portal.accounts.enums import Act
from portal.accounts.models import User
from portal.shell import addresses
from portal.uploads.cleanup import delete_after_commit

# Two people may take the same address at once: each try looks for a free one again.
TRIES = 5


def free_handle(name: str, attempt: int = 0) -> str:
    """An address made of the name that nobody has yet; another one at each attempt."""
    base = slugify(name)[:34].strip("-") or "membre"
    others = Profile.objects.filter(handle__startswith=base).values_list("handle", flat=True)
    return addresses.free(base, taken={*RESERVED_HANDLES, *others}, attempt=attempt)


def blank(user: Any) -> Profile:
    """A profile that is not saved yet, as it would begin; a minor's page is for their contacts."""
    return Profile(
        user=user,
        page_visibility=Visibility.CONTACTS if user.is_minor else Visibility.MEMBERS,
    )


def ensure(*, by: Any) -> Profile:
    """The member's profile, made now if it is missing."""
    for attempt in range(TRIES):
        found = Profile.objects.filter(user=by).first()
        if found:
            return found
        try:
            with transaction.atomic():
                profile = blank(by)
                profile.handle = free_handle(by.display_name, attempt)
                profile.save(force_insert=True)
        except IntegrityError:
            continue  # the other window was first, or somebody took that address
        return profile
    raise ValidationError(_("L’enregistrement n’a pas abouti. Réessayez dans un instant."))


@transaction.atomic
def save_profile(*, by: Any, form: ModelForm) -> Profile:
    """Save one part of the page, that part only: another window may be saving another one.

    Raises ValidationError on `handle` when somebody took that address meanwhile.
    """
    pk = ensure(by=by).pk
    # What is found in the directory follows from all the parts: one saving after the other.
    profile: Profile = Profile.objects.select_for_update().get(pk=pk)
    many = {field.name for field in Profile._meta.many_to_many}
    names = {name for name in form._meta.fields or [] if name in form.cleaned_data}
    for name in names - many:
        setattr(profile, name, form.cleaned_data[name])
    try:
        with transaction.atomic():
            profile.save(update_fields=[*(names - many), "updated_at"])
    except IntegrityError:
        if not Profile.objects.filter(handle=profile.handle).exclude(pk=pk).exists():
            raise
        raise ValidationError({"handle": _("Cette adresse est déjà prise.")}) from None
    for name in names & many:
        getattr(profile, name).set(form.cleaned_data[name])
    profile.user = by
    directory.refresh(profile)
    return profile


@transaction.atomic
def set_photo(*, by: Any, file: Any) -> Profile:
    """Put a cleaned photo in place of the last one, or nothing."""
    pk = ensure(by=by).pk
    profile: Profile = Profile.objects.select_for_update().get(pk=pk)
    delete_after_commit(profile.photo)
    profile.photo = file or ""
    profile.save(update_fields=["photo", "updated_at"])
    return profile


@transaction.atomic
def add_item(*, by: Any, item: PortfolioItem, key: UUID) -> PortfolioItem:
    """Put a piece at the end of the portfolio; the same form sent twice (`key`) gives one piece.

    Raises ValidationError when there is no room left, or enough for today.
    """
    pk = ensure(by=by).pk
    # The member's own row first, then the page: two windows share neither the day nor a place.
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    profile = Profile.objects.select_for_update().get(pk=pk)
    made: PortfolioItem | None = PortfolioItem.objects.filter(creation_key=key).first()
    if made and made.profile_id == profile.pk:
        return made
    count = profile.portfolio.count()
    if count >= MAX_ITEMS:
        raise ValidationError(
            _("Votre portfolio compte déjà %(n)s éléments\u00a0: retirez-en un d’abord.")
            % {"n": MAX_ITEMS}
        )
    limits.refuse_links(by=by, text=f"{item.title}\n{item.my_role}")
    limits.spend(by=by, act=Act.FILE)
    item.profile = profile
    item.position = count + 1
    # Somebody else's key was copied or guessed: it does not matter here.
    item.creation_key = uuid4() if made else key
    item.save(force_insert=True)
    return item


@transaction.atomic
def move_item(*, item: PortfolioItem, up: bool) -> bool:
    """Change places with the piece before or after; returns whether there was one."""
    Profile.objects.select_for_update().get(pk=item.profile_id)
    pieces = list(PortfolioItem.objects.filter(profile=item.profile_id).order_by("position"))
    here = next((n for n, one in enumerate(pieces) if one.pk == item.pk), None)
    there = None if here is None else here + (-1 if up else 1)
    if here is None or there is None or not 0 <= there < len(pieces):
        return False
    one, other = pieces[here], pieces[there]
    # No two pieces share a place, not even for an instant: 0 is the landing between.
    for piece, position in ((one, 0), (other, one.position), (one, other.position)):
        PortfolioItem.objects.filter(pk=piece.pk).update(position=position)
    return True


@transaction.atomic
def delete_item(*, item: PortfolioItem) -> None:
    """Take a piece out with its file, and close the gap."""
    Profile.objects.select_for_update().get(pk=item.profile_id)
    profile = item.profile_id
    delete_after_commit(item.file)
    item.delete()
    left = PortfolioItem.objects.filter(profile=profile).order_by("position")
    for position, (pk, old) in enumerate(left.values_list("pk", "position"), start=1):
        if old != position:
            PortfolioItem.objects.filter(pk=pk).update(position=position)


def hide(*, target: Profile | PortfolioItem | VisitingCard) -> dict[str, Any]:
    """Take a page, or a piece of one, from everybody's sight but its author's.

    Called by a moderators' decision, which tells the author; returns what `give_back` needs.
    """
    before = target.hidden_at.isoformat() if target.hidden_at else None
    target.hidden_at = target.hidden_at or timezone.now()
    target.save(update_fields=["hidden_at"])
    return {"hidden_at": before}


def give_back(*, target: Profile | PortfolioItem | VisitingCard, before: dict[str, Any]) -> None:
    """Undo `hide`."""
    then = before["hidden_at"]
    target.hidden_at = datetime.fromisoformat(then) if then else None
    target.save(update_fields=["hidden_at"])
