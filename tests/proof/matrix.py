"""Everybody, everything they own, and where each route leads when it is about the owner's things.

`CANARIES` are the words that only some may read; `ADDRESSES` gives every route its address. A route
without one fails the test: whoever adds a route says here what it is about.
"""

import dataclasses
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.urls import reverse
from django.utils import timezone

from careers import team_actions
from careers.applications import actions as application_actions
from careers.applications import answers as application_answers
from careers.applications import links as answer_links
from careers.enums import AlertRhythm
from careers.listing import alerts
from careers.listing.criteria import Criteria
from careers.models import (
    Application,
    Internship,
    JournalEntry,
    Notebook,
    Organisation,
    OrganisationInvitation,
    Placement,
    PoolPlace,
    Role,
    SavedSearch,
    WorkPeriod,
)
from careers.placements import attestation_actions, attestation_links
from events.actions import register
from events.models import AgendaKey, Festival, Meetup
from mentoring import mentor_actions
from mentoring.enums import Visibility
from mentoring.models import (
    MentorGoal,
    MentorMeeting,
    MentorNote,
    Mentorship,
    PortfolioItem,
    Profile,
    VisitingCard,
)
from portal.accounts.models import User
from portal.contact import actions as contact
from portal.contact.models import ContactRequest, Thread
from portal.moderation import links
from portal.moderation.decisions import Choice
from portal.moderation.enums import State
from portal.moderation.grounds import Ground
from portal.moderation.models import AutoHide, Measure, Report
from portal.notifications import stopping
from portal.notifications.inbox import notify
from portal.notifications.models import Notification
from tests.careers.going.journal_factories import make_entry
from tests.consistency import world
from tests.events.factories import make_meetup
from tests.factories import make_internship, make_moderator, make_organisation, make_role, make_user
from tests.mentoring.mentor_factories import WORDS, make_offer
from tests.mentoring.people_factories import make_piece
from tests.portal.moderation.factories import case_of, make_report, settle

PEOPLE = ["anonymous", "owner", "other", "minor", "mentor", "host", "moderator", "staff"]

# Who may read each secret, wherever it appears. Nobody else ever, on any page.
CANARIES = {
    "canary-phone@": {"owner", "mentor"},  # shown to contacts: the mentor is one
    "canary-nobody@": {"owner"},  # a field for nobody
    "canary-card-label": {"owner"},
    "canary-request-text": {"owner", "host"},
    "canary-message-text": {"owner", "mentor"},
    "canary-goal": {"owner", "mentor"},
    "canary-note": {"owner", "mentor"},
    "canary-meeting-place": {"owner", "mentor"},
    "canary-purpose": {"owner", "mentor"},
    "canary-join-link": {"owner", "host"},  # the owner holds a seat
    "canary-piece": {"owner", "mentor"},  # a piece for contacts
    "canary-draft-internship": {"owner"},
    "canary-search": {"owner"},
    "canary-draft-meetup": {"host"},
    "canary-motivation": {"owner", "host"},  # the owner applies to the host's listing
    "canary-draft-application": {"owner"},
    "canary-received": {"owner", "mentor"},  # the mentor applies to the owner's
    "canary-journal": {"owner"},
    "canary-employer": {"owner"},
    "canary-internal-note": {"owner"},
    "canary-guest@": {"owner"},
    "canary-learning": {"owner"},
    "canary-attested": {"owner"},
    "canary-hours": {"owner"},
    "canary-agreement": {"owner", "host"},  # the host takes the owner in
    "canary-film": {"owner", "moderator"},  # a title kept hidden
    "canary-notification": {"owner"},
    # Not even the follow-up page repeats it: its address may be found in a shared browser.
    "canary-report": set(),
    "canary-owner-address": {"owner"},
}


@dataclasses.dataclass(frozen=True)
class Cast:
    """The people and the owner's things."""

    people: dict[str, User]
    profile: Profile
    piece: PortfolioItem
    card: VisitingCard
    request: ContactRequest
    thread: Thread
    mentorship: Mentorship
    goal: MentorGoal
    meeting: MentorMeeting
    mentoring_request: int
    offer: Any
    meetup: Meetup
    hosted_draft: Meetup
    internship: Internship
    organisation: Organisation
    sent: Application
    draft: Application
    received: Application
    placement: Placement
    invitation: OrganisationInvitation
    role: Role
    festival: Festival
    search: SavedSearch
    notification: Notification
    agenda: AgendaKey
    entry: JournalEntry
    report: Report
    measure: Measure
    period: WorkPeriod


def build() -> Cast:
    """The owner in the middle of everything; the others around, each with a page of their own."""
    world.load_reference()
    people: dict[str, User] = {
        "owner": make_user(email="canary-owner-address@example.org", display_name="Olive Témoin"),
        "other": make_user(),
        "minor": make_user(age_band="15-17"),
        "mentor": make_user(),
        "host": make_user(),
        "moderator": make_moderator(),
        "staff": make_user(is_staff=True),
    }
    for name in ("moderator", "staff"):
        world.secure(people[name])
    for name, user in people.items():
        if name != "owner":
            Profile.objects.create(user=user, handle=f"page-{name}")
    owner, mentor, host = people["owner"], people["mentor"], people["host"]
    profile = Profile.objects.create(
        user=owner,
        handle="page-owner",
        email="canary-phone@example.org",
        links=["https://canary-nobody@example.org/"],
        email_visibility=Visibility.CONTACTS,
        links_visibility=Visibility.NOBODY,
    )
    piece = make_piece(profile=profile, title="canary-piece", visibility=Visibility.CONTACTS)
    card = VisitingCard.objects.create(owner=owner, label="canary-card-label")
    request = contact.send(
        by=owner, to=host, purpose="conseil", text="canary-request-text", key=uuid4()
    )
    offer = make_offer(mentor=mentor, welcomes_minors=True, capacity=2)
    asked = mentor_actions.ask(
        by=owner, offer=offer, key=uuid4(), **{**WORDS, "goal": "canary-purpose"}
    )
    thread = contact.accept(request=asked.contact, by=mentor)
    contact.post(thread=thread, by=owner, text="canary-message-text", key=uuid4())
    mentorship = Mentorship.objects.get(mentee=owner)
    line = {"mentorship": mentorship, "author": owner}
    MentorNote.objects.create(text="canary-note", **line)
    soon = timezone.now() + timedelta(days=4)
    meetup = make_meetup(
        host=host, format="both", join_link="https://visio.example.org/canary-join-link"
    )
    register(meetup=meetup, by=owner)
    organisation = make_organisation(owner=owner)
    own: dict[str, Any] = {"author": owner, "organisation": organisation, "role": make_role()}
    listing = make_internship(
        state=State.APPROVED,
        production_title="canary-film",
        production_title_hidden=True,
        **own,
    )
    hosted = make_internship(author=host, role=own["role"])
    received = apply(mentor, listing, "canary-received")
    application_answers.mark_read(application=received, by=owner)
    application_answers.add_note(
        application=received, by=owner, text="canary-internal-note", key=uuid4()
    )
    notify(to=owner, topic="contact", text="canary-notification", url="/mon-espace/")
    for one, kept_by in ((owner, hosted.organisation), (mentor, organisation)):
        PoolPlace.objects.create(organisation=kept_by, member=one)
    measure = warned(meetup)
    AutoHide.objects.create(case=measure.case, people=4)
    # Sealed: a phrase that does not open it is answered by its own page.
    Notebook.objects.create(member=owner, salt=bytes(16), proof=bytes(60))
    return Cast(
        people=people,
        profile=profile,
        piece=piece,
        card=card,
        request=request,
        thread=thread,
        mentorship=mentorship,
        goal=MentorGoal.objects.create(text="canary-goal", **line),
        meeting=MentorMeeting.objects.create(
            starts_at=soon, format="public", place="canary-meeting-place", **line
        ),
        mentoring_request=asked.contact_id,
        offer=offer,
        meetup=meetup,
        hosted_draft=make_meetup(host=host, state=State.DRAFT, title="canary-draft-meetup"),
        internship=make_internship(state=State.DRAFT, title="canary-draft-internship", **own),
        organisation=organisation,
        sent=apply(owner, hosted, "canary-motivation"),
        draft=write(owner, make_internship(role=own["role"]), "canary-draft-application"),
        received=received,
        placement=begin(owner, hosted),
        invitation=team_actions.invite(
            organisation=organisation, by=owner, email="canary-guest@example.org"
        ),
        role=own["role"],
        festival=Festival.objects.get(slug="cannes"),
        search=alerts.save_search(
            by=owner, asked=Criteria(words="canary-search"), rhythm=AlertRhythm.DAILY
        ),
        notification=Notification.objects.get(text="canary-notification"),
        agenda=AgendaKey.objects.create(member=owner),
        report=make_report(hosted, reporter=owner, text="canary-report"),
        measure=measure,
        entry=make_entry(
            member=owner,
            place="canary-journal",
            lesson="canary-journal",
            next_step="canary-journal",
            steps={"envoyee": 3},
        ),
        period=WorkPeriod.objects.create(
            member=owner,
            employer="canary-employer",
            starts_on=timezone.localdate(),
            ends_on=timezone.localdate(),
            hours=7,
            nature="annexe-8",
        ),
    )


def warned(meetup: Meetup) -> Measure:
    """The host of a meetup, warned after a report of somebody whom nothing betrays."""
    choice = Choice(on_author="warn", ground=Ground.UNTRUE, facts="Le lieu n’est pas le bon.")
    return settle(case_of(meetup, text="canary-report"), choice)


def write(member: User, internship: Internship, motivation: str) -> Application:
    return application_actions.save_draft(
        by=member, internship=internship, motivation=motivation, pieces=[], key=uuid4()
    )


def apply(member: User, internship: Internship, motivation: str) -> Application:
    draft = write(member, internship, motivation)
    return application_actions.send(application=draft, by=member)


def begin(member: User, like: Internship) -> Placement:
    """Accepted by the same host, at other dates than everything else; begun today."""
    first = timezone.localdate() + timedelta(days=200)
    listing = make_internship(
        author=like.author,
        organisation=like.organisation,
        role=like.role,
        starts_on=first,
        ends_on=first + timedelta(days=60),
    )
    one = apply(member, listing, "canary-motivation")
    application_answers.accept(application=one, by=like.author)
    placement: Placement = Placement.objects.get(application=one)
    Placement.objects.filter(pk=placement.pk).update(starts_on=timezone.localdate())
    placement.agreement.intern_items = {"training": "canary-agreement"}
    placement.agreement.save()
    placement.hours.create(day=first, start="09:00", end="18:00", note="canary-hours")
    placement.learning.create(day=first, text="canary-learning")
    content: dict[str, Any] = {
        "name": "canary-attested", "title": "", "organisation": "", "role": "",
        "starts_on": str(first), "ends_on": str(first), "minutes": None, "skills": [],
        "entries": [],
    }  # fmt: skip
    later = timezone.now() + timedelta(days=31)
    placement.attestations.create(
        content=content, state="confirmed", code=attestation_actions.new_code(), expires_at=later,
        tutor_name="Camille Martin", tutor_role="régisseuse", answered_at=timezone.now(),
    )  # fmt: skip
    placement.attestations.create(
        content=content | {"name": "Olive Témoin"}, tutor_email="t@example.org", expires_at=later
    )
    return placement


def addresses(cast: Cast) -> dict[str, str]:
    """Every route of ours with arguments, about something of the owner's (or the host's)."""
    owner, meetup, draft = cast.people["owner"], cast.meetup, cast.hosted_draft
    pk = {"pk": cast.internship.pk}
    given: dict[str, dict[str, Any]] = {
        "careers:role": {"slug": cast.role.slug},
        "careers:follow": {"slug": cast.role.slug},
        "careers:checklist": {"slug": cast.role.slug},
        "careers:checklist_keep": {"slug": cast.role.slug},
        "careers:internship": {**pk, "slug": "canary-draft-internship"},
        "careers:internship_edit": pk,
        "careers:internship_step": {**pk, "slug": "mission"},
        "careers:internship_review": pk,
        "careers:internship_copy": pk,
        "careers:internship_keep": pk,
        "careers:internship_seen": pk,
        "careers:internship_submit": pk,
        "careers:internship_withdraw": pk,
        "careers:internship_delete": pk,
        "careers:alert_change": {"pk": cast.search.pk},
        "careers:alert_delete": {"pk": cast.search.pk},
        "careers:term": {"slug": "depouillement"},
        "open:sitemap": {"section": "metiers"},
        "open:picture": {"kind": "stage", "slug": str(cast.internship.pk)},
        "open_library:dataset": {"slug": "metiers", "form": "json"},
        "careers:sheet": {"slug": "droits-stage"},
        "careers:first_day": {"slug": cast.role.slug},
        "careers:school": {"slug": "la-femis"},
        "careers:aid": {"slug": "c2i"},
        "careers:association": {"slug": "afr"},
        "careers:journal_step_remove": {"pk": cast.entry.pk, "step": cast.entry.steps.get().pk},
        "careers:organisation": {"slug": cast.organisation.slug},
        "careers:organisation_edit": {"slug": cast.organisation.slug},
        "careers:verification_proof": {"token": "x"},
        "careers:apply": {"pk": cast.received.internship_id, "slug": "stage"},
        "careers:received_piece": {"pk": cast.received.pk, "piece": 1},
        "careers:answer": {
            "token": answer_links.token(cast.received, by=owner, act=answer_links.Act.STUDY)
        },
        "careers:team_revoke": {"slug": cast.organisation.slug, "pk": cast.invitation.pk},
        "careers:pool_answer": {"pk": owner.pool_places.get().pk},
        "careers:pool_remove": {
            "slug": cast.organisation.slug,
            "pk": cast.organisation.pool.get().pk,
        },
        "careers:invitation": {"token": team_actions.token_of(cast.invitation)},
        "moderation:report": {
            "key": "message",
            "pk": cast.thread.messages.get(text="canary-message-text").pk,
        },
        "moderation:correct": {"page": "faq/"},
        "moderation:follow": {"token": links.follow_token(cast.report)},
        "moderation:figures_year": {"year": timezone.localdate().year},
        "moderation:figures_csv": {"year": timezone.localdate().year},
        "moderation:hidden": {
            "token": links.hidden_token(AutoHide.objects.get(case=cast.measure.case))
        },
        "moderation:decision": {"token": links.decision_token(cast.measure)},
        "notifications:open": {"pk": cast.notification.pk},
        "notifications:stop": {"token": stopping.path(owner, "contact").split("/")[-2]},
        "contact:write": {"pk": owner.pk},
        "contact:block": {"pk": owner.pk},
        "contact:unblock": {"pk": owner.pk},
        "mentoring:card_public": {"token": cast.card.token},
        "mentoring:card_vcf": {"token": cast.card.token},
        "mentoring:card_report": {"token": cast.card.token},
        "mentoring:portfolio_add": {"kind": "link"},
        "mentoring:portfolio_file": {"handle": "page-owner", "pk": cast.piece.pk},
        "mentoring:profile_edit": {"part": "presentation"},
        "mentoring:welcome": {"step": 1},
        "mentoring:offer": {"pk": cast.offer.pk},
        "mentoring:ask": {"pk": cast.offer.pk},
        "mentoring:request": {"pk": cast.mentoring_request},
        "mentoring:goal_done": {"pk": cast.mentorship.pk, "goal": cast.goal.pk},
        "mentoring:meeting_cancel": {"pk": cast.meeting.pk},
        "mentoring:meeting_ics": {"pk": cast.meeting.pk},
        "events:festival_month": {"month": "2027-05"},
        "events:festival": {"slug": cast.festival.slug},
        "events:festival_ics": {"slug": cast.festival.slug},
        "events:meetup": {"pk": meetup.pk, "slug": meetup.get_absolute_url().split("-", 1)[1][:-1]},
        "events:meetup_ics": {
            "pk": meetup.pk,
            "slug": meetup.get_absolute_url().split("-", 1)[1][:-1],
        },
        "shell:rules_edition": {"version": "2026-11-28"},
        "mfa_edit_webauthn": {"pk": 1},
        "mfa_remove_webauthn": {"pk": 1},
    }
    for name in ("application", "application_withdraw", "application_agree"):
        given[f"careers:{name}"] = {"pk": cast.sent.pk}
    day = {"pk": cast.placement.pk, "entry": cast.placement.learning.get().pk}
    given["careers:learning_edit"] = given["careers:learning_delete"] = day
    for name in ("learning", "attestation_ask"):
        given[f"careers:{name}"] = {"pk": cast.placement.pk}
    signed = cast.placement.attestations.get(state="confirmed")
    waiting = cast.placement.attestations.get(state="asked")
    for name in ("attestation", "attestation_withdraw", "attestation_show"):
        given[f"careers:{name}"] = {"pk": cast.placement.pk, "number": signed.pk}
    given["careers:attestation_check"] = {"code": signed.code_label}
    given["careers:attestation_answer"] = {"token": attestation_links.token(waiting)}
    given["careers:attestation_report"] = {"token": attestation_links.token(waiting)}
    line = {"pk": cast.placement.pk, "entry": cast.placement.hours.get().pk}
    given["careers:diary_edit"] = given["careers:diary_delete"] = line
    for name in ("diary", "diary_export"):
        given[f"careers:{name}"] = {"pk": cast.placement.pk}
    for name in ("placement", "agreement", "agreement_sign", "agreement_print"):
        given[f"careers:{name}"] = {"pk": cast.placement.pk}
    for name in ("application_preview", "application_send", "application_delete"):
        given[f"careers:{name}"] = {"pk": cast.draft.pk}
    for name in ("", "open", "study", "extend", "accept", "decline", "cancel", "assign", "note"):
        given[f"careers:received_{name}".rstrip("_")] = {"pk": cast.received.pk}
    for name in (
        "board", "received_list", "received_export", "answer_many", "team", "team_invite", "pool",
        "verification", "team_review",
    ):  # fmt: skip
        given[f"careers:{name}"] = {"slug": cast.organisation.slug}
    for name in ("team_role", "team_remove"):
        given[f"careers:{name}"] = {"slug": cast.organisation.slug, "member": owner.pk}
    groups: list[tuple[list[str], dict[str, Any]]] = [
        (["request", "accept", "decline", "withdraw"], {"pk": cast.request.pk}),
        (["thread", "read", "leave"], {"pk": cast.thread.pk}),
    ]
    for names, values in groups:
        given |= {f"contact:{name}": values for name in names}
    for name in ("entry", "edit", "step", "done", "delete"):
        given[f"careers:journal_{name}"] = {"pk": cast.entry.pk}
    for name in ("edit", "delete"):
        given[f"careers:hours_{name}"] = {"pk": cast.period.pk}
    for name in ("member", "photo", "member_vcf"):
        given[f"mentoring:{name}"] = {"handle": "page-owner"}
    for name in ("card", "card_edit", "card_print", "card_revoke"):
        given[f"mentoring:{name}"] = {"pk": cast.card.pk}
    for name in ("portfolio_edit", "portfolio_move", "portfolio_delete"):
        given[f"mentoring:{name}"] = {"pk": cast.piece.pk}
    for name in (
        "mentorship", "frame", "sign", "goal_add", "note_add", "thanks_add", "meeting_add",
        "mentorship_end",
    ):  # fmt: skip
        given[f"mentoring:{name}"] = {"pk": cast.mentorship.pk}
    for name in ("take", "give_back", "appear"):
        given[f"events:meetup_{name}"] = {"pk": meetup.pk}
    for name in (
        "edit", "details", "submit", "withdraw", "delete", "cancel", "hosting", "invite", "answer",
    ):  # fmt: skip
        given[f"events:meetup_{name}"] = {"pk": draft.pk}
    given["careers:notebook_erase"] = pk
    found = {name: reverse(name, kwargs=values) for name, values in given.items()}
    found["events:agenda_feed"] = f"{reverse('events:agenda_feed')}?cle={cast.agenda.token}"
    return found
