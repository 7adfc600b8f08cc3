"""Applications in each state as a world of their own, and the pages that show them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.urls import reverse

from careers import team_actions
from careers.applications import answers as application_answers
from careers.applications import links as answer_links
from careers.applications.enums import ApplicationState
from careers.models import Application, Internship, Organisation, OrganisationInvitation
from portal.accounts.models import User
from tests.careers.applications.factories import make_application, make_draft
from tests.factories import make_internship, make_user

SENTENCE = "Une phrase assez longue pour occuper une ligne entière, comme on en écrit vraiment. "


@dataclass(frozen=True)
class Applications:
    """What the member has sent elsewhere, and what their organisation has received."""

    open_listing: Internship
    draft: Application
    sent: dict[str, Application]
    sealed: Application
    received: Application
    accepted: Application
    closed: Application
    organisation: Organisation
    invitation: OrganisationInvitation


def build(member: User, organisation: Organisation, listing: Internship) -> Applications:
    role = listing.role
    host = make_user(display_name="Camille Accueil")

    def elsewhere(**fields: Any) -> Internship:
        return make_internship(role=role, **fields)

    skipped = {ApplicationState.DRAFT, ApplicationState.EXPIRED, ApplicationState.ACCEPTED}
    sent = {
        state.value: make_application(
            applicant=member, internship=elsewhere(), state=state, motivation=SENTENCE * 6
        )
        for state in ApplicationState
        if state not in skipped
    }
    sent["expired"] = make_application(
        applicant=member, internship=elsewhere(), sent=timedelta(days=20)
    )
    type(listing).objects.filter(pk=listing.pk).update(places=20)
    people = [make_user(display_name="Aïssa Témoin") for _ in range(4)]
    sealed, received, accepted, closed = (
        make_application(
            applicant=one, internship=listing, motivation=SENTENCE * 8, sent=timedelta(days=8)
        )
        for one in people
    )
    application_answers.mark_read(application=received, by=member)
    application_answers.add_note(application=received, by=member, text=SENTENCE * 2, key=uuid4())
    application_answers.accept(application=accepted, by=member, note=SENTENCE)
    application_answers.decline(applications=[closed], by=member, reason="dates", note=SENTENCE)
    make_application(applicant=host, internship=listing, sent=timedelta(days=15))
    return Applications(
        open_listing=elsewhere(),
        draft=make_draft(applicant=member, internship=elsewhere(), motivation=SENTENCE * 4),
        sent=sent,
        sealed=sealed,
        received=received,
        accepted=accepted,
        closed=closed,
        organisation=organisation,
        invitation=team_actions.invite(
            organisation=organisation, by=member, email="invitee@example.org"
        ),
    )


# Name, its address in this world, who looks, status.
Row = tuple[str, Callable[[Applications], str], str, int]


def _to(name: str, *which: str) -> Callable[[Applications], str]:
    return lambda made: reverse(name, args=[getattr(made, one).pk for one in which])


def _at(name: str, query: str = "") -> Callable[[Applications], str]:
    return lambda made: reverse(name, args=[made.organisation.slug]) + query


def _sent(state: str) -> Callable[[Applications], str]:
    return lambda made: made.sent[state].get_absolute_url()


def _answer(act: answer_links.Act) -> Callable[[Applications], str]:
    def address(made: Applications) -> str:
        host = made.organisation.memberships.order_by("pk")[0].user
        return reverse("careers:answer", args=[answer_links.token(made.sealed, by=host, act=act)])

    return address


def _invitation(made: Applications) -> str:
    return reverse("careers:invitation", args=[team_actions.token_of(made.invitation)])


VISITOR: list[Row] = [
    ("répondre par lien", _answer(answer_links.Act.DECLINE), "visitor", 200),
    ("accepter par lien", _answer(answer_links.Act.ACCEPT), "visitor", 200),
    ("lien déjà servi", lambda made: reverse("careers:answer", args=["x"]), "visitor", 410),
    ("stages en chiffres", lambda made: reverse("careers:internship_figures"), "visitor", 200),
    ("invitation dans une structure", _invitation, "visitor", 200),
]
MEMBER: list[Row] = [
    (
        "candidater",
        lambda made: reverse("careers:apply", args=[made.open_listing.pk, "stage"]),
        "member",
        200,
    ),
    (
        "candidater, brouillon",
        lambda made: reverse("careers:apply", args=[made.draft.internship_id, "stage"]),
        "member",
        200,
    ),
    ("relire avant d’envoyer", _to("careers:application_preview", "draft"), "member", 200),
    ("mes candidatures", lambda made: reverse("careers:applications"), "member", 200),
    (
        "mes candidatures, closes",
        lambda made: reverse("careers:applications") + "?vue=closes",
        "member",
        200,
    ),
    *(
        (f"ma candidature, {state}", _sent(state), "member", 200)
        for state in ("sent", "read", "studied", "declined", "withdrawn", "cancelled", "expired")
    ),
    ("candidature fermée", _to("careers:received", "sealed"), "member", 200),
    ("candidature reçue", _to("careers:received", "received"), "member", 200),
    ("candidature acceptée", _to("careers:received", "accepted"), "member", 200),
    ("candidature close", _to("careers:received", "closed"), "member", 200),
    ("tableau d’une structure", _at("careers:board"), "member", 200),
    ("candidatures reçues", _at("careers:received_list"), "member", 200),
    ("candidatures reçues, toutes", _at("careers:received_list", "?vue=toutes"), "member", 200),
    ("équipe d’une structure", _at("careers:team"), "member", 200),
    ("vivier d’une structure", _at("careers:pool"), "member", 200),
]
