"""What can be reported on this floor."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from careers import pauses
from careers.enums import MemberRole
from careers.models import (
    Agreement,
    Application,
    ApplicationNote,
    Attestation,
    Internship,
    Organisation,
)
from portal.moderation import corrections, registry, standing, waiting
from portal.moderation.enums import Team
from portal.moderation.registry import Excerpt, Handle
from portal.search import index


def application_evidence(application: Application) -> list[Excerpt]:
    """The motivation, and the words of the answer; never the page nor the files joined."""
    sent = application.sent_at or application.drafted_at
    found = [(application.applicant_id, sent, application.motivation)]
    if application.note:
        at = application.closed_at or application.answered_at or sent
        found.append((application.answered_by_id, at, application.note))
    return [Excerpt(author=who, at=when, text=text, reported=True) for who, when, text in found]


def note_evidence(note: ApplicationNote) -> list[Excerpt]:
    return [Excerpt(author=note.author_id, at=note.created_at, text=note.text, reported=True)]


def agreement_evidence(agreement: Agreement) -> list[Excerpt]:
    """What each side wrote; the dates and figures are in the administration."""
    intern = "\n".join(agreement.intern_items.values())
    host = "\n".join(agreement.host_items.values())
    sides = ((agreement.placement.intern_id, intern), (None, host))
    return [
        Excerpt(author=who, at=agreement.changed_at, text=text, reported=True)
        for who, text in sides
        if text
    ]


def attestation_evidence(attestation: Attestation) -> list[Excerpt]:
    """The days that were joined, and the word of a refusal; no address."""
    days = "\n\n".join(entry["text"] for entry in attestation.content["entries"])
    written = ((attestation.placement.intern_id, days), (None, attestation.word))
    at = attestation.answered_at or attestation.asked_at
    return [Excerpt(author=who, at=at, text=text, reported=True) for who, text in written if text]


def visible_applications(user: Any) -> Any:
    """Those one has sent or received; a draft is not to be reported by its own author."""
    return Application.objects.visible_to(user).sent()


def visible_notes(user: Any) -> Any:
    received = Application.objects.received_by(user).order_by().values("pk")
    return ApplicationNote.objects.filter(application__in=received)


def application_author(application: Application, reporter: Any) -> Any:
    """The applicant, or whoever answered when it is the applicant who reports."""
    if reporter is not None and reporter.pk == application.applicant_id:
        return application.answered_by
    return application.applicant


def agreement_author(paper: Agreement | Attestation, reporter: Any) -> Any:
    """The intern, when somebody of the organisation reports; of the organisation, nobody alone."""
    intern = paper.placement.intern
    own = reporter is not None and intern is not None and reporter.pk == intern.pk
    return None if own else intern


def answers_for(organisation: Organisation, reporter: Any) -> Any:
    """Whoever has answered for the organisation the longest."""
    owners = organisation.memberships.filter(role=MemberRole.OWNER).select_related("user")
    first = owners.exclude(user=reporter.pk if reporter else None).order_by("joined_at", "pk")
    held = first.first()
    return held.user if held else None


def part_of_application(application: Application, author: Any) -> str:
    """The motivation is the applicant's; the word of an answer, the organisation's."""
    own = author is not None and author.pk == application.applicant_id
    return "motivation_hidden_at" if own else "note_hidden_at"


def part_of_agreement(agreement: Agreement, author: Any) -> str:
    return "intern_hidden_at" if author is not None else "host_hidden_at"


def part_of_attestation(attestation: Attestation, author: Any) -> str:
    """What the intern chose to say, or the tutor's answer, who has no account here."""
    return "content_hidden_at" if author is not None else "word_hidden_at"


def hide_organisation(organisation: Organisation) -> dict[str, Any]:
    """Its page, and its listings with it; who waits for an answer is told."""
    before = organisation.hidden_at.isoformat() if organisation.hidden_at else None
    hidden_at = organisation.hidden_at or timezone.now()
    Organisation.objects.filter(pk=organisation.pk).update(hidden_at=hidden_at)
    _follow(organisation)
    return {"hidden_at": before}


def restore_organisation(organisation: Organisation, before: dict[str, Any]) -> None:
    Organisation.objects.filter(pk=organisation.pk).update(hidden_at=before["hidden_at"])
    _follow(organisation)


def _follow(organisation: Organisation) -> None:
    organisation.refresh_from_db(fields=["hidden_at"])
    pauses.refresh([organisation.pk])
    index.refresh(organisation)


registry.register(
    "candidature",
    Application,
    visible_applications,
    handle=Handle(
        author=application_author, two_sided=True, **registry.flag(on=part_of_application)
    ),
    evidence=application_evidence,
    note=_(
        "La modération recevra une copie de la motivation et du mot joint à la réponse, rien "
        "d’autre du dossier. Chaque lecture est notée."
    ),
)
registry.register(
    "note-candidature",
    ApplicationNote,
    visible_notes,
    handle=Handle(author=lambda note, reporter: note.author, **registry.flag()),
    evidence=note_evidence,
    note=_("La modération recevra une copie de cette note. Chaque lecture est notée."),
)

registry.register(
    "convention",
    Agreement,
    lambda user: Agreement.objects.visible_to(user).select_related("placement"),
    handle=Handle(author=agreement_author, two_sided=True, **registry.flag(on=part_of_agreement)),
    evidence=agreement_evidence,
    note=_(
        "La modération recevra une copie des textes de la convention préparée, des deux parts. "
        "Chaque lecture est notée."
    ),
)
registry.register(
    "attestation",
    Attestation,
    lambda user: Attestation.objects.of(user).select_related("placement"),
    handle=Handle(author=agreement_author, two_sided=True, **registry.flag(on=part_of_attestation)),
    evidence=attestation_evidence,
    note=_(
        "La modération recevra une copie des journées jointes et du mot de la réponse. Chaque "
        "lecture est notée."
    ),
)


def shown_internship(internship: Internship) -> tuple[str, dict[str, Any]]:
    related = "organisation", "role__department", "author"
    found = Internship.objects.select_related(*related).get(pk=internship.pk)
    return "careers/_internship_desk.html", {"internship": found, "kept_report": None}


registry.register(
    "stage",
    Internship,
    lambda user: Internship.objects.visible_to(user),
    handle=registry.publication(
        author=lambda internship: internship.author,
        shown=shown_internship,
    ),
)
registry.register(
    "structure",
    Organisation,
    lambda user: Organisation.objects.visible_to(user),
    handle=Handle(
        author=answers_for,
        hide=hide_organisation,
        restore=restore_organisation,
        shown=lambda organisation: (
            "careers/_organisation_desk.html",
            {"organisation": organisation},
        ),
    ),
)
waiting.register_texts(_("Annonces à relire"), Internship, "admin:careers_internship_changelist")
registry.grant(
    "careers.view_aid",
    "careers.view_association",
    "careers.view_internship",
    "careers.view_organisation",
    "careers.view_role",
    "careers.view_school",
    "careers.view_skill",
)
corrections.cover(
    "careers:aid",
    "careers:association",
    "careers:faq",
    "careers:glossary",
    "careers:legal_figures",
    "careers:role",
    "careers:school",
    "careers:sheet",
    "careers:term",
)
EDITED = (
    "aid", "association", "collaboration", "department", "question", "role", "roleskill",
    "rolestep", "school", "skill", "taste", "term",
)  # fmt: skip
registry.grant_writing(*(f"careers.{name}" for name in EDITED))
registry.grant_writing("careers.legalrule", "careers.legalvalue", team=Team.VALIDATOR)
registry.grant(
    "careers.view_organisation",
    "careers.view_verification",
    "careers.change_verification",
    team=Team.VALIDATOR,
)
# A notebook is read by nobody else, and may hold what somebody will need to prove.
standing.allow_while_suspended(
    "careers:notebook",
    "careers:notebook_begin",
    "careers:notebook_erase",
    "careers:notebook_file",
    "careers:notebook_forget",
    "careers:notebook_write",
)
# What is one's own, and taking back what one has sent.
standing.allow_while_limited(
    *(
        f"careers:{name}"
        for name in (
            "alert_change", "alert_create", "alert_delete", "application_delete",
            "application_withdraw", "attestation_report", "attestation_withdraw", "call_kit_keep",
            "checklist_keep", "diary", "diary_delete", "diary_edit", "follow", "hours_add",
            "hours_delete", "hours_edit", "internship_delete", "internship_keep",
            "internship_seen", "internship_withdraw", "journal_add", "journal_delete",
            "journal_done", "journal_edit", "journal_step", "journal_step_remove", "kept_history",
            "learning", "learning_delete", "learning_edit", "notebook", "notebook_begin",
            "notebook_erase", "notebook_file", "notebook_forget", "notebook_write", "take_over",
            "tastes_keep",
        )
    )
)  # fmt: skip
