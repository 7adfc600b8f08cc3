"""What the moderators of the demonstration find on their desk: fictional, and says so."""

from typing import Any

from django.contrib.auth.models import Group
from django.utils import timezone

from careers.models import Internship
from mentoring.enums import PortfolioKind
from mentoring.models import PortfolioItem, Profile
from portal.accounts.models import User
from portal.moderation import appeals, cases, decisions
from portal.moderation.decisions import Choice
from portal.moderation.enums import OnTarget, Team
from portal.moderation.grounds import Ground
from portal.moderation.models import Case, Report


def build() -> None:
    """Three cases that wait, one of safety, a decision that is contested; once."""
    if Case.objects.exists():
        return
    moderator = User.objects.get(email="moderation@example.org")
    moderator.groups.add(Group.objects.get(name=Team.SAFETY))
    listings = list(Internship.objects.approved().order_by("pk")[:2])
    pages = list(Profile.objects.exclude(user=moderator).order_by("pk")[:2])
    if len(listings) < 2 or len(pages) < 2:
        return
    witness = User.objects.get(email="debut@example.org")
    _report(listings[0], "stage", "unlawful", "On dirait un vrai poste (démo).", witness)
    _report(listings[0], "stage", "scam", "Cinquante euros de dossier, vraiment\u202f? (démo)")
    _report(pages[0], "profil", "personal_data", "Mon téléphone est écrit sur sa page (démo).")
    _report(pages[1], "profil", "violence", "Des menaces dans sa présentation (démo).")
    piece = PortfolioItem.objects.create(
        profile=pages[1],
        kind=PortfolioKind.LINK,
        title="Affiche d’un film qui n’existe pas (démo)",
        my_role="Dessin et typographie.",
        link="https://example.org/affiche",
        position=9,
    )
    case = _report(piece, "portfolio", "other", "Cette affiche n’est pas la sienne (démo).").case
    if case is None:
        return
    case.refresh_from_db()
    measure = decisions.decide(
        case=case,
        by=User.objects.get(email="admin@example.org"),
        version=case.version,
        choice=Choice(
            on_target=OnTarget.HIDE,
            ground=Ground.IMPERSONATION,
            facts="Une affiche signée par une autre personne (démo).",
        ),
    )
    appeals.contest(measure=measure, text="C’est bien la mienne, signée de mon nom d’avant (démo).")


def _report(target: Any, kind: str, reason: str, text: str, reporter: Any = None) -> Report:
    report = Report(target=target, reason=reason, text=text, reporter=reporter, good_faith=True)
    return cases.receive(report=report, target=target, kind=kind, now=timezone.now())
