"""What people do together, as a world of its own, and the pages that show it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone

from events.actions import cancel_meetup, register
from events.models import AgendaKey, Festival, Meetup
from mentoring import mentor_actions
from mentoring.models import (
    MentorGoal,
    MentorMeeting,
    MentorNote,
    MentorOffer,
    Mentorship,
    PortfolioItem,
    Profile,
    VisitingCard,
)
from portal.accounts.models import User
from portal.contact import actions as contact
from portal.contact.models import ContactRequest, Thread
from portal.moderation.enums import State
from portal.notifications import stopping
from tests.events.factories import make_meetup
from tests.factories import make_user
from tests.mentoring.mentor_factories import WORDS, make_offer
from tests.mentoring.people_factories import make_piece, make_profile

SENTENCE = "Une phrase assez longue pour occuper une ligne entière, comme on en écrit vraiment. "


@dataclass(frozen=True)
class People:
    """A member with a page, seats, requests and a mentor; and those around them."""

    profile: Profile
    piece: PortfolioItem
    card: VisitingCard
    revoked: VisitingCard
    other: User
    received: ContactRequest
    sent: ContactRequest
    thread: Thread
    offer: MentorOffer
    own_offer: MentorOffer
    asked: ContactRequest
    mentorship: Mentorship
    meeting: MentorMeeting
    meetup: Meetup
    hosted: Meetup
    waiting: Meetup
    cancelled: Meetup
    stop: str


def build(member: User, moderator: User) -> People:
    """Give the member one of everything, in the state where its page shows most."""
    now = timezone.now()
    profile = make_profile(
        user=member,
        handle="page-du-membre",
        headline="Je cherche un premier plateau, avec mon permis et mes lieux",
        about=SENTENCE * 5,
        page_visibility="public",
    )
    other, mentor, second = (
        make_user(display_name="Maximilienne-Espérance de La Rochefoucauld-Montmorency"),
        make_user(display_name="Aïssa Témoin"),
        make_user(),
    )
    get_user_model().objects.filter(pk=member.pk).update(date_joined=now - timedelta(days=30))
    member.refresh_from_db()
    for user in (other, second):
        make_profile(user=user, roles=[])
    sent = contact.send(by=member, to=other, purpose="conseil", text=SENTENCE, key=uuid4())
    received = contact.send(by=other, to=member, purpose="projet", text=SENTENCE, key=uuid4())
    offer = make_offer(mentor=mentor, capacity=2)
    asked = mentor_actions.ask(by=member, offer=offer, key=uuid4(), **WORDS)
    thread = contact.accept(request=asked.contact, by=mentor)
    for number in range(6):
        by = mentor if number % 2 else member
        contact.post(thread=thread, by=by, text=SENTENCE * 3, key=uuid4())
    mentorship = Mentorship.objects.get(mentee=member)
    log: dict[str, Any] = {"mentorship": mentorship, "author": member}
    MentorGoal.objects.create(text="Appeler trois régies", done_at=now, **log)
    MentorNote.objects.create(text=SENTENCE * 4, **log)
    waiting_for = make_offer(mentor=second, pitch=SENTENCE * 5)
    full = make_meetup(capacity=1, moderator=moderator)
    register(meetup=full, by=other)
    register(meetup=full, by=member)
    cancelled = make_meetup(moderator=moderator)
    cancel_meetup(meetup=cancelled, by=None, reason="Salle fermée.")
    AgendaKey.objects.create(member=member)
    card = {"owner": member, "label": "Clermont"}
    return People(
        profile=profile,
        piece=make_piece(profile=profile),
        card=VisitingCard.objects.create(**card),
        revoked=VisitingCard.objects.create(revoked_at=now, **card),
        other=other,
        received=received,
        sent=sent,
        thread=thread,
        offer=offer,
        own_offer=make_offer(mentor=member, state=State.SUBMITTED),
        asked=mentor_actions.ask(by=member, offer=waiting_for, key=uuid4(), **WORDS).contact,
        mentorship=mentorship,
        meeting=MentorMeeting.objects.create(
            starts_at=now + timedelta(days=2), format="public", place="Un café", **log
        ),
        meetup=full,
        hosted=make_meetup(host=member, moderator=moderator, capacity=12),
        waiting=make_meetup(state=State.SUBMITTED),
        cancelled=cancelled,
        stop=stopping.path(member, "contact"),
    )


# Name, name of the route, which object of the world gives its number or address, who, status.
Row = tuple[str, str, Any, str, int]


def _pk(name: str) -> Any:
    return lambda people: [getattr(people, name).pk]


def _url(name: str) -> Any:
    return lambda people: getattr(people, name).get_absolute_url()


def _festival(slug: str) -> Any:
    return lambda people: Festival.objects.get(slug=slug).get_absolute_url()


VISITOR: list[Row] = [
    ("membre", "", _url("profile"), "visitor", 200),
    ("carte publique", "", _url("card"), "visitor", 200),
    ("carte terminée", "", _url("revoked"), "visitor", 410),
    ("signaler une carte", "mentoring:card_report", lambda p: [p.card.token], "visitor", 200),
    ("mentorat", "mentoring:mentors", None, "visitor", 200),
    ("charte", "mentoring:charter", None, "visitor", 200),
    ("rencontres", "events:meetups", None, "visitor", 200),
    ("rencontres passées", "events:meetups_past", None, "visitor", 200),
    ("rencontre", "", _url("meetup"), "visitor", 200),
    ("rencontre annulée", "", _url("cancelled"), "visitor", 200),
    ("festivals", "events:festivals", None, "visitor", 200),
    ("festivals du mois", "events:festival_month", lambda p: ["2027-05"], "visitor", 200),
    ("festivals, mois sans date", "events:festival_month", lambda p: ["2027-09"], "visitor", 200),
    ("festival", "", _festival("cannes"), "visitor", 200),
    ("festival sans date", "", _festival("deauville"), "visitor", 200),
    ("ne plus recevoir", "", lambda p: p.stop, "visitor", 200),
    ("signaler une erreur", "moderation:correct",
     lambda p: ["festivals/cannes/"], "visitor", 200),
]  # fmt: skip
MEMBER: list[Row] = [
    ("bienvenue", "mentoring:welcome", lambda p: [1], "member", 200),
    ("bienvenue, savoir-faire", "mentoring:welcome", lambda p: [2], "member", 200),
    ("bienvenue, région", "mentoring:welcome", lambda p: [3], "member", 200),
    ("bienvenue, échanges", "mentoring:welcome", lambda p: [4], "member", 200),
    ("ma page", "", _url("profile"), "member", 200),
    ("ma page, vue par un membre", "", lambda p: p.profile.get_absolute_url() + "?comme=membre",
     "member", 200),
    ("page d’un membre", "", lambda p: p.other.profile.get_absolute_url(), "member", 200),
    ("modifier ma page", "mentoring:profile_edit", lambda p: ["presentation"], "member", 200),
    ("qui voit quoi", "mentoring:profile_edit", lambda p: ["visibilite"], "member", 200),
    ("ma photo", "mentoring:photo_edit", None, "member", 200),
    ("mon portfolio", "mentoring:portfolio", None, "member", 200),
    ("ajouter au portfolio", "mentoring:portfolio_add", lambda p: ["image"], "member", 200),
    ("modifier une pièce", "mentoring:portfolio_edit", _pk("piece"), "member", 200),
    ("annuaire", "mentoring:directory", None, "member", 200),
    ("annuaire, filtré", "", lambda p: reverse("mentoring:directory") + "?region=Bretagne",
     "member", 200),
    ("mes cartes", "mentoring:cards", None, "member", 200),
    ("nouvelle carte", "mentoring:card_create", None, "member", 200),
    ("carte", "mentoring:card", _pk("card"), "member", 200),
    ("modifier la carte", "mentoring:card_edit", _pk("card"), "member", 200),
    ("imprimer la carte", "mentoring:card_print", _pk("card"), "member", 200),
    ("contacts", "contact:inbox", None, "member", 200),
    ("écrire", "contact:write", lambda p: [p.other.pk], "member", 200),
    ("demande reçue", "contact:request", _pk("received"), "member", 200),
    ("demande envoyée", "contact:request", _pk("sent"), "member", 200),
    ("conversation", "contact:thread", _pk("thread"), "member", 200),
    ("personnes bloquées", "contact:blocks", None, "member", 200),
    ("notifications", "notifications:inbox", None, "member", 200),
    ("courriels reçus", "notifications:choices", None, "member", 200),
    ("trouver un mentor", "mentoring:mentors", None, "member", 200),
    ("offre de mentorat", "mentoring:offer", _pk("offer"), "member", 200),
    ("mon offre", "mentoring:offer", _pk("own_offer"), "member", 200),
    ("écrire mon offre", "mentoring:offer_edit", None, "member", 200),
    ("demander un mentorat", "mentoring:ask", _pk("offer"), "member", 200),
    ("demande de mentorat", "mentoring:request", _pk("asked"), "member", 200),
    ("suivi d’un mentorat", "mentoring:mentorship", _pk("mentorship"), "member", 200),
    ("cadre d’un mentorat", "mentoring:frame", _pk("mentorship"), "member", 200),
    ("prendre rendez-vous", "mentoring:meeting_add", _pk("mentorship"), "member", 200),
    ("rencontre, en attente", "", _url("meetup"), "member", 200),
    ("rencontre que j’organise", "", _url("hosted"), "member", 200),
    ("organiser", "events:meetup_hosting", _pk("hosted"), "member", 200),
    ("modifier la rencontre", "events:meetup_edit", _pk("hosted"), "member", 200),
    ("détails pratiques", "events:meetup_details", _pk("hosted"), "member", 200),
    ("annuler la rencontre", "events:meetup_cancel", _pk("hosted"), "member", 200),
    ("proposer une rencontre", "events:meetup_create", None, "member", 200),
    ("mes rencontres", "events:meetups_mine", None, "member", 200),
    ("mon agenda", "events:agenda", None, "member", 200),
    ("mes données", "my_data", None, "member", 200),
    ("partir", "leave", None, "member", 200),
    ("textes à relire", "texts", None, "member", 200),
    ("ce que je peux faire", "trust", None, "member", 200),
]  # fmt: skip
MODERATOR: list[Row] = [
    ("file des rencontres", "admin:events_meetup_changelist", None, "moderator", 200),
    ("relecture d’une rencontre", "admin:events_meetup_change", _pk("waiting"), "moderator", 200),
    ("file du mentorat", "admin:mentoring_mentoroffer_changelist", None, "moderator", 200),
    ("relecture d’une offre", "admin:mentoring_mentoroffer_change", _pk("own_offer"),
     "moderator", 200),
    ("signalements", "admin:moderation_report_changelist", None, "moderator", 200),
]  # fmt: skip


def address(row: Row, people: People) -> str:
    """Where the page of a row is in this world."""
    _name, route, choose, _who, _status = row
    found = choose(people) if choose else []
    return reverse(route, args=found) if route else str(found)
