"""An organisation is verified by three checks, for twelve months, while it is what it was."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from careers import business_codes, verification_actions, verification_tick
from careers.applications.moves import Refused
from careers.domains import domain_of
from careers.enums import MemberRole, VerificationMethod
from careers.models import Organisation, OrganisationMember, Verification
from careers.verification import standing_of, verified_among
from portal.accounts.models import User
from portal.moderation.enums import Team
from portal.notifications.models import Notification
from tests.factories import make_internship, make_organisation, make_user

pytestmark = pytest.mark.django_db
SIRET = "73282932000074"


@pytest.fixture
def owner() -> User:
    return make_user()


@pytest.fixture
def house(owner: User) -> Organisation:
    return make_organisation(owner=owner, siret=SIRET, website="https://www.exemple.fr/films")


@pytest.fixture
def validator() -> User:
    call_command("load_reference", verbosity=0)
    made = make_user(is_staff=True)
    made.groups.add(Group.objects.get(name=Team.VALIDATOR.value))
    return made


def ask(house: Organisation, owner: User, **given: Any) -> str:
    """Ask, and return the token of the mail."""
    values = {"email": "bureau@exemple.fr", "ape": "59.11C", **given}
    verification_actions.ask(organisation=house, by=owner, **values)
    [token] = set(re.findall(r"/verification/([^/\s]+)/", str(mail.outbox[-1].body)))
    return token


def prove(token: str) -> Verification:
    asked = verification_actions.read_token(token)
    assert asked is not None
    return verification_actions.prove(asked=asked)


def verify(house: Organisation, owner: User, validator: User) -> Verification:
    proof = prove(ask(house, owner))
    return verification_actions.answer(proof=proof, by=validator, passed=True)


def test_each_check_alone_is_not_enough(house: Organisation, owner: User, validator: User) -> None:
    token = ask(house, owner)
    assert not standing_of(house).verified
    proof = prove(token)
    assert not standing_of(house).verified

    verification_actions.answer(proof=proof, by=validator, passed=True)

    standing = standing_of(house)
    assert standing.verified
    assert {one.method for one in standing.checks} == set(VerificationMethod)
    told = Notification.objects.get(member=owner)
    assert "est vérifiée" in told.text


def test_page_and_listing_say_method_and_dates_or_that_there_was_no_check(
    client: Client, house: Organisation, owner: User, validator: User
) -> None:
    listing = make_internship(organisation=house)
    for target in (house, listing):
        page = client.get(target.get_absolute_url()).text
        assert "personne n’a encore contrôlé qui elle est" in page
    assert "structure vérifiée" not in client.get("/stages/").text

    verify(house, owner, validator)

    for target in (house, listing):
        page = client.get(target.get_absolute_url()).text
        assert "SIRET vérifié le" in page
        assert "domaine exemple.fr prouvé le" in page
        assert "relu par l’équipe de validation le" in page
    assert "structure vérifiée" in client.get("/stages/").text
    assert verified_among([listing.pk]) == {listing.pk}


@pytest.mark.parametrize(
    "change",
    [{"name": "Autre nom"}, {"siret": "55203253400646"}, {"website": "https://autre.fr"}],
    ids=["name", "siret", "domain"],
)
def test_change_of_name_number_or_domain_ends_it(
    house: Organisation, owner: User, validator: User, change: dict[str, str]
) -> None:
    verify(house, owner, validator)
    before = {name: getattr(house, name) for name in change}
    for name, value in change.items():
        setattr(house, name, value)
    house.save()
    assert not standing_of(house).verified

    for name, value in before.items():
        setattr(house, name, value)
    house.save()
    assert not standing_of(house).verified, "what has ended does not begin again by itself"


def test_other_changes_end_nothing(house: Organisation, owner: User, validator: User) -> None:
    verify(house, owner, validator)
    house.description, house.website = "Courts métrages.", "https://exemple.fr/autre-page"
    house.save()

    assert standing_of(house).verified


def test_it_lasts_twelve_months_and_owners_are_told_once_before(
    house: Organisation, owner: User, validator: User
) -> None:
    answer = verify(house, owner, validator)
    Notification.objects.all().delete()
    soon = answer.valid_until - timedelta(days=20)

    assert standing_of(house, now=soon).verified
    assert not standing_of(house, now=answer.valid_until).verified
    for _time in range(2):
        verification_tick.run(now=soon)
    assert Notification.objects.filter(member=owner).count() == 1
    verification_tick.run(now=answer.valid_until + timedelta(days=1))
    assert not Verification.objects.filter(ended_at__isnull=True).exists()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"email": "bureau@gmail.com"}, "email"),
        ({"email": "bureau@autre.fr"}, "email"),
        ({"email": "bureau@pas-exemple.fr"}, "email"),
        ({"ape": "cinéma"}, "ape"),
        ({"ape": "85.59A"}, "activity"),
    ],
)
def test_what_proves_nothing_is_refused_on_its_field(
    house: Organisation, owner: User, given: dict[str, str], field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        ask(house, owner, **given)

    assert set(refused.value.message_dict) == {field}
    assert not Verification.objects.exists()
    assert not mail.outbox


def test_unusual_code_is_asked_about_then_read(house: Organisation, owner: User) -> None:
    prove(ask(house, owner, ape="8559a", activity="Nous formons des régies."))

    check = Verification.objects.get(method=VerificationMethod.SIRET)
    assert (check.ape, check.note) == ("85.59A", "Nous formons des régies.")


@pytest.mark.parametrize(
    ("website", "domain"),
    [
        ("https://www.exemple.fr/films", "exemple.fr"),
        ("https://films.exemple.fr", "films.exemple.fr"),
        ("https://exemple.wixsite.com/films", ""),
        ("https://gmail.com", ""),
        ("https://www.facebook.com/exemple", ""),
        ("", ""),
        ("https://[::", ""),
    ],
)
def test_domain_is_that_of_a_site_of_ones_own(website: str, domain: str) -> None:
    assert domain_of(website) == domain


@pytest.mark.parametrize(
    ("typed", "code"), [("59.11C", "59.11C"), ("5911c", "59.11C"), ("59 11 C", "59.11C"), ("x", "")]
)
def test_code_is_read_however_typed(typed: str, code: str) -> None:
    assert business_codes.compact(typed) == code


def test_only_owners_ask(house: Organisation) -> None:
    colleague = make_user()
    OrganisationMember.objects.create(organisation=house, user=colleague, role=MemberRole.MEMBER)

    with pytest.raises(Refused):
        ask(house, colleague)


def test_link_of_the_mail_confirms_by_its_button_alone(
    client: Client, house: Organisation, owner: User
) -> None:
    address = f"/verification/{ask(house, owner)}/"

    assert "bureau@exemple.fr" in client.get(address).text
    assert not Verification.objects.filter(method=VerificationMethod.DOMAIN).exists()
    for _time in range(2):
        assert client.post(address).status_code == 200
    proof = Verification.objects.get(method=VerificationMethod.DOMAIN)
    assert proof.domain == "exemple.fr"
    assert "bureau" not in str(vars(proof)), "the address is not kept"


def test_link_ends_with_three_days_and_with_a_change(
    client: Client, house: Organisation, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = ask(house, owner)
    house.name = "Autre"
    house.save()

    assert client.get(f"/verification/{token}/").status_code == 410
    assert client.get(f"/verification/{token}x/").status_code == 410
    renewed = ask(house, owner)
    monkeypatch.setattr(verification_actions, "LINK_DAYS", -1)
    assert client.get(f"/verification/{renewed}/").status_code == 410


def test_two_validators_give_one_answer(house: Organisation, owner: User, validator: User) -> None:
    proof = prove(ask(house, owner))
    verification_actions.answer(proof=proof, by=validator, passed=True)

    with pytest.raises(Refused):
        verification_actions.answer(proof=proof, by=validator, passed=False, note="Non.")
    with pytest.raises(IntegrityError), transaction.atomic():
        Verification.objects.filter(pk=proof.pk).update(about=None, method="human")


def test_no_needs_a_reason_and_yes_needs_the_right(
    house: Organisation, owner: User, validator: User
) -> None:
    proof = prove(ask(house, owner))
    with pytest.raises(PermissionDenied):
        verification_actions.answer(proof=proof, by=make_user(), passed=True)
    with pytest.raises(ValidationError):
        verification_actions.answer(proof=proof, by=validator, passed=False)

    verification_actions.answer(proof=proof, by=validator, passed=False, note="Autre SIREN.")

    assert not standing_of(house).verified
    assert not Verification.objects.waiting().exists()
    # Asked again, it comes back to the queue.
    prove(ask(house, owner))
    assert Verification.objects.waiting().count() == 1


def test_validator_of_ones_own_organisation_does_not_answer(
    house: Organisation, owner: User, validator: User
) -> None:
    OrganisationMember.objects.create(organisation=house, user=validator)
    proof = prove(ask(house, owner))

    with pytest.raises(Refused):
        verification_actions.answer(proof=proof, by=validator, passed=True)


def test_validator_answers_in_three_interactions_from_the_queue(
    client: Client, house: Organisation, owner: User, validator: User, settings: Any
) -> None:
    settings.STAFF_SECOND_FACTOR_REQUIRED = False
    second = make_organisation(owner=owner, siret="55203253400646", website="https://deux.fr")
    oldest = prove(ask(house, owner))
    prove(ask(second, owner, email="a@deux.fr"))
    client.force_login(validator)

    queue = client.get("/admin/careers/verification/").text
    links = re.findall(r'href="(/admin/careers/verification/\d+/change/[^"]*)"', queue)
    assert len(dict.fromkeys(links)) == 2
    assert f"/{oldest.pk}/" in links[0], "the longest wait first"
    page = client.get(links[0]).text
    assert "732829320" in page
    assert "Production de films pour le cinéma" in page
    answer = client.post(links[0].split("?")[0], {"passed": "oui", "note": ""})

    assert answer["Location"] == "/admin/careers/verification/"
    assert standing_of(house).verified
    assert not standing_of(second).verified


def test_members_page_asks_and_says_what_is_wrong(
    client: Client, house: Organisation, owner: User
) -> None:
    client.force_login(owner)
    address = f"/structures/{house.slug}/verification/"

    refused = client.post(address, {"ape": "59.11C", "email": "moi@gmail.com"})
    assert "finit par @exemple.fr" in refused.text
    assert client.post(address, {"ape": "59.11C", "email": "moi@exemple.fr"}).status_code == 302
    client.force_login(make_user())
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("verification_method_known", {"method": "other"}),
        ("verification_human_answers_a_proof", {"method": "human"}),
        ("verification_refusal_says_why", {"passed": False}),
        ("verification_ends_later", {"valid_until": timezone.now() - timedelta(days=1)}),
    ],
)
def test_database_holds_the_rules(
    house: Organisation, constraint: str, values: dict[str, Any]
) -> None:
    good = {
        "organisation": house, "method": "siret", "name": "x", "siret": SIRET, "domain": "x.fr",
        "valid_until": timezone.now() + timedelta(days=1),
    }  # fmt: skip
    Verification.objects.create(**good)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Verification.objects.create(**{**good, **values})
