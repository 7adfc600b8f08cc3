import pytest
from django.utils import timezone

from portal.accounts.actions import erase_member
from portal.contact import actions, privacy
from portal.contact.enums import RequestState
from portal.contact.models import Block, ContactRequest, Message, Participation, Thread

from .factories import SECRET, make_member, make_request, make_thread, say
from .test_views import signed_in

pytestmark = pytest.mark.django_db
ANSWER = "Venez au repérage."


def test_export_holds_ones_own_words_and_not_those_of_others() -> None:
    one, other = make_member(display_name="Alex"), make_member(display_name="Sacha")
    thread = make_thread(by=one, to=other)
    say(thread, other, ANSWER)
    sent = str([*privacy.export_sent(one), *privacy.export_messages(one)])
    received = str([*privacy.export_received(other), *privacy.export_messages(other)])

    assert SECRET in sent
    assert ANSWER in received
    assert ANSWER not in sent + str(privacy.export_received(one))
    assert SECRET not in received
    assert "Sacha" not in sent
    assert "Alex" not in received


def test_erasure_leaves_the_place_without_the_words() -> None:
    one, other = make_member(display_name="Alex"), make_member()
    thread = make_thread(by=one, to=other)
    say(thread, other, ANSWER)
    pending, received = make_request(by=one), make_request(to=one)
    declined = make_request(by=one)
    actions.decline(request=declined, by=declined.recipient)
    actions.block(by=one, whom=make_member())
    actions.block(by=make_member(), whom=one)
    erase_member(member=one)

    assert not ContactRequest.objects.filter(pk__in=[pending.pk, declined.pk]).exists()
    received.refresh_from_db()
    assert (received.state, received.recipient) == (RequestState.EXPIRED, None)
    assert received.text == SECRET
    thread.refresh_from_db()
    accepted = ContactRequest.objects.get(thread=thread)
    assert (accepted.sender, accepted.text) == (None, "")
    assert list(Message.objects.filter(thread=thread).values_list("author", "text")) == [
        (None, ""),
        (other.pk, ANSWER),
    ]
    assert Participation.objects.get(thread=thread, user=None).left_at is not None
    assert not Block.objects.exists()
    page = signed_in(other).get(thread.get_absolute_url()).text
    assert "Message supprimé" in page
    assert "Membre supprimé" in page
    assert "Alex" not in page


def test_conversation_goes_with_the_last_of_the_two() -> None:
    one, other = make_member(), make_member()
    make_thread(by=one, to=other)
    kept = make_thread(by=one)
    erase_member(member=one, now=timezone.now())
    erase_member(member=other)

    assert list(Thread.objects.all()) == [kept]
    assert Message.objects.count() == ContactRequest.objects.count() == 1
