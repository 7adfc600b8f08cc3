"""Members ready to send a form: an application they have written, a seat, a message."""

import uuid
from datetime import timedelta

from django.utils import timezone

from careers.applications import actions as application_actions
from careers.models import Internship
from portal.accounts.models import User
from portal.contact import actions as contact
from tests.proof.places import make_members, make_place, open_sessions

WORDS = "J’ai tenu la régie de deux courts métrages, et je voudrais apprendre à préparer un décor."
Sent = list[list[str]]


def newcomers(count: int) -> list[User]:
    """Members past their first days, whom no limit of a newcomer stops."""
    made = make_members(count)
    joined = timezone.now() - timedelta(days=60)
    User.objects.filter(pk__in=[one.pk for one in made]).update(date_joined=joined)
    return made


def applications(count: int) -> Sent:
    """A draft each, to different listings as far as there are."""
    members = newcomers(count)
    sessions = open_sessions(members)
    today = timezone.localdate()
    numbers = list(Internship.objects.open(today=today).values_list("pk", flat=True)[:count])
    listings = Internship.objects.in_bulk(numbers)
    found = []
    for place, one in enumerate(members):
        draft = application_actions.save_draft(
            by=one,
            internship=listings[numbers[place % len(numbers)]],
            motivation=WORDS,
            pieces=[],
            key=uuid.uuid4(),
        )
        found.append([f"/candidatures/{draft.pk}/envoyer/", sessions[one.pk], ""])
    return found


def seats(count: int) -> Sent:
    """A seat in one of ten meetups with twenty seats: later ones wait."""
    members = newcomers(count)
    sessions = open_sessions(members)
    meetups = [make_place(seats=20) for _ in range(10)]
    return [
        [f"/rencontres/{meetups[place % 10].pk}/inscription/", sessions[one.pk], ""]
        for place, one in enumerate(members)
    ]


def messages(count: int) -> Sent:
    """A message in a conversation that began with a request."""
    members = newcomers(2 * count)
    sessions = open_sessions(members[:count])
    found = []
    for sender, recipient in zip(members[:count], members[count:], strict=True):
        sender.refresh_from_db()
        asked = contact.send(
            by=sender, to=recipient, purpose="conseil", text=WORDS, key=uuid.uuid4(),
            reachable_checked=True,
        )  # fmt: skip
        thread = contact.accept(request=asked, by=recipient)
        fields = f"text=Merci&creation_key={uuid.uuid4()}"
        found.append([f"/contacts/fils/{thread.pk}/", sessions[sender.pk], fields])
    return found
