"""The demonstration's organisations and internships. All fictional, and said so."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from careers import own_demo
from careers.actions import send_internship
from careers.applications import demo as application_demo
from careers.enums import (
    InternshipKind,
    MemberRole,
    OrganisationKind,
    StudyLevel,
    VerificationMethod,
)
from careers.models import Internship, Organisation, OrganisationMember, Role, Verification
from careers.placements import demo as placement_demo
from careers.verification_actions import VALID
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
        "siret": "00000000000000",
        "website": "https://contrechamp.example/",
        "vss_referent": "Alix Fictif, chargée de production",
        "vss_trained_on": date(2026, 3, 3),
        "vss_alert": "Au bureau ou au 01\u00a099\u00a000\u00a000\u00a000\u202f; en dehors de "
        "l’équipe, la cellule d’écoute.",
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
#  hours, euros an hour, state, missions, what one learns, the rest)
INTERNSHIPS: list[tuple[Any, ...]] = [
    (
        0, "regisseur", "Stage assistant·e régie, long métrage", "Marseille", "13", 70, 119,
        35, "4.50", State.APPROVED,
        "Avec le régisseur général et son adjointe, pendant la préparation puis le tournage :\n"
        "– préparer les demandes d’autorisation et suivre leurs réponses ;\n"
        "– tenir à jour la liste des décors, des contacts et des accès ;\n"
        "– installer la table régie et les loges avec l’équipe ;\n"
        "– participer à la remise en état des lieux.",
        "Lire un plan de travail, préparer un décor, comprendre qui fait quoi sur un plateau.",
        {
            "tutor_name": "Camille Fictif", "tutor_role": "régisseur général", "level": "bac2",
            "production_title": "La Nuit des dunes (démo)", "production_phase": "tournage",
            "team_complete": "Régisseur général, régisseuse adjointe, deux auxiliaires de régie.",
            "team_complete_by": "Camille Fictif, régisseur général",
            "vhss_contact": "Alix Fictif, référente VHSS du film",
            "benefits": "Repas sur le plateau, moitié de l’abonnement de transport.",
            "accessibility": "Base de tournage de plain-pied.",
        },
    ),
    (
        0, "assistant-de-production", "Stage assistant·e de production, documentaire",
        "Paris", "75", 43, 58, 35, "4.80", State.APPROVED,
        "Au bureau de production, aux côtés de la chargée de production :\n"
        "– classer et relancer les contrats et les autorisations d’image ;\n"
        "– préparer les voyages de l’équipe ;\n"
        "– mettre à jour le plan de tournage et la liste technique.",
        "Les papiers d’un film, de la lettre d’engagement à la facture.",
        {
            "tutor_name": "Dominique Fictif", "tutor_role": "chargée de production",
            "level": "bac3", "remote": "Un jour par semaine, après le premier mois.",
            "production_title": "Titre caché de la démonstration",
            "production_title_hidden": True, "production_phase": "preparation",
        },
    ),
    (
        1, "graphiste-vfx", "Stage compositing, série animée", "Angoulême", "16", 98, 180,
        35, "5.20", State.APPROVED,
        "Dans l’équipe de compositing, avec une référente présente chaque jour :\n"
        "– préparer les éléments de plans simples ;\n"
        "– assembler, vérifier et livrer ses premiers plans ;\n"
        "– participer aux projections quotidiennes.",
        "Le flux de travail d’un studio, la lecture des retours, l’exigence des livrables.",
        {
            "tutor_name": "Sacha Fictif", "tutor_role": "superviseuse compositing",
            "level": "bac5", "headcount": 35, "interns_present": 1, "places": 2,
            "production_phase": "postproduction",
        },
    ),
    (
        0, "second-assistant-realisateur", "Stage mise en scène, court métrage",
        "Lyon", "69", 30, 26, 35, "0", State.APPROVED,
        "Avec la première assistante, pendant la préparation et cinq jours de tournage :\n"
        "– aider au dépouillement et à la feuille de service ;\n"
        "– accueillir les figurants ;\n"
        "– préparer les listes du lendemain.",
        "Le dépouillement, la feuille de service, le rythme d’un plateau.",
        {
            "tutor_name": "Charlie Fictif", "tutor_role": "première assistante",
            "production_phase": "preparation",
        },
    ),
    (
        0, "charge-de-production", "Stage production et postproduction, long métrage",
        "Marseille", "13", 60, 150, 35, "4.60", State.SUBMITTED,
        "Suivre avec le chargé de production le planning de postproduction, les devis et les "
        "livraisons aux chaînes.",
        "Comment un film se termine, et ce que cela coûte.",
        {"tutor_name": "Dominique Fictif", "tutor_role": "chargé de production", "level": "bac3"},
    ),
    (
        1, "monteur", "Stage montage", "Angoulême", "16", 50, 90, 35, "4.50", State.REJECTED,
        "Monter les bonus.",
        "Le montage.",
        {"tutor_name": "Sacha Fictif", "tutor_role": "monteur"},
    ),
    (
        0, "auxiliaire-de-regie", "Premier contrat en régie, téléfilm", "Marseille", "13", 55, 12,
        39, "13.00", State.APPROVED,
        "Avec la régisseuse adjointe, sur douze jours de tournage :\n"
        "– conduire l’équipe et le matériel léger ;\n"
        "– tenir la table régie ;\n"
        "– baliser les décors et accueillir les arrivées.",
        "Le rythme d’une journée de régie, la radio, la feuille de service.",
        {
            "kind": InternshipKind.CDDU, "tutor_name": "Camille Fictif",
            "tutor_role": "régisseur général", "production_phase": "tournage",
            "team_complete": "Régisseur général, régisseuse adjointe.",
            "team_complete_by": "Camille Fictif, régisseur général", "places": 2,
        },
    ),
    (
        0, "assistant-de-production", "Immersion au bureau de production", "Marseille", "13",
        38, 11, 35, "", State.APPROVED,
        "Deux semaines pour regarder et essayer, avec la chargée de production :\n"
        "– assister aux réunions de préparation ;\n"
        "– classer des autorisations ;\n"
        "– lire un plan de travail avec quelqu’un.",
        "Ce que fait un bureau de production, et si ce métier vous plaît.",
        {
            "kind": InternshipKind.IMMERSION, "tutor_name": "Dominique Fictif",
            "tutor_role": "chargée de production",
        },
    ),
    (
        1, "graphiste-vfx", "Alternance compositing, un an", "Angoulême", "16", 120, 360, 35, "",
        State.APPROVED,
        "Dans l’équipe de compositing, trois semaines au studio et une à l’école :\n"
        "– préparer, assembler et livrer des plans ;\n"
        "– suivre les retours aux projections.",
        "Un métier entier, de la préparation des plans à la livraison.",
        {
            "kind": InternshipKind.ALTERNANCE, "tutor_name": "Sacha Fictif",
            "tutor_role": "superviseuse compositing", "level": "bac3",
            "production_phase": "postproduction",
        },
    ),
    (
        0, "regisseur", placement_demo.TITLE, "Marseille", "13", 90, 31, 35, "4.50",
        State.APPROVED,
        "Avec la régisseuse générale, pour un court métrage tourné en ville\u00a0:\n"
        "– repérer les décors et prévenir les voisins\u00a0;\n"
        "– écrire les demandes d’autorisation\u00a0;\n"
        "– remettre les lieux en état.",
        "Préparer un décor de bout en bout.",
        {
            "tutor_name": "Noor Fictif", "tutor_role": "régisseuse générale", "level": "bac2",
            "production_phase": "tournage",
        },
    ),
]  # fmt: skip


def build() -> None:
    """Create what is missing; what a visitor changed stays as it is."""
    organisations = [_organisation(values) for values in ORGANISATIONS]
    moderator = User.objects.get(email="moderation@example.org")
    if not organisations[0].verifications.exists():
        _verify(organisations[0], moderator)
    for row in INTERNSHIPS:
        organisation = organisations[row[0]]
        if not organisation.internships.filter(title=row[2]).exists():
            _internship(organisation, moderator, *row[1:])
    over = organisations[0].internships.filter(title=placement_demo.TITLE).first()
    if over is not None:
        placement_demo.build(over)
    application_demo.build()
    own_demo.build()


def _organisation(values: dict[str, Any]) -> Organisation:
    fields = {key: value for key, value in values.items() if key not in {"slug", "owner"}}
    organisation, _ = Organisation.objects.get_or_create(slug=values["slug"], defaults=fields)
    OrganisationMember.objects.get_or_create(
        organisation=organisation,
        user=User.objects.get(email=values["owner"]),
        defaults={"role": MemberRole.OWNER},
    )
    return organisation


def _verify(organisation: Organisation, by: User) -> None:
    """The three checks, as an owner and a validator would have left them."""
    now, proof = timezone.now(), None
    for days, method in ((6, VerificationMethod.SIRET), (5, VerificationMethod.DOMAIN),
                         (3, VerificationMethod.HUMAN)):  # fmt: skip
        at = now - timedelta(days=days)
        proof = Verification.objects.create(
            organisation=organisation,
            method=method,
            name=organisation.name,
            siret=organisation.siret,
            domain=organisation.domain,
            ape="59.11C",
            checked_by=by if method == VerificationMethod.HUMAN else None,
            checked_at=at,
            valid_until=at + VALID,
            about=proof if method == VerificationMethod.HUMAN else None,
        )


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
    more: dict[str, Any],
) -> None:
    today = timezone.localdate()
    starts_on = today + timedelta(days=start)
    # What an internship commits to; the other kinds sign something else.
    signed = more.get("kind", InternshipKind.STAGE) == InternshipKind.STAGE or None
    internship = Internship(
        organisation=organisation,
        author=organisation.members.first(),
        title=title,
        role=Role.objects.get(slug=role),
        city=city,
        departement=departement,
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=length),
        weekly_hours=Decimal(hours),
        hourly_pay=Decimal(pay) if pay else None,
        missions=missions,
        learning=learning,
        apply_by=starts_on - timedelta(days=20),
        how_to_apply="Dites vos dates de cours, et si vous pouvez loger sur place (démo).",
        **{"level": StudyLevel.ANY, "has_agreement": signed, "in_curriculum": signed, **more},
    )
    internship.save()
    send_internship(internship=internship)
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
