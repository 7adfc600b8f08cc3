"""Staying in touch after a no: offered by one, decided by the other, ended by either or by time."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from careers import pool_actions, tick
from careers.applications import answers
from careers.applications.enums import ApplicationState
from careers.models import Application, PoolPlace
from careers.models.pool import KEPT_DAYS, OFFER_DAYS
from portal.accounts.models import User
from portal.contact import actions as contact
from portal.notifications.models import Notification
from tests.careers.applications.factories import add_colleague, host_of, make_application
from tests.factories import make_internship, make_user

pytestmark = pytest.mark.django_db


def declined(*, stay_in_touch: bool = True, **fields: Any) -> Application:
    one = make_application(**fields)
    answers.decline(
        applications=[one], by=host_of(one), reason="dates", stay_in_touch=stay_in_touch
    )
    one.refresh_from_db()
    return one


def signed_in(user: User | None) -> Client:
    assert user
    client = Client()
    client.force_login(user)
    return client


def kept(one: Application) -> PoolPlace:
    place = PoolPlace.objects.get(member=one.applicant)
    assert pool_actions.accept(place)
    return place


def publish(one: Application, title: str = "Stage régie, second film") -> Any:
    """Another listing of the same organisation."""
    host = host_of(one)
    assert one.organisation
    return make_internship(author=host, organisation=one.organisation, title=title)


def told(member: User | None) -> list[str]:
    found = Notification.objects.filter(member=member, topic="alertes")
    return list(found.values_list("text", flat=True))


def test_a_no_alone_keeps_nobody() -> None:
    declined(stay_in_touch=False)
    assert not PoolPlace.objects.exists()


def test_an_offer_is_told_with_the_no_and_shows_nothing_until_a_yes() -> None:
    mail.outbox.clear()
    one = declined()
    assert "garder le contact" in str(mail.outbox[-1].body)
    assert one.organisation
    address = f"/structures/{one.organisation.slug}/vivier/"
    host = signed_in(host_of(one))
    page = host.get(address).text
    assert one.applicant
    assert one.applicant.display_name not in page
    assert "1 personne n’a pas encore répondu" in page

    member = signed_in(one.applicant)
    assert "Oui, gardons le contact" in member.get(one.get_absolute_url()).text
    place = PoolPlace.objects.get()
    answer = member.post(f"/candidatures/contact/{place.pk}/", {"contact": "oui"})
    assert answer.headers["Location"] == one.get_absolute_url()
    assert one.applicant.display_name in host.get(address).text
    assert one.organisation.name in member.get("/candidatures/?vue=closes").text


def test_the_form_offers_to_one_and_to_many() -> None:
    one, two = make_application(), make_application()
    answers.mark_read(application=one, by=host_of(one))
    host = signed_in(host_of(one))
    host.post(
        f"/candidatures/recues/{one.pk}/decliner/", {"reason": "dates", "stay_in_touch": "on"}
    )
    assert two.organisation
    signed_in(host_of(two)).post(
        f"/structures/{two.organisation.slug}/candidatures/repondre/",
        {"candidature": two.pk, "acte": "decliner", "reason": "dates", "stay_in_touch": "on"},
    )
    members = set(PoolPlace.objects.values_list("member", flat=True))
    assert members == {one.applicant_id, two.applicant_id}


def test_those_who_agreed_are_told_once_of_the_next_listing() -> None:
    one = declined()
    kept(one)
    second = publish(one)
    assert pool_actions.tell_of(second.pk, now=timezone.now()) == 1
    assert pool_actions.tell_of(second.pk, now=timezone.now()) == 0
    assert len(told(one.applicant)) == 1
    assert "second film" in told(one.applicant)[0]


def test_who_is_not_told() -> None:
    silent, gone, blocker, colleague = (declined() for _ in range(4))
    for one in (gone, blocker, colleague):
        kept(one)
    assert gone.applicant
    gone.applicant.leaving_since = timezone.now()
    gone.applicant.save()
    contact.block(by=blocker.applicant, whom=host_of(blocker))
    assert colleague.organisation
    assert colleague.applicant
    colleague.organisation.memberships.create(user=colleague.applicant)
    for one in (silent, gone, blocker, colleague):
        assert pool_actions.tell_of(publish(one).pk, now=timezone.now()) == 0


def test_a_listing_that_is_not_open_is_not_told() -> None:
    one = declined()
    kept(one)
    second = publish(one)
    second.withdraw()
    assert pool_actions.tell_of(second.pk, now=timezone.now()) == 0


def test_either_one_ends_it() -> None:
    one, two = declined(), declined()
    first, second = kept(one), kept(two)
    signed_in(one.applicant).post(f"/candidatures/contact/{first.pk}/", {"contact": "non"})
    assert two.organisation
    signed_in(host_of(two)).post(f"/structures/{two.organisation.slug}/vivier/{second.pk}/retirer/")
    assert not PoolPlace.objects.exists()


def test_nobody_else_answers_or_removes() -> None:
    one = declined()
    place = PoolPlace.objects.get()
    assert one.organisation
    for stranger in (make_user(), host_of(one)):
        answer = signed_in(stranger).post(f"/candidatures/contact/{place.pk}/", {"contact": "oui"})
        assert answer.status_code == 404
    assert one.applicant
    for stranger in (make_user(), one.applicant):
        client = signed_in(stranger)
        address = f"/structures/{one.organisation.slug}/vivier/"
        assert client.get(address).status_code == 404
        assert client.post(f"{address}{place.pk}/retirer/").status_code == 404
    place.refresh_from_db()
    assert place.accepted_at is None


def test_an_unreadable_answer_changes_nothing() -> None:
    one = declined()
    place = PoolPlace.objects.get()
    client = signed_in(one.applicant)
    answer = client.post(f"/candidatures/contact/{place.pk}/", {"contact": "?"})
    assert answer.headers["Location"] == one.get_absolute_url()
    assert PoolPlace.objects.filter(accepted_at__isnull=True).count() == 1


def test_a_yes_after_the_offer_has_ended_is_told() -> None:
    one = declined()
    place = PoolPlace.objects.get()
    PoolPlace.objects.update(offered_at=timezone.now() - timedelta(days=OFFER_DAYS))
    assert "Garder le contact" not in signed_in(one.applicant).get(one.get_absolute_url()).text
    answer = signed_in(one.applicant).post(
        f"/candidatures/contact/{place.pk}/", {"contact": "oui"}, follow=True
    )
    assert "Cette proposition a pris fin." in answer.text


def test_a_yes_said_twice_keeps_its_date_and_a_second_no_leaves_it() -> None:
    one = declined()
    place = kept(one)
    place.refresh_from_db()
    since = place.accepted_at
    assert pool_actions.accept(place)
    again = make_application(internship=publish(one), applicant=one.applicant)
    answers.decline(applications=[again], by=host_of(one), reason="dates", stay_in_touch=True)
    place.refresh_from_db()
    assert place.accepted_at == since


def test_time_ends_an_offer_and_a_yes() -> None:
    now = timezone.now()
    one, two = declined(), declined()
    kept(two)
    tick.run(now=now + timedelta(days=OFFER_DAYS, minutes=1))
    assert list(PoolPlace.objects.values_list("member", flat=True)) == [two.applicant_id]
    tick.run(now=now + timedelta(days=KEPT_DAYS, minutes=1))
    assert not PoolPlace.objects.exists()
    assert one.state == ApplicationState.DECLINED


def test_the_database_holds_the_rules() -> None:
    one = declined()
    assert one.organisation
    assert one.applicant
    place = PoolPlace.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        PoolPlace.objects.create(organisation=one.organisation, member=one.applicant)
    with pytest.raises(IntegrityError), transaction.atomic():
        PoolPlace.objects.filter(pk=place.pk).update(
            accepted_at=place.offered_at - timedelta(seconds=1)
        )
    colleague = add_colleague(one)
    PoolPlace.objects.create(organisation=one.organisation, member=colleague)
    assert PoolPlace.objects.count() == 2
