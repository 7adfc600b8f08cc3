import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from portal.contact import actions
from portal.contact.actions import NoLongerOpen, Unreachable
from portal.contact.models import ContactRequest
from portal.contact.rules import may_write_first

from .factories import make_member, make_request, make_thread, say

pytestmark = pytest.mark.django_db
MINOR = {"age_band": "15-17"}


def test_adult_never_writes_first_to_a_minor() -> None:
    minor = make_member(**MINOR)
    for adult in (make_member(), make_member(display_name="Mentor"), make_member(is_staff=True)):
        assert not may_write_first(adult, minor)
        for checked in (False, True):
            with pytest.raises(Unreachable):
                make_request(by=adult, to=minor, reachable_checked=checked)


def test_minor_writes_first_to_somebody_vetted_only() -> None:
    minor = make_member(**MINOR)
    for other in (make_member(), make_member(**MINOR), make_member(display_name="Mentor", **MINOR)):
        assert not may_write_first(minor, other)
        with pytest.raises(Unreachable):
            make_request(by=minor, to=other)
    assert make_request(by=minor, to=make_member(display_name="Mentor")).pk


def test_mentor_no_longer_vetted_does_not_accept_a_minor() -> None:
    mentor = make_member(display_name="Mentor")
    request = make_request(by=make_member(**MINOR), to=mentor)
    mentor.display_name = "Autre"
    mentor.save()
    with pytest.raises(NoLongerOpen):
        actions.accept(request=request, by=mentor)


def test_floor_opens_no_conversation_of_an_unvetted_adult_and_a_minor() -> None:
    minor = make_member(**MINOR)
    for pair in ((make_member(), minor), (minor, make_member())):
        with pytest.raises(Unreachable):
            actions.open_thread(between=pair)
    assert actions.open_thread(between=(minor, make_member(display_name="Mentor"))).pk


def test_adult_answers_in_a_conversation_without_contact_details() -> None:
    minor, mentor = make_member(**MINOR), make_member(display_name="Mentor")
    thread = make_thread(by=minor, to=mentor)
    say(thread, mentor)

    for by in (minor, mentor):
        for text in ("Mon numéro : 06 12 34 56 78", "camille@example.org", "https://a.fr"):
            with pytest.raises(ValidationError, match="15 à 17 ans"):
                say(thread, by, text)
    assert thread.messages.count() == 2


def test_request_of_a_minor_holds_no_contact_details() -> None:
    with pytest.raises(ValidationError, match="15 à 17 ans"):
        make_request(
            by=make_member(**MINOR), to=make_member(display_name="Mentor"), text="0612345678"
        )
    assert make_request(text="0612345678").pk


def test_refused_text_stays_in_the_form(client: Client) -> None:
    minor, mentor = make_member(**MINOR), make_member(display_name="Mentor")
    thread = make_thread(by=minor, to=mentor)
    client.force_login(mentor)
    answer = client.post(thread.get_absolute_url(), {"text": "Appelez le 06 12 34 56 78"})

    assert answer.status_code == 200
    assert "Appelez le 06 12 34 56 78" in answer.text
    assert "tout se dit ici" in answer.text


def test_minor_is_not_there_for_the_form(client: Client) -> None:
    client.force_login(make_member())
    address = reverse("contact:write", args=[make_member(**MINOR).pk])

    assert client.get(address).status_code == 404
    assert client.post(address, {"purpose": "conseil", "text": "Bonjour"}).status_code == 404
    assert not ContactRequest.objects.exists()
