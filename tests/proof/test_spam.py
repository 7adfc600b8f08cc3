"""T33 and T34 of RELIABILITY: scripts publish nothing, people are never in the way.

`SESSIONS=200 pytest tests/proof/test_spam.py -s` does the full measure: 200 scripted sign-ups that
send 1,000 posts, and 200 sessions at the pace of people, through HTTP and with the limits on.
"""

import os
import random
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from unittest import mock
from uuid import uuid4

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mentoring.models import PortfolioItem, Profile
from portal.accounts.models import User
from portal.contact.models import ContactRequest
from tests.factories import PASSWORD, make_user
from tests.mentoring.people_factories import make_profile
from tests.portal.accounts.test_signup import code_in
from tests.portal.contact.factories import at_once, make_request
from tests.proof.forms import flat, forms_of

SESSIONS = int(os.environ.get("SESSIONS", "8"))
POSTS = 5
SIGNUP, CODE = "/compte/signup/", "/compte/confirm-email/"
# What the site says when it holds somebody back, in a page or in a message.
HELD_BACK = ("plus vite qu’on ne peut", "par jour à la relecture", "pièces par jour",
             "liens au plus", "par période de 24 heures", "en attente à la fois",
             "Trop d’essais")  # fmt: skip

pytestmark = pytest.mark.django_db


class Clock:
    """The time of the limits and of the signed form, which only this test moves."""

    def __init__(self) -> None:
        self.now = time.time()

    def wait(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock(settings: Any) -> Iterator[Clock]:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    made = Clock()
    with mock.patch("time.time", side_effect=lambda: made.now):
        yield made


def person(number: int) -> dict[str, str]:
    return {
        "display_name": f"Personne {number}",
        "email": f"session{number}@example.org",
        "password1": PASSWORD,
        "age_band": "adult",
        "accept_terms": "on",
    }


def filled(client: Client, address: str, **typed: Any) -> dict[str, Any]:
    """The form of a page as it stands, and what is typed over it."""
    page: Any = client.get(address)
    here = address.partition("?")[0]
    found = [flat(fields) for there, fields in forms_of(page.text, address) if there == here]
    values = max(found, key=len) if found else {}
    values.pop("csrfmiddlewaretoken", None)
    return {**values, **typed}


# --- Scripts ------------------------------------------------------------------------------------


def scripted_signup(number: int, clock: Clock) -> Client:
    """One of four scripts: blind, hasty, filling everything in, and patient with a mailbox."""
    client = Client(REMOTE_ADDR=f"198.51.{number // 250}.{number % 250}")
    kind = number % 4
    data: dict[str, Any] = person(number)
    if kind:
        data = filled(client, SIGNUP, **data)
    if kind == 2:
        data = {name: value or "https://spam.example/" for name, value in data.items()}
    clock.wait(5 if kind >= 2 else 0.5)
    mails = len(mail.outbox)
    client.post(SIGNUP, data)
    if len(mail.outbox) > mails and kind == 3:
        client.post(CODE, {"code": code_in(mail.outbox[-1])})
    return client


def spam(client: Client, number: int, targets: list[User]) -> None:
    """One of five kinds of post, each with a word of its own."""
    word = f"spamword{number}x"
    text = f"{word} https://spam.example/{number}"
    kind = number % POSTS
    if kind == 0:
        address = reverse("mentoring:profile_edit", args=["presentation"])
        client.post(address, filled(client, address, headline=word, about=text))
        address = reverse("mentoring:profile_edit", args=["visibilite"])
        values = filled(client, address)
        client.post(address, {name: "public" for name in values if name.endswith("visibility")})
    elif kind == 1:
        address = reverse("mentoring:portfolio_add", args=["link"])
        typed = {"title": word, "my_role": text, "link": f"https://spam.example/{number}"}
        client.post(address, filled(client, address, visibility="public", **typed))
    elif kind == 2:
        propose(client, title=word, description=text)
    elif kind == 3:
        address = reverse("contact:write", args=[targets[number % len(targets)].pk])
        client.post(address, filled(client, address, purpose="conseil", text=text))
    else:
        address = reverse("mentoring:offer_edit")
        client.post(address, filled(client, address, pitch=text, rhythm=word, then="send"))


def propose(client: Client, **typed: Any) -> Any:
    """Write a meetup and send it to review."""
    soon = timezone.localtime() + timedelta(days=20)
    address = reverse("events:meetup_create")
    values = {
        "place": "Café", "city": "Lyon", "departement": "69", "capacity": "20", "format": "on_site",
        "starts_at": f"{soon:%Y-%m-%dT18:00}", "ends_at": f"{soon:%Y-%m-%dT20:00}",
        "referent_name": "Camille", "referent_contact": "brassard", **typed,
    }  # fmt: skip
    made: Any = client.post(address, filled(client, address, **values))
    if made.status_code != 302 or "/modifier/" not in made["Location"]:
        return made
    return client.post(made["Location"].replace("/modifier/", "/envoyer/"), follow=True)


def readable(client: Client, words: list[str]) -> set[str]:
    """The words that this visitor reads on the lists, the pages of members and in the search."""
    addresses = ["/", "/stages/", "/rencontres/", "/mentorat/", "/membres/", "/sitemap.xml"]
    addresses += [page.get_absolute_url() for page in Profile.objects.select_related("user")]
    addresses += [f"/recherche/?q={word}" for word in words[:40]]
    found = set()
    for address in addresses:
        page: Any = client.get(address, follow=True)
        text = page.content.decode().replace(address.rpartition("=")[2], "", 0)
        asked = address.rpartition("q=")[2]
        found |= {word for word in words if word in text and word != asked}
    return found


def test_scripts_publish_nothing(clock: Clock) -> None:
    targets = [make_profile().user for _ in range(10)]
    random.seed(34)
    clients = [scripted_signup(number, clock) for number in range(SESSIONS)]
    accounts = User.objects.filter(email__startswith="session").count()
    for number in range(SESSIONS * POSTS):
        clock.wait(0.6)
        spam(clients[number // POSTS], number, targets)
    words = [f"spamword{number}x" for number in range(SESSIONS * POSTS)]
    public = readable(Client(), words)
    member = Client()
    member.force_login(make_user())
    members = readable(member, words)
    print(
        f"{SESSIONS} scripted sign-ups: {accounts} accounts; {len(words)} posts: "
        f"{len(public)} public, {len(members)} read by any member, "
        f"{ContactRequest.objects.count()} first messages"
    )
    assert len(public) <= len(words) // 100
    # Only those that read their mail and take their time have an account at all.
    assert accounts == SESSIONS // 4
    # The reader of this test is not blind: members do read what newcomers put on their page.
    assert members


# --- People -------------------------------------------------------------------------------------


def human_session(number: int, clock: Clock, targets: list[User]) -> list[str]:
    """Somebody arrives, errs, opens an account and looks around; returns what held them back."""
    dice = random.Random(number)  # noqa: S311
    # Classes of thirty behind one connection.
    client = Client(REMOTE_ADDR=f"203.0.113.{number // 30}")
    seen: list[Any] = [client.get("/"), client.get("/stages/")]
    values = filled(client, SIGNUP, **person(1000 + number))
    clock.wait(dice.uniform(15, 90))
    if dice.random() < 0.2:
        seen.append(client.post(SIGNUP, {**values, "password1": "court"}))
        clock.wait(dice.uniform(4, 20))
    if dice.random() < 0.1:
        # A manager of passwords fills in what nobody sees, and the person sends again.
        trapped: Any = client.post(SIGNUP, {**values, "website": "https://moi.example/"})
        assert trapped.status_code == 200
        clock.wait(dice.uniform(4, 20))
    seen.append(client.post(SIGNUP, values))
    clock.wait(dice.uniform(10, 60))
    code = code_in(mail.outbox[-1])
    if dice.random() < 0.1:
        client.post(CODE, {"code": "ZZZZZZ"})
        clock.wait(5)
    seen.append(client.post(CODE, {"code": code}, follow=True))
    address = reverse("mentoring:profile_edit", args=["presentation"])
    seen.append(client.post(address, filled(client, address, headline="Je débute en régie")))
    address = reverse("mentoring:portfolio_add", args=["link"])
    for piece in range(dice.randint(0, 5)):
        clock.wait(dice.uniform(30, 200))
        typed = {"title": f"Court {piece}", "my_role": "régie", "link": "https://films.example/"}
        seen.append(client.post(address, filled(client, address, **typed), follow=True))
    for turn in range(dice.randint(0, 2)):
        clock.wait(dice.uniform(60, 300))
        to = reverse("contact:write", args=[targets[(number + turn) % len(targets)].pk])
        text = "Bonjour, comment prépare-t-on un décor ? Mon film : https://films.example/"
        seen.append(client.post(to, filled(client, to, purpose="conseil", text=text), follow=True))
    if dice.random() < 0.3:
        seen.append(propose(client, title="Café des débuts", description="On se rencontre."))
    seen.append(client.get("/mon-espace/"))
    return [
        f"{number}: {page.status_code} {page.request['PATH_INFO']}"
        for page in seen
        if page.status_code not in {200, 302} or any(said in page.text for said in HELD_BACK)
    ]


def test_people_are_never_held_back(clock: Clock) -> None:
    targets = [make_profile().user for _ in range(60)]
    held: list[str] = []
    for number in range(SESSIONS):
        clock.wait(5)
        held += human_session(number, clock, targets)
    accounts = User.objects.filter(email__startswith="session1").count()
    print(f"{SESSIONS} sessions of people: {accounts} accounts, {len(held)} held back")
    assert accounts == SESSIONS
    assert not held, "\n".join(held)
    assert PortfolioItem.objects.exists()
    assert ContactRequest.objects.exists()


# --- The first days, one limit at a time ----------------------------------------------------------


def test_each_limit_of_the_first_day_is_said_kindly(client: Client) -> None:
    newcomer, other = make_user(), make_profile().user
    client.force_login(newcomer)
    texts = [
        propose(client, title=f"Café {number}", description="On se rencontre.").text
        for number in range(4)
    ]
    assert ["par jour à la relecture" in text for text in texts] == [False] * 3 + [True]
    assert "à minuit passé" in texts[-1]

    address = reverse("contact:write", args=[other.pk])
    page: Any = client.post(
        address, filled(client, address, purpose="conseil", text="a.fr b.fr c.fr")
    )
    assert "2 liens au plus" in page.text
    assert "Cette limite tombe le" in page.text
    add = reverse("mentoring:portfolio_add", args=["link"])
    typed = {"title": "Un film", "my_role": "régie", "link": "https://films.example/"}
    pages = [client.post(add, filled(client, add, **typed), follow=True).text for _ in range(9)]
    assert ["8 pièces par jour" in text for text in pages] == [False] * 8 + [True]


@pytest.mark.django_db(transaction=True)
def test_twenty_first_messages_at_once_pass_no_limit() -> None:
    newcomer, targets = make_user(), [make_user() for _ in range(20)]

    def write(to: User) -> Any:
        return lambda: make_request(by=newcomer, to=to, key=uuid4(), reachable_checked=True)

    answers = at_once([write(to) for to in targets])
    sent = [one for one in answers if isinstance(one, ContactRequest)]
    refused = [str(one) for one in answers if not isinstance(one, ContactRequest)]
    assert (len(sent), len(refused)) == (3, 17), (connection.vendor, refused[:2])
    assert all("Les sept premiers jours" in one for one in refused)


@pytest.mark.django_db(transaction=True)
def test_twenty_meetups_sent_at_once_pass_no_limit() -> None:
    """Through HTTP, each on its own connection: three reach the moderators."""
    from events.models import Meetup
    from portal.moderation.enums import State
    from tests.events.factories import make_meetup

    newcomer = make_user()
    drafts = [make_meetup(host=newcomer, state=State.DRAFT) for _ in range(20)]
    client = Client()
    client.force_login(newcomer)
    cookie = client.cookies["sessionid"].value

    def send(meetup: Any) -> Any:
        def call() -> int:
            own = Client()
            own.cookies["sessionid"] = cookie
            return int(own.post(f"/rencontres/{meetup.pk}/envoyer/").status_code)

        return call

    assert at_once([send(one) for one in drafts]) == [302] * 20
    assert Meetup.objects.filter(state=State.SUBMITTED).count() == 3
