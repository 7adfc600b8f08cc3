"""Trust follows from facts; what it limits is counted under a lock and said kindly."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from mentoring import profile_actions
from mentoring.enums import Visibility
from mentoring.models import PortfolioItem, Profile
from portal.accounts import limits, trust, vouching
from portal.accounts.enums import Act
from portal.accounts.models import Consent, DailyCount, Vouch
from portal.accounts.trust import ALLOWED, Facts, Level
from portal.notifications.models import Notification
from tests.events.factories import make_meetup
from tests.factories import make_user
from tests.mentoring.people_factories import make_profile
from tests.portal.contact.factories import at_once

NOW = timezone.now()
OLD = NOW - timedelta(days=7)
YOUNG = NOW - timedelta(days=6, hours=23)


def facts(joined_at: datetime = OLD, **changes: bool) -> Facts:
    values = {"confirmed": True, "accepted": True, "upheld": False, "vouched": False, **changes}
    return Facts(joined_at=joined_at, **values)


@pytest.mark.parametrize(
    ("given", "level"),
    [
        (facts(), Level.MEMBER),
        (facts(YOUNG), Level.NEW),
        (facts(YOUNG, vouched=True), Level.MEMBER),
        (facts(confirmed=False), Level.NEW),
        (facts(accepted=False), Level.NEW),
        (facts(YOUNG, vouched=True, accepted=False), Level.NEW),
        (facts(upheld=True), Level.HELD),
        (facts(upheld=True, vouched=True), Level.HELD),
    ],
)
def test_level_follows_from_the_facts(given: Facts, level: Level) -> None:
    assert trust.level(given, now=NOW) == level


def test_a_higher_level_never_allows_less() -> None:
    for lower, higher in ((Level.HELD, Level.NEW), (Level.NEW, Level.MEMBER)):
        low, high = ALLOWED[lower], ALLOWED[higher]
        assert low.links is not None
        assert high.links is None or low.links <= high.links
        for name in ("first_messages", "texts", "files"):
            assert getattr(low, name) < getattr(high, name)


@pytest.mark.django_db
def test_facts_are_read_in_one_query(django_assert_num_queries: Any) -> None:
    member = make_user()
    with django_assert_num_queries(1):
        found = trust.facts_of(member)
    assert (found.confirmed, found.accepted, found.upheld, found.vouched) == (
        True, True, False, False,
    )  # fmt: skip
    Consent.objects.filter(user=member, document="rules").delete()
    EmailAddress.objects.filter(user=member).update(verified=False)
    Profile.objects.create(user=member, handle="page", hidden_at=timezone.now())
    Vouch.objects.create(voucher=make_user(), member=member)
    found = trust.facts_of(member)
    assert (found.confirmed, found.accepted, found.upheld, found.vouched) == (
        False, False, True, True,
    )  # fmt: skip


@pytest.mark.django_db
def test_a_measure_is_forgotten_after_six_months() -> None:
    member = make_user(date_joined=OLD)
    late = timezone.now() - trust.REMEMBERED
    Profile.objects.create(user=member, handle="page", hidden_at=late + timedelta(hours=1))
    assert trust.level_of(member) == Level.HELD
    Profile.objects.update(hidden_at=late - timedelta(hours=1))
    assert trust.level_of(member) == Level.MEMBER


@pytest.mark.django_db
def test_the_day_s_number_is_refused_with_the_day_it_opens_again() -> None:
    member, moment = make_user(), timezone.make_aware(datetime(2026, 12, 30, 23, 0))
    member.date_joined = moment
    member.save()
    for _turn in range(ALLOWED[Level.NEW].texts):
        limits.spend(by=member, act=Act.TEXT, now=moment)
    with pytest.raises(limits.LimitReached) as refused:
        limits.spend(by=member, act=Act.TEXT, now=moment)
    [said] = refused.value.messages
    assert said.startswith("Les sept premiers jours, on envoie 3 textes par jour")
    assert "31\u00a0décembre 2026 à minuit passé" in said
    # Something else has its own number, and so has the next day.
    limits.spend(by=member, act=Act.FILE, now=moment)
    limits.spend(by=member, act=Act.TEXT, now=moment + timedelta(hours=1))
    limits.forget(now=moment + timedelta(days=4))
    assert not DailyCount.objects.exists()


@pytest.mark.django_db
def test_what_failed_is_not_counted() -> None:
    member = make_user()
    with transaction.atomic():
        limits.spend(by=member, act=Act.TEXT)
        transaction.set_rollback(True)
    assert not DailyCount.objects.exists()


@pytest.mark.django_db
def test_a_text_sent_back_and_mended_on_the_day_counts_once() -> None:
    member = make_user()
    text = SimpleNamespace(
        submitted_at=timezone.now(), _meta=SimpleNamespace(concrete_fields=[]), pk=1
    )
    limits.spend_text(by=member, target=text)
    assert not DailyCount.objects.exists()
    text.submitted_at = timezone.now() - timedelta(days=2)
    limits.spend_text(by=member, target=text)
    assert DailyCount.objects.get().count == 1


@pytest.mark.django_db
@pytest.mark.parametrize(("joined", "refused"), [(0, True), (8, False)])
def test_links_in_a_text_are_limited_in_the_first_days(joined: int, refused: bool) -> None:
    member = make_user(date_joined=timezone.now() - timedelta(days=joined))
    host_text = make_meetup(host=member, description="a.fr b.fr c.fr")
    if not refused:
        limits.spend_text(by=member, target=host_text)
        return
    with pytest.raises(ValidationError, match=r"2 liens au plus .* Cette limite tombe le"):
        limits.spend_text(by=member, target=host_text)
    host_text.description = "a.fr b.fr"
    limits.spend_text(by=member, target=host_text)


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_pass_no_limit() -> None:
    member = make_user()

    def send() -> str:
        try:
            limits.spend(by=member, act=Act.TEXT)
        except limits.LimitReached:
            return "refused"
        return "sent"

    answers = at_once([send] * 20)
    assert (answers.count("sent"), answers.count("refused")) == (3, 17)
    assert DailyCount.objects.get().count == 3


@pytest.mark.django_db(transaction=True)
def test_twenty_pieces_at_once_pass_no_limit() -> None:
    member = make_user()
    profile_actions.ensure(by=member)

    def add() -> str:
        piece = PortfolioItem(
            kind="link", title="Un film", my_role="régie", link="https://films.example.org/"
        )
        profile_actions.add_item(by=member, item=piece, key=uuid4())
        return "added"

    answers = ["refused" if "8 pièces par jour" in str(one) else one for one in at_once([add] * 20)]
    assert (answers.count("added"), answers.count("refused")) == (8, 12)
    assert PortfolioItem.objects.count() == 8


@pytest.mark.django_db
def test_strangers_see_a_page_after_the_first_days_or_a_vouch(client: Client) -> None:
    member = make_user(date_joined=timezone.now() - timedelta(days=6))
    page = make_profile(user=member, page_visibility=Visibility.PUBLIC)
    address = page.get_absolute_url()
    assert client.get(address).status_code == 404
    other = Client()
    other.force_login(make_user())
    assert other.get(address).status_code == 200

    vouched = Vouch.objects.create(voucher=make_user(), member=member)
    assert client.get(address).status_code == 200
    vouched.delete()
    member.date_joined -= timedelta(days=1)
    member.save()
    assert client.get(address).status_code == 200


@pytest.mark.django_db
def test_a_host_answers_for_whom_they_met_and_takes_it_back(client: Client) -> None:
    host = make_user(date_joined=timezone.now() - timedelta(days=30))
    guest, stranger = make_user(), make_user()
    meetup = make_meetup(host=host)
    meetup.registrations.create(
        member=guest, state="confirmed", position=1, confirmed_at=timezone.now()
    )
    client.force_login(host)
    give = {"member": guest.pk, "act": "give"}
    # Not before they have met.
    assert client.post("/compte/confiance/garantie/", give).status_code == 404
    now = timezone.now()
    type(meetup).objects.filter(pk=meetup.pk).update(
        starts_at=now - timedelta(hours=3), ends_at=now - timedelta(hours=1)
    )
    assert "Me porter garant" in client.get("/compte/confiance/").text
    for _twice in range(2):
        assert client.post("/compte/confiance/garantie/", give).status_code == 302
    assert trust.level_of(guest) == Level.MEMBER
    assert Notification.objects.filter(member=guest, actor=host).count() == 1

    for number in (stranger.pk, host.pk, "x", "9" * 30):
        answer = client.post("/compte/confiance/garantie/", {"member": number, "act": "give"})
        assert answer.status_code == 404
    client.post("/compte/confiance/garantie/", {"member": guest.pk, "act": "take"})
    assert trust.level_of(guest) == Level.NEW


@pytest.mark.django_db
def test_a_newcomer_answers_for_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    newcomer, other = make_user(), make_user()
    monkeypatch.setattr(vouching, "_candidates", [lambda user: [other.pk]])
    with pytest.raises(vouching.NotTheirs):
        vouching.vouch(by=newcomer, member=other)


@pytest.mark.django_db
def test_the_database_refuses_two_vouches_and_one_for_oneself() -> None:
    one, other = make_user(), make_user()
    Vouch.objects.create(voucher=one, member=other)
    for voucher, member in ((one, other), (one, one)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Vouch.objects.create(voucher=voucher, member=member)
        with pytest.raises(ValidationError):
            Vouch(voucher=voucher, member=member).full_clean()


@pytest.mark.django_db
def test_a_vouch_lasts_as_long_as_its_author_is_there() -> None:
    voucher, member = make_user(), make_user()
    Vouch.objects.create(voucher=voucher, member=member)
    assert trust.level_of(member) == Level.MEMBER
    voucher.leaving_since = timezone.now()
    voucher.save()
    assert trust.level_of(member) == Level.NEW
