"""A member who has done everything the site allows, a canary in each text they wrote.

Each floor adds its builder to LIVES: `build(member, other, canary)` makes at least one row for each
of the floor's records. `fill` then writes the canary into every text field that the builder left
alone, so that a new field is looked at without anybody thinking of it.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core import mail
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, models, transaction
from django.test import Client
from django.utils import timezone

from careers import team_actions
from careers.applications import actions as application_actions
from careers.applications import answers as application_answers
from careers.applications.enums import ApplicationState
from careers.models import (
    AgreementSignature,
    ApplicationNote,
    CallTick,
    Favourite,
    FileReading,
    Glance,
    HistoryRefusal,
    Placement,
    PoolPlace,
    RoleFollow,
    SavedSearch,
    SkillMark,
    TasteMark,
    ToldInternship,
    Usefulness,
    Verification,
    WorkPeriod,
)
from careers.placements.enums import Side
from events.enums import Seat
from events.models import AgendaKey, Meetup, MeetupHost, Registration
from mentoring.models import (
    MentorGoal,
    MentorMeeting,
    MentorNote,
    Mentorship,
    MentorThanks,
    PortfolioItem,
    Profile,
    VisitingCard,
)
from portal.accounts import privacy
from portal.accounts.models import DailyCount, User, Vouch
from portal.accounts.privacy import Record
from portal.contact.enums import RequestState
from portal.contact.models import Block, ContactRequest, Message, Participation, Thread
from portal.moderation.actions import decide
from portal.moderation.enums import Outcome, State
from portal.moderation.models import (
    Appeal,
    AutoHide,
    Case,
    CaseNote,
    CaseReading,
    Measure,
    Report,
    ReportReading,
    SavedView,
)
from portal.notifications.inbox import notify
from portal.notifications.models import MailChoice
from portal.notifications.outbox import OutboxBackend
from tests.careers.applications.factories import make_application
from tests.careers.going.journal_factories import make_entry
from tests.careers.paths.factories import make_skill, make_taste
from tests.factories import (
    PASSWORD,
    make_internship,
    make_moderator,
    make_organisation,
    make_role,
    make_user,
)
from tests.mentoring.mentor_factories import make_mentorship, make_offer, make_page

Build = Callable[[User, User, str], None]

# Texts that rows of a member hold and that are not the member's own words, or not text at all.
NOT_WORDS = {
    "accounts.User.password",
    "accounts.User.language",
    "accounts.Consent.version",
    "accounts.DataExport.file",
    "account.EmailAddress.email",
    "admin.LogEntry.object_id",
    "careers.Application.heard",
    "careers.Application.organisation_name",
    "careers.Application.reason",
    "careers.Application.title",  # the listing's
    "careers.FileReading.title",  # the applicant's
    "careers.OrganisationInvitation.email",  # somebody else's
    "contact.ContactRequest.about_label",  # the title of what it is about
    "contact.ContactRequest.about_url",
    "contact.ContactRequest.purpose",
    "moderation.Report.language",
    "moderation.Report.outcome",  # a moderator's
    "notifications.MailChoice.topic",
    "notifications.Notification.text",  # the site's
    "notifications.Notification.topic",
    "notifications.Notification.url",
    "usersessions.UserSession.session_key",
}
# Records in which somebody else's row leads to the member.
OF_OTHERS = {
    ("contact.ContactRequest", "recipient"),
    ("careers.Application", "answered_by"),
    ("careers.ApplicationNote", "application__applicant"),
    ("careers.FileReading", "application__applicant"),
    ("moderation.Appeal", "decided_by"),
}
# Whoever decided wrote it in the site's name: it stays, without theirs.
# So does the answer that somebody gave in the name of an organisation, for whoever received it.
KEPT = {
    "moderation.Decision.note",
    "moderation.Appeal.answer",
    "moderation.CaseNote.text",
    "moderation.Measure.facts",
    "moderation.Measure.reply",
    "moderation.Measure.why",
    "careers.Application.note",
    # What was checked of an organisation, in the name of the site.
    *(f"careers.Verification.{name}" for name in ("name", "siret", "domain", "ape", "note")),
}


def life_of_an_account(member: User, other: User, canary: str) -> None:
    client = Client(headers={"User-Agent": f"Navigateur {canary}"})
    client.post("/compte/login/", {"login": member.email, "password": PASSWORD})
    session = client.session
    session["interrupted"] = {"path": "/", "form": canary}
    session.save()
    member.display_name = f"Nom {canary}"
    member.save()
    for voucher, vouched in ((member, other), (other, member)):
        Vouch.objects.get_or_create(voucher=voucher, member=vouched)
    DailyCount.objects.create(member=member, act="text", day=timezone.localdate(), count=1)
    EmailAddress.objects.create(user=member, email=f"autre.{canary}@example.org")
    Authenticator.objects.create(
        user=member, type="webauthn", data={"name": f"Clé {canary}", "credential": {}}
    )
    for staff, target in ((other, member), (member, other)):
        LogEntry.objects.create(
            user=staff,
            content_type=ContentType.objects.get_for_model(User),
            object_id=str(target.pk),
            object_repr=target.display_name if target == member else "x",
            action_flag=CHANGE,
            change_message=canary if target == member else "",
        )


def life_in_moderation(member: User, other: User, canary: str) -> None:
    listing = make_internship(author=other, state=State.SUBMITTED)
    decide(listing, by=member, revision=listing.revision, outcome=Outcome.APPROVED, note="Merci.")
    about_another = Report.objects.create(target=listing, reason="other", text="Rapport d’autrui.")
    ReportReading.objects.create(report=about_another, reader=member)
    Report.objects.create(
        target=listing,
        reason="other",
        text=f"Rapport {canary}",
        reporter=member,
        email=member.email,
        handled_at=timezone.now(),
        outcome="Fait.",
    )


def life_at_the_desk(member: User, other: User, canary: str) -> None:
    """What the member decided, and what was decided about them and contested."""
    now, third = timezone.now(), make_user()
    about_other = make_internship(author=other)
    about_member = make_internship(author=member)
    for target, about, by in ((about_other, other, member), (about_member, member, other)):
        case = Case.objects.create(
            target=target,
            kind="stage",
            label=f"Annonce {canary}" if about == member else "Annonce",
            author=about,
            closed_at=now,
        )
        AutoHide.objects.create(case=case, people=4, said="Relisez, merci.")
        CaseNote.objects.create(case=case, author=member, text="Déjà vu.")
        CaseReading.objects.create(case=case, reader=member)
        measure = Measure.objects.create(
            case=case,
            on_author="warn",
            ground="untrue",
            facts="Une adresse inexacte.",
            member=about,
            decided_by=by,
            decided_at=now,
            lifted_at=now,  # in force, it would limit what they send below
        )
        Appeal.objects.create(
            measure=measure,
            text=f"Je conteste {canary}" if about == member else "Je conteste.",
            first_decider=by,
            made_by=about,
            decided_by=third,
            decided_at=now,
            upheld=False,
            answer="Maintenu.",
        )
    SavedView.objects.create(owner=member, name=canary, query="motif=scam")


def life_in_careers(member: User, other: User, canary: str) -> None:
    alone = make_organisation(
        owner=member, name=f"Structure {canary}", slug=f"structure-{canary}", description=canary
    )
    Verification.objects.create(
        organisation=make_organisation(),
        method="siret",
        name="Une autre structure",
        siret="35600000049837",
        domain="example.org",
        checked_by=member,
        valid_until=timezone.now() + timedelta(days=365),
    )
    for state in (State.DRAFT, State.APPROVED):
        make_internship(
            author=member,
            organisation=alone,
            role=make_role(),
            state=state,
            title=f"Stage {canary}",
            missions=canary,
            tutor_name=canary,
        )
    Usefulness.objects.create(member=member, key="faq:faut-il-une-ecole", useful=True)
    role = make_role()
    skill = make_skill(label="Perche")
    RoleFollow.objects.create(member=member, role=role)
    SkillMark.objects.create(member=member, skill=skill, level="yes")
    TasteMark.objects.create(member=member, taste=make_taste(label="Les sons"))


def life_in_applications(member: User, other: User, canary: str) -> None:
    """One sent to the other's organisation, one received and answered, and what goes with them."""
    theirs = make_internship(author=other, role=make_role())
    sent = application_actions.send(
        application=application_actions.save_draft(
            by=member, internship=theirs, motivation=canary, pieces=[], key=uuid4()
        ),
        by=member,
    )
    host = make_organisation(owner=member)
    mine = make_internship(author=member, organisation=host, role=make_role(), places=2)
    received = make_application(internship=mine, motivation="Bonjour.")
    for application, by, text in ((sent, other, "À rappeler."), (received, member, canary)):
        ApplicationNote.objects.create(application=application, author=by, text=text)
        FileReading.objects.create(application=application, reader=by, piece=1, title="CV")
    application_answers.decline(
        applications=[received], by=member, reason="dates", note="Merci.", stay_in_touch=True
    )
    PoolPlace.objects.create(organisation=theirs.organisation, member=member, offered_by=other)
    team_actions.invite(organisation=host, by=member, email=f"invitee.{canary}@example.org")


def life_on_the_way(member: User, other: User, canary: str) -> None:
    """What one keeps to oneself on the way to an internship, and one that was agreed."""
    today = timezone.localdate()
    seen = make_internship(author=other, role=make_role(), state=State.APPROVED)
    CallTick.objects.create(member=member, question="contrat")
    Favourite.objects.create(member=member, internship=seen, title=seen.title)
    Glance.objects.create(member=member, internship=seen, title=seen.title)
    HistoryRefusal.objects.create(member=member)
    SavedSearch.objects.create(member=member, place=1, query=f"q={canary}")
    ToldInternship.objects.create(member=member, internship=seen)
    make_entry(member=member, place=canary, lesson=canary, next_step=canary, steps={"envoyee": 3})
    WorkPeriod.objects.create(
        member=member, employer=canary, starts_on=today, ends_on=today, hours=7, nature="annexe-8"
    )
    # Somebody else's: the two of them end by blocking each other.
    sent = make_application(
        internship=make_internship(role=make_role()),
        applicant=member,
        motivation=canary,
        state=ApplicationState.ACCEPTED,
    )
    placement = Placement.objects.get(application=sent)
    placement.agreement.intern_items = {"training": canary}
    placement.agreement.save()
    AgreementSignature.objects.create(
        agreement=placement.agreement, side=Side.INTERN, signed_on=today
    )
    placement.hours.create(day=today, start="09:00", end="18:00", note=canary)
    placement.learning.create(day=today, text=canary)
    placement.attestations.create(
        content={"title": canary, "skills": [canary], "entries": [{"text": canary}]},
        tutor_email=f"tutrice.{canary}@example.org",
        expires_at=timezone.now() + timedelta(days=30),
    )


def life_of_notifications(member: User, other: User, canary: str) -> None:
    notify(to=member, topic="compte", text=f"Bonjour {canary}", url="/", actor=other)
    notify(to=other, topic="compte", text="{actor} vous a écrit.", actor=member)
    MailChoice.objects.create(member=member, topic="compte")
    message = mail.EmailMultiAlternatives(canary, canary, to=[member.email])
    OutboxBackend().send_messages([message])


def life_in_contact(member: User, other: User, canary: str) -> None:
    now = timezone.now()
    thread = Thread.objects.create()
    for person in (member, other):
        Participation.objects.create(thread=thread, user=person)
        Message.objects.create(
            thread=thread, author=person, text=canary if person == member else "Bien reçu."
        )

    def request(sender: User, recipient: User, **values: Any) -> None:
        waiting = ContactRequest.objects.filter(sender=sender, recipient=recipient, thread=None)
        if not values and waiting.exists():
            return
        ContactRequest.objects.create(
            sender=sender,
            recipient=recipient,
            purpose="conseil",
            text=canary if sender == member else "Un mot.",
            expires_at=now + timedelta(days=7),
            **values,
        )

    request(member, other, state=RequestState.ACCEPTED, answered_at=now, thread=thread)
    request(member, other)
    request(other, member)


def life_in_events(member: User, other: User, canary: str) -> None:
    now = timezone.now()
    accepted = {"invited_at": now, "accepted_at": now}
    draft = Meetup.objects.create(author=member, title=f"Rencontre {canary}")
    MeetupHost.objects.create(meetup=draft, member=member, **accepted)
    theirs = Meetup.objects.create(author=other, title="Rencontre d’autrui")
    MeetupHost.objects.create(meetup=theirs, member=other, **accepted)
    MeetupHost.objects.create(meetup=theirs, member=member)
    AgendaKey.objects.create(member=member)
    Registration.objects.create(meetup=theirs, member=member, state=Seat.WAITING, position=1)


def life_in_mentoring(member: User, other: User, canary: str) -> None:
    page = make_page(member, handle=f"page-{canary}")
    photo = default_storage.save(f"photos/{canary}.jpg", ContentFile(canary.encode()))
    Profile.objects.filter(pk=page.pk).update(
        handle=f"page-{canary}", links=[f"https://{canary}.example.org"], photo=photo
    )
    item = {"profile": page, "title": canary, "my_role": canary}
    link = f"https://example.org/{canary}"
    PortfolioItem.objects.create(**item, kind="link", link=link, position=1)
    file = ContentFile(canary.encode(), name=f"{canary}.pdf")
    PortfolioItem.objects.create(**item, kind="pdf", file=file, position=2)
    VisitingCard.objects.create(owner=member, label=canary, line=canary)
    for mentor, mentee in ((member, other), (other, member)):
        mentorship = Mentorship.objects.filter(mentor=mentor, mentee=mentee).first()
        if mentorship is None:
            mentorship = make_mentorship(mentee=mentee, offer=make_offer(mentor=mentor))
        written = {"author": member, "mentorship": mentorship}
        MentorGoal.objects.create(**written, text=canary)
        MentorNote.objects.create(**written, text=canary)
        MentorThanks.objects.create(**written, text=canary)
        MentorMeeting.objects.create(**written, starts_at=timezone.now(), place=canary)


def quarrel(member: User, other: User, canary: str) -> None:
    """The last thing: nothing else begins between the two after that."""
    Block.objects.create(blocker=member, blocked=other)


LIVES: list[Build] = [
    life_of_an_account,
    life_in_moderation,
    life_at_the_desk,
    life_in_careers,
    life_in_applications,
    life_on_the_way,
    life_of_notifications,
    life_in_contact,
    life_in_events,
    life_in_mentoring,
    quarrel,
]


def live(member: User, other: User, canary: str) -> None:
    """Give a member everything, then the canary in every text that is theirs."""
    for build in LIVES:
        build(member, other, canary)
    for record in privacy.records():
        if record.export and record.through and (record.label, record.through[0]) not in OF_OTHERS:
            fill(record, member, canary)


def words(record: Record) -> Iterator[models.Field[Any, Any]]:
    """The free texts of a model that its member wrote."""
    for field in record.model._meta.concrete_fields:
        name = f"{record.label}.{field.name}"
        free = isinstance(field, models.CharField | models.TextField) and not field.choices
        if free and not field.primary_key and not field.unique and name not in NOT_WORDS | KEPT:
            yield field


def fill(record: Record, member: User, canary: str) -> None:
    for row in record.of(member):
        for field in words(record):
            if canary in str(getattr(row, field.attname)):
                continue
            prefix = "https://example.org/" if isinstance(field, models.URLField) else ""
            suffix = "@example.org" if isinstance(field, models.EmailField) else ""
            text = f"{prefix}{canary}{suffix}"
            if len(text) > (field.max_length or len(text)):
                continue
            try:
                with transaction.atomic():
                    record.model._base_manager.filter(pk=row.pk).update(**{field.name: text})
            except IntegrityError:
                pass  # the database knows better: nobody could write that there


def missing(member: User) -> list[str]:
    """The records of which this life shows nothing: a builder forgot them."""
    return [
        f"{record.label} par {', '.join(record.through)}"
        for record in privacy.records()
        if record.export and record.through and not record.of(member).exists()
    ]


def make_staff(**fields: Any) -> User:
    return make_moderator(is_superuser=True, **fields)
