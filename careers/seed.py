"""Synthetic organisations and their published internships. All fictional, and said so."""

import random
from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from careers import open_figures
from careers.applications import seed as application_seed
from careers.enums import InternshipKind, MemberRole, OrganisationKind, Phase, StudyLevel
from careers.listing import openings
from careers.models import Internship, Organisation, OrganisationMember, Role
from portal.accounts import seed as accounts
from portal.accounts.models import User
from portal.moderation.enums import State
from portal.shell.seeding import batches, chance, key

LISTINGS_EACH = 20
NOTE = "Contenu synthétique, fait pour mesurer le site."
PLACES = [
    ("Paris", "75"), ("Montreuil", "93"), ("Saint-Denis", "93"), ("Ivry-sur-Seine", "94"),
    ("Boulogne-Billancourt", "92"), ("Marseille", "13"), ("Martigues", "13"), ("Nice", "06"),
    ("Cannes", "06"), ("Lyon", "69"), ("Villeurbanne", "69"), ("Annecy", "74"), ("Valence", "26"),
    ("Grenoble", "38"), ("Bordeaux", "33"), ("Angoulême", "16"), ("La Rochelle", "17"),
    ("Toulouse", "31"), ("Montpellier", "34"), ("Rennes", "35"), ("Nantes", "44"), ("Brest", "29"),
    ("Lille", "59"), ("Roubaix", "59"), ("Strasbourg", "67"), ("Metz", "57"), ("Dijon", "21"),
    ("Clermont-Ferrand", "63"), ("Tours", "37"), ("Rouen", "76"), ("Ajaccio", "2A"),
    ("Bastia", "2B"), ("Fort-de-France", "972"), ("Saint-Denis", "974"),
]  # fmt: skip
HOUSES = ["Les Films", "Les Productions", "L’Atelier", "Le Studio", "La Fabrique", "Le Collectif"]
WORDS = [
    "du contrechamp", "de l’aube", "du quai", "du dernier métro", "de la lanterne", "du hors-champ",
    "de la bobine", "du plan large", "de la cour", "du faux jour", "de la marée", "du plateau",
]  # fmt: skip
PROJECTS = [
    "long métrage", "court métrage", "documentaire", "série", "série animée", "téléfilm",
    "film publicitaire", "clip", "captation", "postproduction",
]  # fmt: skip
MISSIONS = [
    "préparer les autorisations et suivre leurs réponses",
    "tenir à jour la liste des décors, des contacts et des accès",
    "préparer la feuille de service du lendemain",
    "accueillir l’équipe et les figurants",
    "classer les contrats et relancer les signatures",
    "participer au dépouillement du scénario",
    "vérifier le matériel au départ et au retour",
    "suivre les sauvegardes et les rapports image",
    "assister aux projections et noter les retours",
    "participer à la remise en état des lieux",
]
FUNCTIONS = ["régisseuse générale", "directeur de production", "cheffe monteuse", "chef opérateur"]
# Most are internships; the other kinds are there to be told apart.
KINDS = [*[InternshipKind.STAGE] * 12, InternshipKind.CDDU, InternshipKind.CDDU,
         InternshipKind.ALTERNANCE, InternshipKind.IMMERSION,
         InternshipKind.SERVICE_CIVIQUE]  # fmt: skip
# The word before the role in a title.
WORD_OF_KIND = {
    InternshipKind.STAGE: "Stage",
    InternshipKind.CDDU: "Premier contrat",
    InternshipKind.ALTERNANCE: "Alternance",
    InternshipKind.IMMERSION: "Immersion",
    InternshipKind.SERVICE_CIVIQUE: "Service civique",
}
HOURS = [Decimal(35), Decimal(35), Decimal(35), Decimal(28), Decimal("17.50")]


def organisation(seed: int, number: int, *, now: datetime) -> Organisation:
    dice = chance(seed, "organisation", number)
    city, departement = dice.choice(PLACES)
    return Organisation(
        slug=f"semis-{seed}-{number}",
        name=f"{dice.choice(HOUSES)} {dice.choice(WORDS)} {number + 1}",
        kind=dice.choice(OrganisationKind.values),
        city=city,
        departement=departement,
        description=NOTE,
        created_at=now - timedelta(days=dice.randrange(30, 700)),
        creation_key=key(seed, "organisation", number),
    )


def _dates(dice: random.Random, *, now: datetime) -> dict[str, Any]:
    """A listing read three months ago at most; two in three are still open."""
    published = now - timedelta(seconds=dice.randrange(3600, 90 * 86400))
    apply_by = now.date() + timedelta(days=dice.randrange(-40, 80))
    starts_on = apply_by + timedelta(days=dice.randrange(5, 60))
    return {
        "created_at": published - timedelta(days=3),
        "submitted_at": published - timedelta(days=2),
        "decided_at": published,
        "published_at": published,
        "apply_by": apply_by,
        "starts_on": starts_on,
        "ends_on": starts_on + timedelta(days=dice.choice([13, 27, 55, 89, 120, 180])),
    }


def _kind(dice: random.Random, days: int) -> dict[str, Any]:
    """Under which paper, with what that paper asks; an immersion lasts a month at most."""
    kind = dice.choice(KINDS)
    if kind == InternshipKind.IMMERSION and days > 27:
        kind = InternshipKind.STAGE
    stage = kind == InternshipKind.STAGE
    pay = {
        InternshipKind.STAGE: Decimal(dice.randrange(450, 700)) / 100,
        InternshipKind.CDDU: Decimal(dice.randrange(1300, 1800)) / 100,
    }
    return {
        "kind": kind,
        "hourly_pay": pay.get(kind),
        "has_agreement": True if stage else None,
        "in_curriculum": True if stage else None,
        "level": dice.choice(StudyLevel.values),
        "headcount": dice.choice([4, 8, 14, 35, 60]),
        "interns_present": 0,
        "tutor_interns": 0,
        "production_phase": dice.choice(Phase.values),
    }


def internship(
    seed: int,
    number: int,
    *,
    now: datetime,
    roles: list[Role],
    host: Organisation,
    author_id: int | None,
) -> Internship:
    """A published listing, as if a moderator who has left since had read it."""
    dice = chance(seed, "listing", number)
    role = dice.choice(roles)
    city, departement = (
        (host.city, host.departement) if dice.random() < 0.6 else dice.choice(PLACES)
    )
    dates = _dates(dice, now=now)
    terms = _kind(dice, (dates["ends_on"] - dates["starts_on"]).days)
    trade = f"{role.title[:1].lower()}{role.title[1:]}"
    title = f"{WORD_OF_KIND[terms['kind']]} {trade}, {dice.choice(PROJECTS)}"
    tasks = "\n".join(f"– {mission}\u202f;" for mission in dice.sample(MISSIONS, 4))
    made = Internship(
        organisation=host,
        author_id=author_id,
        role=role,
        title=title[:120],
        city=city,
        departement=departement,
        weekly_hours=dice.choice(HOURS),
        places=dice.choice([1, 1, 1, 2, 3]),
        missions=f"{NOTE} Au sein de l’équipe\u00a0:\n{tasks}",
        learning="Comment l’équipe se parle, ce que chaque poste attend des autres.",
        tutor_name=f"{dice.choice(accounts.FIRST_NAMES)} {dice.choice(accounts.LAST_NAMES)}",
        tutor_role=dice.choice(FUNCTIONS),
        how_to_apply="Annonce fictive, faite pour mesurer le site.",
        state=State.APPROVED,
        revision=2,
        creation_key=key(seed, "listing", number),
        **dates,
        **terms,
    )
    # What save() would write: a batch does not go through it.
    made.search_text = made.words()
    return made


def build(*, members: int, listings: int, meetups: int, seed: int) -> str:
    """Create the listings that are missing, twenty an organisation."""
    now = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    hosts, people = 0, accounts.grown(seed).count()
    for numbers in batches(-(-listings // LISTINGS_EACH)):
        hosts += _create_organisations(seed, numbers, people=people, now=now)
    roles = list(Role.objects.order_by("slug"))
    make = partial(internship, seed, now=now, roles=roles)
    made = sent = 0
    for numbers in batches(listings):
        some, more = _create_listings(seed, numbers, make, people=people, now=now)
        made, sent = made + some, sent + more
    open_figures.count(now=now)
    return f"{hosts} structures, {made} annonces et {sent} candidatures semées"


@transaction.atomic
def _create_organisations(seed: int, numbers: range, *, people: int, now: datetime) -> int:
    wanted = {f"semis-{seed}-{number}": number for number in numbers}
    there = set(Organisation.objects.filter(slug__in=wanted).values_list("slug", flat=True))
    made = Organisation.objects.bulk_create(
        organisation(seed, number, now=now) for slug, number in wanted.items() if slug not in there
    )
    owners = _owners(seed, [wanted[one.slug] for one in made], people=people)
    OrganisationMember.objects.bulk_create(
        OrganisationMember(organisation=one, user_id=owner, role=MemberRole.OWNER, joined_at=now)
        for one in made
        if (owner := owners.get(wanted[one.slug]))
    )
    return len(made)


def _owners(seed: int, hosts: Iterable[int], *, people: int) -> dict[int, int]:
    """The member (by primary key) who answers for each organisation, in turn."""
    if not people:
        return {}
    emails = {host: accounts.email(seed, host % people) for host in hosts}
    known = dict(User.objects.filter(email__in=emails.values()).values_list("email", "pk"))
    return {host: known[email] for host, email in emails.items() if email in known}


@transaction.atomic
def _create_listings(
    seed: int, numbers: range, make: Any, *, people: int, now: datetime
) -> tuple[int, int]:
    """The listings that are missing, and what they receive; returns how many of each."""
    keys = {key(seed, "listing", number): number for number in numbers}
    there = set(
        Internship.objects.filter(creation_key__in=keys).values_list("creation_key", flat=True)
    )
    missing = [number for one, number in keys.items() if one not in there]
    slugs = {f"semis-{seed}-{number // LISTINGS_EACH}" for number in missing}
    hosts = {one.slug: one for one in Organisation.objects.filter(slug__in=slugs)}
    owners = dict(
        OrganisationMember.objects.filter(organisation__in=hosts.values()).values_list(
            "organisation", "user"
        )
    )
    rows = []
    for number in missing:
        host = hosts[f"semis-{seed}-{number // LISTINGS_EACH}"]
        rows.append(make(number, host=host, author_id=owners.get(host.pk)))
    made = Internship.objects.bulk_create(rows)
    listings = dict(zip(missing, made, strict=True))
    sent = application_seed.create(seed, listings, people=people, now=now)
    # A batch does not go through save().
    openings.refresh(one.pk for one in made)
    return len(made), sent
