"""The minimal valid object of each kind; keyword-only, no surprise."""

import itertools
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import Group
from django.utils import timezone

from careers.models import Department, Internship, Organisation, OrganisationMember, Role
from portal.accounts.models import Consent, User
from portal.moderation import reference
from portal.moderation.actions import decide
from portal.moderation.enums import Outcome, Reason, State, Team

PASSWORD = "agrafe-pluie-cheval-9"
_number = itertools.count(1)


def make_user(*, email: str = "", **fields: Any) -> User:
    """A confirmed adult member who can sign in with PASSWORD."""
    fields.setdefault("display_name", "Une Personne")
    user = User.objects.create_user(
        email or f"membre{next(_number)}@example.org", PASSWORD, **fields
    )
    user.confirm_address()
    Consent.record_current(user)
    return user


def make_moderator(**fields: Any) -> User:
    team = Group.objects.filter(name=Team.MODERATOR).first()
    if team is None:
        reference.load()
        team = Group.objects.get(name=Team.MODERATOR)
    user = make_user(is_staff=True, **fields)
    user.groups.add(team)
    return user


def make_officer(**fields: Any) -> User:
    """Somebody of the safety team."""
    reference.load()
    user = make_user(is_staff=True, **fields)
    user.groups.add(Group.objects.get(name=Team.SAFETY))
    return user


def make_department(*, slug: str = "regie", label: str = "Régie") -> Department:
    department, _ = Department.objects.get_or_create(
        slug=slug, defaults={"label": label, "label_en": label}
    )
    return department


def make_role(*, slug: str = "", title: str = "Régisseur·euse", **fields: Any) -> Role:
    return Role.objects.create(
        **{
            "slug": slug or f"metier-{next(_number)}",
            "department": fields.pop("department", None) or make_department(),
            "level": "entry",
            "title": title,
            "title_masculine": "Régisseur",
            "title_feminine": "Régisseuse",
            "title_en": "Unit manager",
            "description": "Fait tenir le tournage debout.",
            "ai_exposure": "low",
            "agreement_match": "none",
            "confidence": "mixed",
            "checked_on": timezone.localdate(),
            **fields,
        }
    )


def make_organisation(*, owner: User | None = None, **fields: Any) -> Organisation:
    number = next(_number)
    organisation = Organisation.objects.create(
        **{
            "slug": f"structure-{number}",
            "name": f"Structure {number}",
            "kind": "film",
            "city": "Lyon",
            "departement": "69",
            **fields,
        }
    )
    if owner:
        OrganisationMember.objects.create(organisation=organisation, user=owner, role="owner")
    return organisation


def internship_values(**changes: Any) -> dict[str, Any]:
    """What a complete listing says, from a role to how to apply."""
    today = timezone.localdate()
    return {
        "title": "Stage régie, long métrage",
        "city": "Lyon",
        "departement": "69",
        "starts_on": today + timedelta(days=60),
        "ends_on": today + timedelta(days=120),
        "weekly_hours": Decimal(35),
        "hourly_pay": Decimal("4.50"),
        "missions": "Préparer les décors avec la régisseuse générale.",
        "learning": "Préparer un décor, lire un plan de travail.",
        "level": "tous",
        "has_agreement": True,
        "in_curriculum": True,
        "tutor_name": "Camille Martin",
        "tutor_role": "régisseuse générale",
        "apply_by": today + timedelta(days=30),
        "how_to_apply": "Écrire à stages@example.org.",
        **changes,
    }


def make_internship(
    *, author: User | None = None, state: State = State.APPROVED, **fields: Any
) -> Internship:
    """A complete listing brought to `state` the way people bring it there."""
    author = author or make_user()
    if fields.get("organisation"):
        # The law lets one person follow three interns: each listing of a house has its own.
        fields.setdefault("tutor_name", f"Camille Martin {next(_number)}")
    organisation = fields.pop("organisation", None) or make_organisation(owner=author)
    role = fields.pop("role", None) or make_role()
    internship: Internship = Internship.objects.create(
        organisation=organisation, author=author, role=role, **internship_values(**fields)
    )
    if state == State.DRAFT:
        return internship
    internship.submit()
    if state in {State.APPROVED, State.REJECTED}:
        approved = state == State.APPROVED
        decide(
            internship,
            by=make_moderator(),
            revision=internship.revision,
            outcome=Outcome.APPROVED if approved else Outcome.REJECTED,
            reason="" if approved else Reason.UNCLEAR,
        )
    elif state == State.WITHDRAWN:
        internship.withdraw()
    return internship


def form_data(form: Any) -> dict[str, str]:
    """What a browser would send back for an unbound or bound form."""
    data = {}
    for field in form:
        value = field.value()
        if value is not None and value is not False:
            data[field.html_name] = str(value)
    return data
