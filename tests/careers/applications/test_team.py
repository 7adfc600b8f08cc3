"""Who writes for an organisation: invitations, roles, goodbyes."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from careers import team_actions
from careers.applications import tick as application_tick
from careers.applications.moves import Refused
from careers.models import Organisation, OrganisationInvitation
from portal.accounts import actions as accounts
from tests.careers.applications.factories import make_application
from tests.factories import make_organisation, make_user

pytestmark = pytest.mark.django_db
ADDRESS = "collegue@example.org"


def team_of(owner: Any) -> Organisation:
    return make_organisation(owner=owner)


def join(organisation: Organisation, **fields: Any) -> Any:
    user = make_user(**fields)
    organisation.memberships.create(user=user)
    return user


def roles(organisation: Organisation) -> list[str]:
    return sorted(organisation.memberships.values_list("role", flat=True))


def test_invited_colleague_joins_and_answers() -> None:
    owner = make_user()
    organisation = team_of(owner)
    browser = Client()
    browser.force_login(owner)
    mail.outbox.clear()
    browser.post(
        reverse("careers:team_invite", args=[organisation.slug]),
        {"email": ADDRESS.upper(), "role": "member"},
    )
    [letter] = mail.outbox
    assert letter.to == [ADDRESS]
    found = re.search(r"https?://[^/\s]+(/invitations/\S+/)", str(letter.body))
    assert found
    link = found[1]
    assert Client().get(link).status_code == 200

    colleague = make_user(email=ADDRESS)
    guest = Client()
    guest.force_login(colleague)
    assert guest.get(link).context["fits"]
    assert organisation.memberships.count() == 1
    for _twice in range(2):
        answer = guest.post(link)
        assert answer["Location"] == reverse("careers:board", args=[organisation.slug])
    assert roles(organisation) == ["member", "owner"]


def test_a_leaked_link_lets_nobody_else_in() -> None:
    owner = make_user()
    organisation = team_of(owner)
    made = team_actions.invite(organisation=organisation, by=owner, email=ADDRESS)
    link = reverse("careers:invitation", args=[team_actions.token_of(made)])
    thief = Client()
    thief.force_login(make_user())
    assert not thief.get(link).context["fits"]
    page = thief.post(link)
    assert "une autre adresse" in page.content.decode()
    assert Client().post(link).status_code in {200, 302}
    assert organisation.memberships.count() == 1
    assert Client().get(reverse("careers:invitation", args=["x"])).status_code == 404


def test_an_invitation_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    owner, colleague = make_user(), make_user(email=ADDRESS)
    organisation = team_of(owner)
    first = team_actions.invite(organisation=organisation, by=owner, email=ADDRESS)
    second = team_actions.invite(organisation=organisation, by=owner, email=ADDRESS)
    with pytest.raises(Refused, match="plus valable"):
        team_actions.accept_invitation(invitation=first, by=colleague)
    late = timezone.now() + timedelta(days=15)
    with pytest.raises(Refused, match="plus valable"):
        team_actions.accept_invitation(invitation=second, by=colleague, now=late)
    team_actions.revoke(invitation=second, by=owner)
    link = reverse("careers:invitation", args=[team_actions.token_of(second)])
    assert Client().get(link).status_code == 410


@pytest.mark.parametrize("values", [{"age_band": "15-17"}, {"leaving_since": timezone.now()}])
def test_neither_a_minor_nor_somebody_who_leaves(values: dict[str, Any]) -> None:
    owner = make_user()
    organisation = team_of(owner)
    made = team_actions.invite(organisation=organisation, by=owner, email=ADDRESS)
    with pytest.raises(Refused):
        team_actions.accept_invitation(invitation=made, by=make_user(email=ADDRESS, **values))


def test_only_owners_invite_and_remove() -> None:
    owner = make_user()
    organisation = team_of(owner)
    colleague, other = join(organisation), join(organisation)
    for act in (
        lambda: team_actions.invite(organisation=organisation, by=colleague, email=ADDRESS),
        lambda: team_actions.remove(organisation=organisation, by=colleague, member=other.pk),
        lambda: team_actions.change_role(
            organisation=organisation, by=colleague, member=colleague.pk, role="owner"
        ),
        lambda: team_actions.remove(organisation=organisation, by=make_user(), member=other.pk),
    ):
        with pytest.raises(Refused):
            act()
    assert organisation.memberships.count() == 3


def test_the_last_owner_stays() -> None:
    owner = make_user()
    organisation = team_of(owner)
    colleague = join(organisation)
    with pytest.raises(Refused, match="nommez-en"):
        team_actions.remove(organisation=organisation, by=owner, member=owner.pk)
    with pytest.raises(Refused, match="nommez-en"):
        team_actions.change_role(
            organisation=organisation, by=owner, member=owner.pk, role="member"
        )
    team_actions.change_role(organisation=organisation, by=owner, member=colleague.pk, role="owner")
    assert team_actions.remove(organisation=organisation, by=owner, member=owner.pk)
    assert roles(organisation) == ["owner"]


def test_an_account_erased_leaves_an_owner_behind() -> None:
    owner = make_user()
    organisation = team_of(owner)
    colleague = join(organisation)
    accounts.erase_member(member=owner)
    assert [one.user for one in organisation.memberships.filter(role="owner")] == [colleague]


def test_what_a_former_colleague_followed_goes_back_to_everybody() -> None:
    one = make_application()
    assert one.organisation
    colleague = join(one.organisation)
    owner = one.organisation.memberships.get(role="owner").user
    type(one).objects.update(assigned_to=colleague)
    team_actions.remove(organisation=one.organisation, by=owner, member=colleague.pk)
    one.refresh_from_db()
    assert one.assigned_to is None
    assert not type(one).objects.received_by(colleague).exists()


def test_twenty_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(team_actions, "MOST_INVITATIONS", 1)
    owner = make_user()
    organisation = team_of(owner)
    team_actions.invite(organisation=organisation, by=owner, email=ADDRESS)
    team_actions.invite(organisation=organisation, by=owner, email=ADDRESS)
    with pytest.raises(Refused):
        team_actions.invite(organisation=organisation, by=owner, email="autre@example.org")
    with pytest.raises(ValidationError, match="écrit déjà"):
        team_actions.invite(organisation=organisation, by=owner, email=owner.email)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("once|UNIQUE", {}),
        ("lower_case", {"email": "Majuscule@example.org"}),
        ("role_known", {"email": "x@example.org", "role": "boss"}),
        ("expires_later", {"email": "x@example.org", "expires_at": timezone.now() - timedelta(1)}),
        (
            "one_end",
            {
                "email": "x@example.org",
                "accepted_at": timezone.now(),
                "revoked_at": timezone.now(),
            },
        ),
    ],
)
def test_rule_is_held_by_the_database(name: str, values: dict[str, Any]) -> None:
    owner = make_user()
    organisation = team_of(owner)
    made = team_actions.invite(organisation=organisation, by=owner, email=ADDRESS)
    row: dict[str, Any] = {
        "organisation": organisation, "email": ADDRESS, "expires_at": made.expires_at,
    }  # fmt: skip
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        OrganisationInvitation.objects.create(**{**row, **values})


def test_an_address_that_did_not_answer_is_forgotten() -> None:
    owner = make_user()
    made = team_actions.invite(organisation=team_of(owner), by=owner, email=ADDRESS)
    application_tick.forget(now=made.expires_at + timedelta(days=29))
    assert OrganisationInvitation.objects.exists()
    application_tick.forget(now=made.expires_at + timedelta(days=31))
    assert not OrganisationInvitation.objects.exists()


def test_one_goes_from_one_organisation_to_the_other() -> None:
    owner = make_user()
    one, two = team_of(owner), team_of(owner)
    browser = Client()
    browser.force_login(owner)
    page = browser.get(reverse("careers:board", args=[one.slug])).content.decode()
    assert reverse("careers:board", args=[two.slug]) in page
