import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from portal.accounts.enums import CURRENT_VERSIONS, Document
from portal.accounts.models import Consent, User
from tests.factories import make_moderator, make_user

pytestmark = pytest.mark.django_db


def test_addresses_are_kept_in_lower_case() -> None:
    assert make_user(email="Lina@Example.ORG").email == "lina@example.org"


def test_database_refuses_capitals_doubles_and_unknown_ages() -> None:
    user = make_user(email="lina@example.org")
    for values in (
        {"email": "Lina@example.org"},
        {"email": "lina@example.org"},
        {"email": "autre@example.org", "age_band": "under"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            User.objects.create(display_name="X", **values)
    assert User.objects.get() == user


def test_consents_are_recorded_once_a_version() -> None:
    user = make_user()
    Consent.record_current(user)

    assert dict(user.consents.values_list("document", "version")) == dict(CURRENT_VERSIONS)
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.create(
            user=user, document="terms", version=CURRENT_VERSIONS[Document.TERMS]
        )


def test_superuser_can_sign_in_at_once() -> None:
    admin = User.objects.create_superuser("admin@example.org", "x", display_name="Ada")

    assert admin.is_staff
    assert EmailAddress.objects.get(user=admin).verified


def test_moderator_is_who_has_the_right_to_decide() -> None:
    moderator = make_moderator()

    assert moderator.is_moderator
    assert not make_user(is_staff=True).is_moderator
    moderator.is_active = False
    assert not User(is_active=False, is_superuser=True).is_moderator
