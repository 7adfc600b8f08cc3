"""T30, T31, T36, T37 and T38 of RELIABILITY, from one end of the site to the other."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.contrib.admin.sites import site as administration
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from careers.applications import actions as application_actions
from careers.models import Application, Internship
from events.actions import register
from mentoring import mentor_actions
from mentoring.enums import Visibility
from portal.accounts.actions import request_erasure
from portal.accounts.models import User
from portal.contact import actions as contact
from portal.contact.models import Block, ContactRequest, Message
from portal.moderation import appeals, links
from portal.moderation.actions import decide
from portal.moderation.decisions import Choice
from portal.moderation.enums import Outcome, Reason, State
from portal.moderation.grounds import Ground
from portal.moderation.models import Case, Decision, Measure, Report
from portal.moderation.statement import statement
from tests.consistency.world import secure
from tests.events.factories import make_meetup
from tests.factories import form_data, make_internship, make_moderator, make_role, make_user
from tests.mentoring.mentor_factories import WORDS, make_mentorship, make_offer
from tests.mentoring.people_factories import make_minor, make_profile, open_to
from tests.portal.contact.factories import make_member, make_thread
from tests.portal.moderation.factories import settle

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")
DAY = timedelta(days=1)


def signed_in(who: Any) -> Client:
    client = Client()
    if who is not None:
        client.force_login(who)
    return client


# --- T30: a block, in every channel --------------------------------------------------


def somebody(name: str) -> User:
    """A member with a public page, an offer, a listing and a meetup."""
    member = make_member(display_name=name)
    make_profile(user=member, headline="Zinzolin au cadre", **open_to(Visibility.PUBLIC))
    make_offer(mentor=member)
    make_internship(author=member, title=f"Stage de {name}")
    make_meetup(host=member, title=f"Rencontre de {name}")
    return member


def leave(one: User, other: User) -> None:
    request_erasure(member=one)


def block(one: User, other: User) -> None:
    contact.block(by=one, whom=other)


def tried(gone: Callable[[User, User], None], name: str) -> dict[str, Any]:
    """What somebody gets who tries every way to reach a person that is gone for them."""
    one, other = somebody(name), make_member(display_name="Sacha")
    make_profile(user=other)
    offer, page = one.mentor_offer, one.profile
    gone(one, other)
    client = signed_in(other)

    def status(address: str) -> int:
        return client.get(address).status_code

    def says(address: str) -> bool:
        return name in client.get(address).text

    before = ContactRequest.objects.count()
    found = {
        "page": status(page.get_absolute_url()),
        "card": status(reverse("mentoring:member_vcf", args=[page.handle])),
        "write": status(reverse("contact:write", args=[one.pk])),
        "offer": status(offer.get_absolute_url()),
        "ask": status(reverse("mentoring:ask", args=[offer.pk])),
        "report": status(reverse("moderation:report", args=["profil", page.pk])),
        "directory": says("/membres/?q=zinzolin"),
        "mentors": says("/mentorat/"),
        "search": says("/recherche/?q=zinzolin"),
    }
    for send in (
        lambda: contact.send(by=other, to=one, purpose="conseil", text="Bonjour ?", key=uuid4()),
        lambda: mentor_actions.ask(by=other, offer=offer, key=uuid4(), **WORDS),
    ):
        with pytest.raises(contact.Unreachable):
            send()
    found["requests"] = ContactRequest.objects.count() - before
    return found


def test_a_block_closes_every_way_and_reads_like_a_departure() -> None:
    blocked, left = tried(block, "Alex Cadre"), tried(leave, "Robin Chef")

    assert blocked == left
    assert blocked["requests"] == 0
    for name in ("page", "card", "write", "offer", "ask", "report"):
        assert blocked[name] == 404, name
    for name in ("directory", "mentors", "search"):
        assert blocked[name] is False, name
    # The block itself is kept.
    assert Block.objects.count() == 1


def test_a_blocked_applicant_is_read_by_colleagues_alone_and_cannot_tell() -> None:
    host = somebody("Alex Cadre")
    other = make_member(display_name="Sacha")
    block(host, other)
    listing = Internship.objects.get(author=host)
    client = signed_in(other)
    assert client.get(listing.get_absolute_url()).status_code == 200

    draft = application_actions.save_draft(
        by=other, internship=listing, motivation="Bonjour.", pieces=[], key=uuid4()
    )
    sent = application_actions.send(application=draft, by=other)

    assert sent.state == "sent"
    assert signed_in(host).get(sent.received_url()).status_code == 404
    assert not Application.objects.received_by(host).exists()
    # No silence of the organisation: nobody there could have read it.
    assert sent.counts is False


def test_a_blocked_person_does_not_come_to_the_meetup_nor_read_who_does() -> None:
    host = somebody("Alex Cadre")
    guest, other = make_member(display_name="Noé Son"), make_member(display_name="Sacha")
    meetup = host.meetups.get()
    register(meetup=meetup, by=guest, shown=True)
    block(guest, other)
    register(meetup=meetup, by=other, shown=True)

    assert "Noé Son" not in signed_in(other).get(meetup.get_absolute_url()).text
    assert "Sacha" not in signed_in(guest).get(meetup.get_absolute_url()).text
    block(host, make_member())
    barred = make_member()
    block(host, barred)
    with pytest.raises(ValidationError):
        register(meetup=meetup, by=barred, shown=True)


# --- T31: from a visitor's report to the appeal --------------------------------------

WITNESS = {"email": "temoin.zinzolin@example.org", "name": "Témoin Zinzolin"}


def visitors_report(internship: Internship) -> Report:
    client = Client()
    address = reverse("moderation:report", args=["stage", internship.pk])
    data = {
        **form_data(client.get(address).context["form"]),
        **WITNESS,
        "reason": "scam",
        "text": "On m’a demandé 300 euros, Zinzolin peut le dire.",
        "good_faith": "on",
    }
    receipt = client.post(address, data, follow=True)
    report = Report.objects.get()
    assert report.receipt in receipt.text
    assert [one.to for one in mail.outbox] == [[WITNESS["email"]]]
    return report


@pytest.mark.parametrize(("late", "accepted"), [(-1, True), (0, True), (1, False)])
def test_from_a_visitors_report_to_the_appeal_six_months_later(late: int, accepted: bool) -> None:
    listing = make_internship()
    author = listing.author
    assert author
    mail.outbox.clear()
    report = visitors_report(listing)
    assert report.case
    mail.outbox.clear()
    decided = datetime(2027, 3, 31, 12, tzinfo=PARIS)
    first = make_moderator()
    measure = settle(
        report.case,
        Choice(on_target="hide", ground=Ground.SCAM, facts="De l’argent est demandé.", why="Non."),
        by=first,
        now=decided,
    )

    # The statement leaves with the restriction, and holds the six items of article 17.
    letter = next(one for one in mail.outbox if author.email in one.to)
    page = Client().get(links.decision_path(measure)).text
    items = statement(measure)
    assert len({item.key for item in items}) == 6
    for said in (letter.body, page):
        for item in items:
            assert str(item.title) in said
            assert item.text.split(".")[0][:40] in said, item.key
    listing.refresh_from_db()
    assert listing.state == State.WITHDRAWN

    # The witness hears the outcome; the author reads nothing of the witness, anywhere.
    assert any(WITNESS["email"] in one.to for one in mail.outbox)
    seen = [str(letter.body), page, str(letter.message())]
    client = signed_in(author)
    seen += [client.get(url).text for url in (listing.get_absolute_url(), "/notifications/")]
    assert not [text for text in seen if re.search("zinzolin|temoin", text, re.IGNORECASE)]

    # Six calendar months: the thirtieth of September.
    at = datetime(2027, 9, 30, 12, tzinfo=PARIS) + late * DAY
    if not accepted:
        with pytest.raises(ValidationError):
            appeals.contest(measure=measure, text="C’est faux.", now=at)
        return
    appeal = appeals.contest(measure=measure, text="C’est faux.", now=at)
    other = make_moderator()
    appeals.decide_appeal(appeal=appeal, by=other, upheld=True, answer="Vous avez raison.", now=at)
    appeal.refresh_from_db()
    assert appeal.decided_by != measure.decided_by
    listing.refresh_from_db()
    assert listing.state == State.APPROVED
    assert Measure.objects.get().lifted_at


# --- T36: under eighteen --------------------------------------------------------------


def test_no_unvetted_adult_reaches_somebody_of_sixteen_by_any_way() -> None:
    minor = make_minor(display_name="Lou", date_joined=timezone.now() - 60 * DAY)
    page = make_profile(user=minor, headline="Zinzolin", **open_to(Visibility.PUBLIC))
    adult = make_member(display_name="Adulte")
    make_profile(user=adult)

    for purpose in ("conseil", "projet"):
        with pytest.raises((contact.Unreachable, ValidationError)):
            contact.send(by=adult, to=minor, purpose=purpose, text="Bonjour ?", key=uuid4())
    assert not ContactRequest.objects.exists()
    client = signed_in(adult)
    assert client.get(reverse("contact:write", args=[minor.pk])).status_code == 404
    # Private whatever was chosen: strangers and search engines read nothing.
    assert Client().get(page.get_absolute_url()).status_code == 404
    assert "Lou" not in Client().get("/recherche/?q=zinzolin").text


def test_a_mentor_who_takes_adults_is_not_there_for_a_minor() -> None:
    minor = make_minor()
    make_profile(user=minor)
    offer = make_offer(welcomes_minors=False)
    with pytest.raises(contact.Unreachable):
        mentor_actions.ask(by=minor, offer=offer, key=uuid4(), **WORDS)


@pytest.mark.parametrize(
    "text",
    [
        "Mon 06 12 34 56 78.",
        "06.12.34.56.78",
        "+33 6 12 34 56 78",
        "moi@example.org",
        "O6 12345678",
    ],
)
def test_a_telephone_does_not_pass_between_an_adult_and_a_minor(text: str) -> None:
    mentor, minor = make_member(), make_minor(date_joined=timezone.now() - 60 * DAY)
    for one in (mentor, minor):
        make_profile(user=one)
    offer = make_offer(mentor=mentor, welcomes_minors=True)
    mentorship = make_mentorship(mentee=minor, offer=offer)
    assert mentorship.thread
    for by in (mentor, minor):
        with pytest.raises(ValidationError):
            contact.post(thread=mentorship.thread, by=by, text=text, key=uuid4())
    assert not Message.objects.filter(text=text).exists()


# --- T37: nothing public before it was read -------------------------------------------

HUNTED = [
    "/stages/", "/stages/?q=zinzolin", "/stages/flux.atom", "/recherche/?q=zinzolin",
    "/sitemap.xml", "/",
]  # fmt: skip


def hunted(listing: Internship, *, who: Any = None) -> list[str]:
    """Where a word of it, or its address, is found by somebody who may not read it."""
    client, found = signed_in(who), []
    places = [*HUNTED, listing.organisation.get_absolute_url(), listing.role.get_absolute_url()]  # type: ignore[union-attr]
    for place in places:
        answer = client.get(place)
        text = answer.content.decode(errors="replace")
        if answer.status_code == 200 and (
            (
                "zinzolin" in text.lower().replace('value="zinzolin"', "").replace("q=zinzolin", "")
                and "Stage zinzolin" in text
            )
            or listing.get_absolute_url() in text
        ):
            found.append(place)
    for address in (listing.get_absolute_url(), f"/apercu/stage/{listing.pk}.png"):
        if client.get(address).status_code == 200:
            found.append(address)
    return found


def in_state(name: str) -> Internship:
    """A listing in a state in which nobody else may read it."""
    values: dict[str, Any] = {"title": "Stage zinzolin", "missions": "Zinzolin."}
    if name in {"draft", "submitted", "rejected", "withdrawn"}:
        return make_internship(state=State(name), **values)
    listing = make_internship(**values)
    if name == "edited":
        listing.refresh_from_db()
        listing.missions = "Autre zinzolin."
        listing.save_edit(read=listing.revision)
    if name == "hidden":
        listing.take_down()
    return Internship.objects.get(pk=listing.pk)


@pytest.mark.parametrize(
    "name", ["draft", "submitted", "rejected", "withdrawn", "edited", "hidden"]
)
def test_what_nobody_read_yet_is_nowhere(name: str) -> None:
    mail.outbox.clear()
    listing = in_state(name)
    if name == "edited":
        mail.outbox.clear()
    for who in (None, make_user()):
        assert hunted(listing, who=who) == []
    strangers = [
        one for one in mail.outbox if listing.author and listing.author.email not in one.to
    ]
    assert not [one for one in strangers if "zinzolin" in f"{one.body} {one.subject}".lower()]


def test_the_hunt_finds_what_is_public() -> None:
    """The control: the same search finds it once it was approved."""
    found = hunted(in_state("approved"))
    assert len(found) >= 5


def test_one_that_has_run_out_is_in_no_list_and_says_so_on_its_page() -> None:
    listing = make_internship(title="Stage zinzolin")
    Internship.objects.filter(pk=listing.pk).update(apply_by=timezone.localdate() - DAY)
    from careers.listing import openings

    openings.refresh([listing.pk])
    listing.refresh_from_db()
    for place in ("/stages/", "/stages/?q=zinzolin", "/stages/flux.atom"):
        assert "Stage zinzolin" not in Client().get(place).text, place
    page = Client().get(listing.get_absolute_url()).text
    assert "JobPosting" not in page


def test_two_decisions_of_one_revision_are_one() -> None:
    listing = make_internship(state=State.SUBMITTED)
    decide(listing, by=make_moderator(), revision=listing.revision, outcome=Outcome.APPROVED)
    mail.outbox.clear()
    from portal.moderation.models import AlreadyDecided

    with pytest.raises(AlreadyDecided):
        decide(
            listing,
            by=make_moderator(),
            revision=listing.revision,
            outcome=Outcome.REJECTED,
            reason=Reason.UNCLEAR,
        )
    assert Decision.objects.count() == 1
    assert mail.outbox == []


# --- T38: private messages ------------------------------------------------------------


def test_nobody_else_opens_a_conversation_by_any_way(settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR_REQUIRED = False
    one, other = make_member(), make_member()
    for person in (one, other):
        make_profile(user=person)
    thread = make_thread(by=one, to=other, text="Zinzolin entre nous deux.")
    staff = make_moderator(is_superuser=True)
    secure(staff)
    mentor = make_offer().mentor
    addresses = [
        thread.get_absolute_url(),
        thread.request.get_absolute_url(),
        reverse("moderation:report", args=["message", thread.messages.get().pk]),
    ]
    for who in (None, mentor, make_moderator(), staff):
        client = signed_in(who)
        for address in addresses:
            answer = client.get(address)
            assert answer.status_code in {302, 404}, (who, address)
            assert "Zinzolin" not in answer.text
        for place in ("/recherche/?q=zinzolin", "/contacts/", "/notifications/"):
            assert "entre nous deux" not in client.get(place, follow=True).text
    # The administration knows no such table, whoever opens it.
    tables = {model._meta.label for model in administration._registry}
    assert not {one for one in tables if one.startswith("contact.")}
    # Nor does a letter say it.
    assert not [one for one in mail.outbox if "Zinzolin" in one.body]


def test_after_a_report_the_reported_part_alone_is_read() -> None:
    one, other = make_member(), make_member()
    for person in (one, other):
        make_profile(user=person)
    thread = make_thread(by=one, to=other, text="Le premier mot, zinzolin.")
    for number in range(12):
        contact.post(thread=thread, by=one, text=f"Phrase {number}.", key=uuid4())
    reported = thread.messages.order_by("pk").last()
    assert reported
    client = signed_in(other)
    address = reverse("moderation:report", args=["message", reported.pk])
    data = form_data(client.get(address).context["form"])
    client.post(address, {**data, "reason": "other", "text": "Il insiste.", "good_faith": "on"})

    evidence = Report.objects.get().evidence
    assert len(evidence) <= 6
    assert "zinzolin" not in str(evidence)
    assert Case.objects.count() == 1


def test_a_role_and_its_hub_lead_to_nothing_private() -> None:
    """The control of the hunt: a role of its own, with a listing that waits."""
    role = make_role()
    make_internship(role=role, state=State.SUBMITTED, title="Stage zinzolin")
    assert "zinzolin" not in Client().get(role.get_absolute_url()).text
