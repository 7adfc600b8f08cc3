"""The demonstration's applications, one in each state. All fictional."""

from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid4, uuid5

from django.utils import timezone

from careers import open_figures
from careers.applications import actions, answers
from careers.applications import tick as application_tick
from careers.applications.enums import ApplicationState
from careers.models import Application, Internship
from portal.accounts.models import User

REGIE = "Stage assistant·e régie, long métrage"
PRODUCTION = "Stage assistant·e de production, documentaire"
COMPOSITING = "Stage compositing, série animée"
STAGING = "Stage mise en scène, court métrage"
WORDS = (
    "Ce qui m’attire ici, c’est la préparation\u00a0: trouver les lieux, les clés, les accès. "
    "J’ai tenu la table régie de deux courts métrages d’école, et conduit un utilitaire dix jours "
    "sans une rayure. J’aimerais repartir en sachant préparer un décor de bout en bout.\n\n"
    "Personne et texte fictifs de la démonstration."
)
KIND_NOTE = "Revenez vers nous en septembre\u00a0: une série se prépare au même endroit."

# Who, which listing, sent so many days ago, the state, what goes with the answer.
ROWS: list[tuple[str, str, int, ApplicationState, dict[str, Any]]] = [
    ("debut@example.org", REGIE, 8, ApplicationState.READ, {}),
    ("debut@example.org", PRODUCTION, 3, ApplicationState.STUDIED, {}),
    ("debut@example.org", STAGING, 12, ApplicationState.DECLINED,
     {"reason": "dates", "note": KIND_NOTE}),
    ("debut@example.org", COMPOSITING, 0, ApplicationState.DRAFT, {}),
    ("adjoint@example.org", REGIE, 15, ApplicationState.SENT, {}),
    ("camera@example.org", REGIE, 10, ApplicationState.SENT, {}),
    ("etudiante@example.org", REGIE, 0, ApplicationState.SENT, {}),
    ("son@example.org", REGIE, 6, ApplicationState.ACCEPTED,
     {"note": "Bienvenue. Aïssa vous appelle lundi pour la convention."}),
    ("assistante@example.org", PRODUCTION, 4, ApplicationState.WITHDRAWN, {}),
    ("realisation@example.org", PRODUCTION, 9, ApplicationState.DECLINED, {"reason": "profile"}),
    ("monteuse@example.org", PRODUCTION, 7, ApplicationState.DECLINED, {"reason": "advanced"}),
    ("scripte@example.org", STAGING, 11, ApplicationState.CANCELLED, {"reason": "postponed"}),
    ("costumes@example.org", STAGING, 20, ApplicationState.EXPIRED, {}),
    ("assistante@example.org", COMPOSITING, 22, ApplicationState.EXPIRED, {}),
]  # fmt: skip


def build() -> None:
    """Create what is missing; what a visitor changed stays as it is."""
    now = timezone.now()
    listings = {one.title: one for one in Internship.objects.select_related("organisation")}
    if not Application.objects.filter(internship__title=REGIE).exists():
        Internship.objects.filter(title=REGIE, places=1).update(places=3)
    for email, title, days, state, answer in ROWS:
        applicant = User.objects.filter(email=email).first()
        listing = listings.get(title)
        if applicant is None or listing is None:
            continue
        if not Application.objects.of(applicant).filter(internship=listing).exists():
            _make(applicant, listing, state, answer, sent=now - timedelta(days=days))
    application_tick.expire(now=now)
    open_figures.count(now=now)


def _make(
    applicant: User,
    listing: Internship,
    state: ApplicationState,
    answer: dict[str, Any],
    *,
    sent: datetime,
) -> None:
    draft = actions.save_draft(
        by=applicant,
        internship=listing,
        motivation=WORDS,
        pieces=[],
        key=uuid5(NAMESPACE_URL, f"demo-candidature-{applicant.email}-{listing.title}"),
        now=sent,
    )
    host = listing.organisation.members.first()
    if state == ApplicationState.DRAFT or host is None:
        return
    one = actions.send(application=draft, by=applicant, now=sent)
    then: dict[str, Any] = {"by": host, "now": min(sent + timedelta(days=2), timezone.now())}
    if state in {ApplicationState.READ, ApplicationState.STUDIED, ApplicationState.DECLINED}:
        answers.mark_read(application=one, **then)
    if state == ApplicationState.STUDIED:
        answers.study(application=one, **then)
    elif state == ApplicationState.ACCEPTED:
        answers.accept(application=one, **answer, **then)
    elif state == ApplicationState.DECLINED:
        answers.decline(applications=[one], **answer, **then)
    elif state == ApplicationState.CANCELLED:
        answers.cancel(applications=[one], **answer, **then)
    elif state == ApplicationState.WITHDRAWN:
        actions.withdraw(application=one, by=applicant, now=then["now"])
    if state == ApplicationState.READ:
        text = "Permis B, prête à se loger sur place. À rappeler mardi."
        answers.add_note(application=one, by=host, text=text, key=uuid4(), now=then["now"])
