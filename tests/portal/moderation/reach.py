"""Every text a member writes: under which kind it is reported, and where others read it."""

import dataclasses
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.db import models
from django.urls import reverse
from django.utils import timezone

from careers.applications import answers
from careers.applications.enums import ApplicationState
from careers.models import ApplicationNote, Attestation
from careers.placements import attestation_actions, attestation_links
from mentoring import mentor_actions
from mentoring.enums import Visibility
from mentoring.models import MentorGoal, MentorMeeting, MentorNote, MentorThanks, Profile
from portal.accounts import privacy
from tests.careers.applications.factories import add_colleague, host_of, make_application
from tests.careers.placements.factories import host, make_placement
from tests.events.factories import make_meetup
from tests.factories import make_internship, make_organisation, make_user
from tests.mentoring.card_factories import make_card, make_owner
from tests.mentoring.mentor_factories import make_ask, make_mentorship, make_offer
from tests.mentoring.people_factories import make_piece, make_profile, open_to
from tests.portal.contact.factories import make_member, make_request, make_thread

CANARY = "Zinzolin"

# The kind under which the texts of a model are reported; of a field, where it is another.
KIND_OF = {
    "careers.Agreement": "convention",
    "careers.Application": "candidature",
    "careers.ApplicationNote": "note-candidature",
    "careers.Attestation": "attestation",
    "careers.Internship": "stage",
    "careers.Organisation": "structure",
    # A copy of the listing, then its organisation's; shown with the agreement.
    "careers.Placement": "convention",
    "contact.ContactRequest": "demande",
    "contact.Message": "message",
    "events.Meetup": "rencontre",
    "mentoring.DirectoryTerm": "profil",
    "mentoring.MentorGoal": "but",
    "mentoring.MentorMeeting": "rendez-vous",
    "mentoring.MentorNote": "note",
    "mentoring.MentorOffer": "mentor",
    "mentoring.MentorThanks": "remerciement",
    "mentoring.MentoringRequest": "demande",
    "mentoring.Mentorship": "mentorat",
    "mentoring.PortfolioItem": "portfolio",
    "mentoring.Profile": "profil",
    "mentoring.VisitingCard": "carte",
    # A name stands on all that its member writes, each of which is reported; a measure on the
    # member makes it « Membre supprimé » everywhere.
    "accounts.User.display_name": "profil",
}

# Texts that no other member reads, and why.
NOBODY_ELSE = {
    "account.EmailAddress": "shown to its member alone",
    "accounts.Consent": "versions of the rules",
    "accounts.DailyCount": "the name of an act",
    "audit.Entry": "what staff did, read by those who answer for them",
    "accounts.DataExport": "a file for its member alone",
    "accounts.User": "password and language; the name is above",
    "accounts.Vouch": "no text",
    "admin.LogEntry": "the site's, for superusers",
    "careers.CallTick": "the key of a question, one's own",
    "careers.Favourite": "the title of a listing, one's own",
    "careers.FileReading": "the applicant's own title, shown to the applicant",
    "careers.Glance": "the title of a listing, one's own",
    "careers.HistoryRefusal": "no text",
    "careers.HoursEntry": "a diary for oneself",
    "careers.JournalEntry": "a journal for oneself",
    "careers.JournalStep": "a journal for oneself",
    "careers.LearningEntry": "a log for oneself, copied into an attestation",
    "careers.Notebook": "sealed with the phrase of its author",
    "careers.OrganisationInvitation": "an address, written to and never shown to a third person",
    "careers.OrganisationMember": "no text",
    "careers.RoleFollow": "no text",
    "careers.SavedSearch": "one's own search",
    "careers.SkillMark": "no text",
    "careers.TasteMark": "no text",
    "careers.ToldInternship": "no text",
    "careers.Usefulness": "the key of a page",
    "careers.Verification": "read by the validators",
    "careers.WorkPeriod": "one's own hours",
    "contact.Block": "no text",
    "contact.Participation": "no text",
    "events.AgendaKey": "a secret of its member",
    "events.MeetupHost": "no text",
    "events.Registration": "no text",
    "mfa.Authenticator": "one's own key",
    "moderation.AutoHide": "the letter of the site, to whoever wrote what it hid",
    "moderation.Appeal": "read by the moderators",
    "moderation.Case": "read by the moderators",
    "moderation.CaseNote": "read by the moderators",
    "moderation.CaseReading": "no text",
    "moderation.Decision": "a moderator's, who answers for it by appeal",
    "moderation.Measure": "a moderator's, who answers for it by appeal",
    "moderation.Report": "read by the moderators",
    "moderation.ReportReading": "no text",
    "moderation.SavedView": "one's own view of a queue",
    "notifications.MailChoice": "the key of a topic",
    "notifications.Notification": "the site's sentence",
    "notifications.OutgoingMail": "the site's letter",
    "search.SearchEntry": "an index of what is above",
    "sessions.Session": "never shown",
    "usersessions.UserSession": "one's own sessions",
}


def text_fields() -> Iterator[str]:
    """Every field of a member's records that holds words, or a file, and what it is in."""
    seen = set()
    for record in privacy.records():
        if record.label in seen or record.model.__name__.startswith("Historical"):
            continue  # the history of reference content: editors write it
        seen.add(record.label)
        for field in record.model._meta.concrete_fields:
            kinds = (models.CharField, models.TextField, models.JSONField, models.FileField)
            if isinstance(field, kinds) and not field.choices and not field.primary_key:
                yield f"{record.label}.{field.name}"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Read:
    """A page on which somebody reads a text of somebody else."""

    kind: str
    target: Any
    # Who reads it there, who wrote it; None: a stranger, or a side nobody answers for alone.
    reader: Any
    url: str
    # Where that page leads to report it, when not by its number.
    report: str = ""
    # Whether its author goes on reading it at the same address.
    author_reads: bool = False

    @property
    def link(self) -> str:
        return self.report or reverse("moderation:report", args=[self.kind, self.target.pk])


def _application(*, own: bool, answered: bool = False) -> Any:
    sent = make_application(motivation=f"{CANARY}, bonjour." if own else "Bonjour.")
    if not own and not answered:
        answers.study(application=sent, by=host_of(sent), note=CANARY)
    if answered:
        answers.mark_read(application=sent, by=host_of(sent))
    sent.refresh_from_db()
    return sent


def motivation() -> Read:
    sent = _application(own=True, answered=True)
    return Read(kind="candidature", target=sent, reader=host_of(sent), url=sent.received_url())


def word_of_an_answer() -> Read:
    sent = _application(own=False)
    answers.decline(applications=[sent], by=host_of(sent), reason="other", note=CANARY)
    sent.refresh_from_db()
    return Read(kind="candidature", target=sent, reader=sent.applicant, url=sent.get_absolute_url())


def word_while_studied() -> Read:
    sent = _application(own=False)
    return Read(kind="candidature", target=sent, reader=sent.applicant, url=sent.get_absolute_url())


def colleagues_note() -> Read:
    sent = make_application(state=ApplicationState.READ)
    note = ApplicationNote.objects.create(application=sent, author=add_colleague(sent), text=CANARY)
    return Read(kind="note-candidature", target=note, reader=host_of(sent), url=sent.received_url())


def interns_part() -> Read:
    placement = make_placement()
    agreement = placement.agreement
    agreement.intern_items = {"training": CANARY}
    agreement.save()
    url = reverse("careers:agreement_print", args=[placement.pk])
    return Read(kind="convention", target=agreement, reader=host(placement), url=url)


def hosts_part() -> Read:
    placement = make_placement()
    agreement = placement.agreement
    agreement.host_items = {"activities": CANARY}
    agreement.save()
    url = reverse("careers:agreement_print", args=[placement.pk])
    return Read(kind="convention", target=agreement, reader=placement.person, url=url)


def terms_of_a_placement() -> Read:
    placement = make_placement(tutor_name=CANARY)
    return Read(
        kind="convention",
        target=placement.agreement,
        reader=placement.person,
        url=placement.get_absolute_url(),
    )


def _attestation(**content: Any) -> Attestation:
    placement = make_placement(begun=3)
    found: Attestation = Attestation.objects.create(
        placement=placement,
        content={"title": "Stage", "name": "Sam", "organisation": "S", "skills": [], "role": "",
                 "entries": [], "starts_on": None, "ends_on": None, **content},
        tutor_email="tutrice@example.org",
        expires_at=timezone.now() + timedelta(days=30),
    )  # fmt: skip
    return found


def days_of_an_attestation() -> Read:
    asked = _attestation(entries=[{"day": timezone.localdate().isoformat(), "text": CANARY}])
    token = attestation_links.token(asked)
    return Read(
        kind="attestation",
        target=asked,
        reader=None,
        url=reverse("careers:attestation_answer", args=[token]),
        report=reverse("careers:attestation_report", args=[token]),
    )


def word_of_a_tutor() -> Read:
    asked = _attestation()
    attestation_actions.decline(attestation=asked, word=CANARY)
    return Read(
        kind="attestation",
        target=asked,
        reader=asked.placement.person,
        url=asked.get_absolute_url(),
    )


def name_of_a_tutor() -> Read:
    asked = _attestation()
    signed = attestation_actions.confirm(attestation=asked, name=CANARY, role="régie")
    return Read(
        kind="attestation",
        target=signed,
        reader=asked.placement.person,
        url=signed.get_absolute_url(),
    )


def listing() -> Read:
    found = make_internship(missions=f"{CANARY}.")
    return Read(kind="stage", target=found, reader=make_user(), url=found.get_absolute_url())


def listing_for_strangers() -> Read:
    found = make_internship(missions=f"{CANARY}.")
    return Read(kind="stage", target=found, reader=None, url=found.get_absolute_url())


def organisation() -> Read:
    found = make_organisation(owner=make_user(), description=CANARY)
    make_internship(author=found.members.get(), organisation=found)
    return Read(kind="structure", target=found, reader=make_user(), url=found.get_absolute_url())


def meetup() -> Read:
    found = make_meetup(description=CANARY)
    return Read(kind="rencontre", target=found, reader=make_user(), url=found.get_absolute_url())


def offer() -> Read:
    found = make_offer(pitch=CANARY)
    return Read(kind="mentor", target=found, reader=make_user(), url=found.get_absolute_url())


def page() -> Read:
    found = make_profile(about=CANARY)
    Profile.objects.filter(pk=found.pk).update(page_visibility=Visibility.MEMBERS)
    return Read(kind="profil", target=found, reader=make_member(), url=found.get_absolute_url())


def page_for_strangers() -> Read:
    found = make_profile(about=CANARY, **open_to(Visibility.PUBLIC))
    return Read(kind="profil", target=found, reader=None, url=found.get_absolute_url())


def piece_of_portfolio() -> Read:
    found = make_piece(profile=make_profile(**open_to(Visibility.PUBLIC)), title=CANARY)
    url = found.profile.get_absolute_url()
    return Read(kind="portfolio", target=found, reader=make_member(), url=url)


def card() -> Read:
    found = make_card(owner=make_owner(), line=CANARY)
    return Read(
        kind="carte",
        target=found,
        reader=None,
        url=reverse("mentoring:card_public", args=[found.token]),
        report=reverse("mentoring:card_report", args=[found.token]),
    )


def _two() -> tuple[Any, Any]:
    """Two members who may write to each other."""
    writer, reader = make_member(), make_member()
    for one in (writer, reader):
        make_profile(user=one)
    return writer, reader


def request() -> Read:
    writer, reader = _two()
    found = make_request(by=writer, to=reader, text=f"{CANARY} : comment débuter ?")
    return Read(kind="demande", target=found, reader=found.recipient, url=found.get_absolute_url())


def mentoring_request() -> Read:
    asked = make_ask()
    type(asked).objects.filter(pk=asked.pk).update(goal=CANARY, tried=CANARY)
    url = reverse("mentoring:request", args=[asked.contact_id])
    return Read(kind="demande", target=asked.contact, reader=asked.contact.recipient, url=url)


def message() -> Read:
    writer, reader = _two()
    thread = make_thread(by=writer, to=reader, text=f"{CANARY} : comment débuter ?")
    return Read(
        kind="message",
        target=thread.messages.get(),
        reader=reader,
        url=reverse("contact:thread", args=[thread.pk]),
    )


def _line(kind: str, line: Any) -> Read:
    mentorship = make_mentorship()
    line.mentorship = mentorship
    mentor_actions.write(line, by=mentorship.mentor, key=uuid4())
    return Read(
        kind=kind,
        target=line,
        reader=mentorship.mentee,
        url=mentorship.get_absolute_url(),
        author_reads=True,
    )


def goal() -> Read:
    return _line("but", MentorGoal(text=CANARY))


def shared_note() -> Read:
    return _line("note", MentorNote(text=CANARY))


def meeting() -> Read:
    when = timezone.now() + timedelta(days=2)
    return _line("rendez-vous", MentorMeeting(place=CANARY, starts_at=when))


def thanks() -> Read:
    mentorship = make_mentorship()
    mentor_actions.end(by=mentorship.mentor, mentorship=mentorship)
    line = MentorThanks(mentorship=mentorship, text=CANARY)
    mentor_actions.write(line, by=mentorship.mentor, key=uuid4())
    return Read(
        kind="remerciement",
        target=line,
        reader=mentorship.mentee,
        url=mentorship.get_absolute_url(),
        author_reads=True,
    )


def frame() -> Read:
    mentorship = make_mentorship()
    type(mentorship).objects.filter(pk=mentorship.pk).update(purpose=CANARY)
    return Read(
        kind="mentorat",
        target=mentorship,
        reader=mentorship.mentee,
        url=mentorship.get_absolute_url(),
    )


READS: list[Callable[[], Read]] = [
    motivation, word_of_an_answer, word_while_studied, colleagues_note, interns_part, hosts_part,
    terms_of_a_placement, days_of_an_attestation, word_of_a_tutor, name_of_a_tutor, listing,
    listing_for_strangers, organisation, meetup, offer, page, page_for_strangers,
    piece_of_portfolio, card, request, mentoring_request, message, goal, shared_note, meeting,
    thanks, frame,
]  # fmt: skip
