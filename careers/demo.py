"""The demonstration's organisations and internships. All fictional, and said so."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from careers import application_demo
from careers.enums import MemberRole, OrganisationKind
from careers.models import Internship, Organisation, OrganisationMember, Role
from portal.accounts.models import User
from portal.moderation.actions import decide
from portal.moderation.enums import Outcome, Reason, State

NOTE = "Structure fictive de la démonstration."

ORGANISATIONS: list[dict[str, Any]] = [
    {
        "slug": "les-films-du-contrechamp-demo",
        "name": "Les Films du contrechamp (démo)",
        "kind": OrganisationKind.FILM,
        "city": "Marseille",
        "departement": "13",
        "description": f"{NOTE} Premiers longs métrages et documentaires, quatre permanents, des "
        "tournages surtout dans le Sud.",
        "owner": "production@example.org",
    },
    {
        "slug": "studio-clair-obscur-demo",
        "name": "Studio Clair-Obscur (démo)",
        "kind": OrganisationKind.ANIMATION,
        "city": "Angoulême",
        "departement": "16",
        "description": f"{NOTE} Séries animées et effets visuels, trente-cinq personnes.",
        "owner": "regie@example.org",
    },
]

# (organisation, role, title, city, département, days until the first day, length in days,
#  hours, euros an hour, state, missions, what one learns)
INTERNSHIPS: list[tuple[Any, ...]] = [
    (
        0, "regisseur", "Stage assistant·e régie, long métrage", "Marseille", "13", 70, 119,
        35, "4.50", State.APPROVED,
        "Avec le régisseur général et son adjointe, pendant la préparation puis le tournage :\n"
        "– préparer les demandes d’autorisation et suivre leurs réponses ;\n"
        "– tenir à jour la liste des décors, des contacts et des accès ;\n"
        "– installer la table régie et les loges avec l’équipe ;\n"
        "– participer à la remise en état des lieux.\n"
        "L’équipe de régie est au complet : vous n’y remplacez personne.",
        "Lire un plan de travail, préparer un décor, comprendre qui fait quoi sur un plateau.",
    ),
    (
        0, "assistant-de-production", "Stage assistant·e de production, documentaire",
        "Paris", "75", 43, 58, 35, "4.80", State.APPROVED,
        "Au bureau de production, aux côtés de la chargée de production :\n"
        "– classer et relancer les contrats et les autorisations d’image ;\n"
        "– préparer les voyages de l’équipe ;\n"
        "– mettre à jour le plan de tournage et la liste technique.",
        "Les papiers d’un film, de la lettre d’engagement à la facture.",
    ),
    (
        1, "graphiste-vfx", "Stage compositing, série animée", "Angoulême", "16", 98, 180,
        35, "5.20", State.APPROVED,
        "Dans l’équipe de compositing, avec une référente présente chaque jour :\n"
        "– préparer les éléments de plans simples ;\n"
        "– assembler, vérifier et livrer ses premiers plans ;\n"
        "– participer aux projections quotidiennes.",
        "Le flux de travail d’un studio, la lecture des retours, l’exigence des livrables.",
    ),
    (
        0, "second-assistant-realisateur", "Stage mise en scène, court métrage",
        "Lyon", "69", 30, 26, 35, "0", State.APPROVED,
        "Avec la première assistante, pendant la préparation et cinq jours de tournage :\n"
        "– aider au dépouillement et à la feuille de service ;\n"
        "– accueillir les figurants ;\n"
        "– préparer les listes du lendemain.",
        "Le dépouillement, la feuille de service, le rythme d’un plateau.",
    ),
    (
        0, "charge-de-production", "Stage production et postproduction, long métrage",
        "Marseille", "13", 60, 150, 35, "4.60", State.SUBMITTED,
        "Suivre avec le chargé de production le planning de postproduction, les devis et les "
        "livraisons aux chaînes.",
        "Comment un film se termine, et ce que cela coûte.",
    ),
    (
        1, "monteur", "Stage montage", "Angoulême", "16", 50, 90, 35, "4.50", State.REJECTED,
        "Monter les bonus.",
        "",
    ),
]  # fmt: skip


def build() -> None:
    """Create what is missing; what a visitor changed stays as it is."""
    organisations = [_organisation(values) for values in ORGANISATIONS]
    moderator = User.objects.get(email="moderation@example.org")
    for row in INTERNSHIPS:
        organisation = organisations[row[0]]
        if not organisation.internships.filter(title=row[2]).exists():
            _internship(organisation, moderator, *row[1:])
    application_demo.build()


def _organisation(values: dict[str, Any]) -> Organisation:
    fields = {key: value for key, value in values.items() if key not in {"slug", "owner"}}
    organisation, _ = Organisation.objects.get_or_create(slug=values["slug"], defaults=fields)
    OrganisationMember.objects.get_or_create(
        organisation=organisation,
        user=User.objects.get(email=values["owner"]),
        defaults={"role": MemberRole.OWNER},
    )
    return organisation


def _internship(
    organisation: Organisation,
    moderator: User,
    role: str,
    title: str,
    city: str,
    departement: str,
    start: int,
    length: int,
    hours: int,
    pay: str,
    state: State,
    missions: str,
    learning: str,
) -> None:
    today = timezone.localdate()
    starts_on = today + timedelta(days=start)
    internship = Internship.objects.create(
        organisation=organisation,
        author=organisation.members.first(),
        title=title,
        role=Role.objects.get(slug=role),
        city=city,
        departement=departement,
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=length),
        weekly_hours=Decimal(hours),
        hourly_pay=Decimal(pay),
        missions=missions,
        learning=learning,
        tutor_name="Camille Fictif",
        tutor_role="tuteur·rice du stage (démonstration)",
        apply_by=starts_on - timedelta(days=20),
        how_to_apply="Dites vos dates de cours, et si vous pouvez loger sur place (démo).",
    )
    internship.submit()
    if state == State.SUBMITTED:
        return
    approved = state == State.APPROVED
    decide(
        internship,
        by=moderator,
        revision=internship.revision,
        outcome=Outcome.APPROVED if approved else Outcome.REJECTED,
        reason="" if approved else Reason.UNCLEAR,
        note="" if approved else "Dites ce que la personne fera chaque semaine, et avec qui.",
    )
