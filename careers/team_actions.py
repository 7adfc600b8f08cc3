"""Who writes for an organisation: invitations, roles, goodbyes.

Each takes the organisation's row first, so that of two owners who remove each other, one stays.
"""

from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from careers import team_notices as notices
from careers.applications.moves import Refused
from careers.enums import MemberRole
from careers.models import Application, Organisation, OrganisationInvitation, OrganisationMember
from careers.models.invitation import INVITATION_DAYS, MOST_INVITATIONS
from portal.accounts.models.user import present

SALT = "careers.invitation"
MOST_MEMBERS = 50


def _hold(organisation: Organisation) -> Organisation:
    rows = Organisation.objects.select_for_update(no_key=True)
    found: Organisation = rows.get(pk=organisation.pk)
    return found


def is_owner(organisation: Organisation, user: Any) -> bool:
    return organisation.memberships.filter(user=user.pk, role=MemberRole.OWNER).exists()


def _only_owners(organisation: Organisation, by: Any) -> None:
    if not is_owner(organisation, by):
        raise Refused(_("Seule une personne responsable de la structure peut faire cela."))


def token_of(invitation: OrganisationInvitation) -> str:
    """What the link of the mail carries: signed, and good as long as the invitation is."""
    return signing.dumps(invitation.pk, salt=SALT)


def read_token(text: str) -> OrganisationInvitation | None:
    """The invitation of a link we gave out, whatever became of it; None for any other."""
    try:
        number = signing.loads(text, salt=SALT, max_age=timedelta(days=INVITATION_DAYS + 1))
    except signing.BadSignature:
        return None
    rows = OrganisationInvitation.objects.select_related("organisation", "invited_by")
    found: OrganisationInvitation | None = rows.filter(pk=number).first()
    return found


@transaction.atomic
def invite(
    *,
    organisation: Organisation,
    by: Any,
    email: str,
    role: str = MemberRole.MEMBER,
    language: str = "fr",
    now: datetime | None = None,
) -> OrganisationInvitation:
    """Send an address a link that lets whoever has confirmed it write for the organisation.

    A second invitation of the same address replaces the first. Says nothing of whether the
    address has an account. Raises Refused, or ValidationError on `email`.
    """
    now = now or timezone.now()
    held = _hold(organisation)
    _only_owners(held, by)
    if role not in MemberRole.values:
        raise ValidationError({"role": _("Ce rôle n’existe pas.")})
    email = email.strip().lower()
    if held.memberships.filter(user__email=email).exists():
        raise ValidationError({"email": _("Cette personne écrit déjà pour la structure.")})
    held.invitations.filter(email=email, accepted_at__isnull=True, revoked_at__isnull=True).update(
        revoked_at=now
    )
    if held.invitations.pending(now=now).count() >= MOST_INVITATIONS:
        raise Refused(_("Vingt invitations attendent déjà. Annulez-en une, ou laissez-les venir."))
    if held.memberships.count() >= MOST_MEMBERS:
        raise Refused(_("Cinquante personnes écrivent déjà pour cette structure."))
    made = OrganisationInvitation.objects.create(
        organisation=held,
        email=email,
        role=role,
        invited_by=by,
        created_at=now,
        expires_at=now + timedelta(days=INVITATION_DAYS),
    )
    notices.send_invitation(made, token=token_of(made), language=language)
    return made


@transaction.atomic
def revoke(*, invitation: OrganisationInvitation, by: Any, now: datetime | None = None) -> None:
    """Take an invitation back; its link opens nothing any more."""
    held = _hold(invitation.organisation)
    _only_owners(held, by)
    held.invitations.pending().filter(pk=invitation.pk).update(revoked_at=now or timezone.now())


def may_accept(invitation: OrganisationInvitation, user: Any) -> bool:
    """Whether this member has confirmed the address that was invited."""
    return EmailAddress.objects.filter(
        user=user.pk, email__iexact=invitation.email, verified=True
    ).exists()


@transaction.atomic
def accept_invitation(
    *, invitation: OrganisationInvitation, by: Any, now: datetime | None = None
) -> OrganisationMember:
    """Join. Twice is the same as once. Raises Refused with the reason."""
    now = now or timezone.now()
    held = _hold(invitation.organisation)
    mine = held.memberships.filter(user=by.pk).first()
    if mine is not None:
        held.invitations.pending(now=now).filter(pk=invitation.pk).update(accepted_at=now)
        return mine
    if by.is_minor:
        raise Refused(_("Écrire pour une structure s’adresse aux personnes majeures."))
    if not by.is_present:
        raise Refused(_("Vous avez demandé à partir\u00a0: gardez votre compte pour accepter."))
    if not may_accept(invitation, by):
        raise Refused(_("Cette invitation est adressée à une autre adresse que les vôtres."))
    taken = held.invitations.pending(now=now).filter(pk=invitation.pk).update(accepted_at=now)
    if not taken:
        raise Refused(_("Cette invitation n’est plus valable\u00a0: demandez-en une autre."))
    joined = OrganisationMember.objects.create(
        organisation=held, user=by, role=invitation.role, joined_at=now
    )
    notices.tell_joined(held, by=by, invited_by=invitation.invited_by)
    return joined


def _would_orphan(held: Organisation, member: OrganisationMember) -> bool:
    """Whether nobody would answer for the organisation without this owner."""
    if member.role != MemberRole.OWNER:
        return False
    others = held.memberships.filter(role=MemberRole.OWNER).exclude(pk=member.pk)
    return not others.filter(present("user")).exists()


@transaction.atomic
def change_role(
    *, organisation: Organisation, by: Any, member: int, role: str
) -> OrganisationMember:
    """Make somebody responsible, or a colleague. The last one responsible stays so."""
    held = _hold(organisation)
    _only_owners(held, by)
    if role not in MemberRole.values:
        raise Refused(_("Ce rôle n’existe pas."))
    found = held.memberships.select_related("user").filter(user=member).first()
    if found is None:
        raise Refused(_("Cette personne n’écrit pas pour votre structure."))
    if role != MemberRole.OWNER and _would_orphan(held, found):
        raise Refused(_("Il faut une personne responsable\u00a0: nommez-en d’abord une autre."))
    if found.role != role:
        found.role = role
        found.save(update_fields=["role"])
        notices.tell_role(held, to=found.user, by=by, owner=role == MemberRole.OWNER)
    return found


@transaction.atomic
def remove(*, organisation: Organisation, by: Any, member: int) -> bool:
    """Take somebody off, or leave oneself; what they followed goes back to everybody.

    Returns whether they were there. Raises Refused for the last one responsible.
    """
    held = _hold(organisation)
    if member != by.pk:
        _only_owners(held, by)
    found = held.memberships.select_related("user").filter(user=member).first()
    if found is None:
        return False
    if _would_orphan(held, found):
        raise Refused(_("Il faut une personne responsable\u00a0: nommez-en d’abord une autre."))
    found.delete()
    Application.objects.filter(organisation=held, assigned_to=member).update(assigned_to=None)
    if member != by.pk:
        notices.tell_removed(held, to=found.user, by=by)
    return True


def ensure_owner(*, organisation: Organisation) -> None:
    """Whoever has written for it the longest answers for it, when nobody does any more."""
    if organisation.memberships.filter(role=MemberRole.OWNER).exists():
        return
    eldest = organisation.memberships.filter(present("user")).order_by("joined_at", "pk")
    first = eldest.select_related("user").first()
    if first is not None:
        first.role = MemberRole.OWNER
        first.save(update_fields=["role"])
        notices.tell_role(organisation, to=first.user, by=None, owner=True)
