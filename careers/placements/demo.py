"""The demonstration's internship that is over: its hours, its log, its attestation. Fictional."""

from datetime import date, time, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from careers.applications import actions as applying
from careers.applications import answers
from careers.models import Internship, Placement, Skill
from careers.placements import attestation_actions as actions
from careers.placements.actions import mark_signed
from careers.placements.agreement_items import items_of
from careers.placements.diary import Span
from careers.placements.diary_actions import save_hours
from careers.placements.enums import Side
from portal.accounts.models import User

TITLE = "Stage régie, court métrage (démo)"
# How many days ago it began and ended.
FIRST, LAST = 47, 16
WORDS = "Je voudrais voir un décor se préparer de bout en bout. Texte fictif de la démonstration."

# Days after the first one, what was learnt, the skills.
DAYS: list[tuple[int, str, list[str]]] = [
    (
        0,
        "La feuille de service se lit de bas en haut quand on est en régie\u00a0: d’abord les "
        "accès et les véhicules, ensuite les scènes. J’ai tenu le talkie toute la journée.",
        ["reactivite"],
    ),
    (
        4,
        "Repérage du garage avec Noor. On photographie les prises, les clés, les voisins à "
        "prévenir. J’avais oublié la hauteur du portail, le camion n’entrait pas.",
        ["reperages", "organisation"],
    ),
    (
        11,
        "Première demande d’autorisation écrite seule, pour la rue des Tilleuls (fictive). La "
        "mairie veut le plan de stationnement avant la date.",
        ["autorisations-de-tournage"],
    ),
    (
        18,
        "Deux allers-retours avec l’utilitaire. Sangler, vérifier, refaire le plein, rendre les "
        "clés au même endroit.",
        ["permis-b", "logistique"],
    ),
    (
        27,
        "Remise en état des lieux\u00a0: c’est là qu’on gagne le décor suivant. Une nappe abîmée, "
        "dite tout de suite, remboursée sans histoire.",
        ["organisation", "ecoproduction"],
    ),
]
ATTESTED = ["organisation", "reperages", "autorisations-de-tournage", "logistique"]


# What both sides wrote: an agreement that lacks something is not signed.
WRITTEN = {
    "training": "BTS Métiers de l’audiovisuel, option gestion de la production (fictif)",
    "volume": "1\u202f050 heures par an",
    "school": "Lycée du Clap (fictif), 12 rue des Tilleuls, Lyon",
    "referent": "Dominique Fictif, enseignante de régie",
    "skills": "Préparer un décor, tenir un plan de stationnement.",
    "protection": "Régime général, couverture maintenue par l’école",
    "liability": "Assureur fictif, contrat 0000",
    "validation": "Un dossier de repérage remplace le stage interrompu.",
    "activities": "Repérer, préparer et rendre les décors avec la régie.",
    "presence": "Environ 300 heures",
    "nights": "non",
    "sundays": "non",
    "holidays": "non",
    "supervision": "Un point chaque vendredi avec la tutrice, un appel de l’école à mi-stage.",
    "payment": "Chaque fin de mois, par virement",
    "accident": "La structure déclare dans les 48 heures et prévient l’école.",
    "leave": "Un jour par mois, à la demande",
    "ending": "Par écrit, après un échange entre les trois parties",
    "rules": "Le règlement intérieur remis le premier jour",
    "benefits": "Repas du midi sur le plateau",
    "signatory": "Camille Fictif, gérante",
}


def _agreement(placement: Placement) -> None:
    agreement = placement.agreement
    for side, items in (
        (Side.INTERN, agreement.intern_items),
        (Side.HOST, agreement.host_items),
    ):
        for item in items_of(side, placement):
            items.setdefault(item.slug, WRITTEN.get(item.slug, "Sans objet"))
    agreement.save()


def build(listing: Internship) -> None:
    """Once: the newcomer is taken in, learns, and her tutor signs."""
    member = User.objects.get(email="debut@example.org")
    tutor = listing.organisation.members.first()
    if tutor is None or Placement.objects.of(member).filter(title=TITLE).exists():
        return
    placement = _over(listing, member, tutor)
    _agreement(placement)
    for by, side in ((member, Side.INTERN), (tutor, Side.HOST), (member, Side.SCHOOL)):
        mark_signed(placement=placement, by=by, side=side, on=_ago(FIRST + 5))
    _hours(placement)
    entries = [
        actions.save_day(
            placement=placement,
            by=member,
            day=_ago(FIRST - after),
            text=text,
            skills=Skill.objects.filter(slug__in=skills),
            key=_key(f"jour-{after}"),
        )
        for after, text, skills in DAYS
    ]
    asked = actions.ask(
        placement=placement,
        by=member,
        email=tutor.email,
        entries=entries[1:3],
        skills=list(Skill.objects.filter(slug__in=ATTESTED).order_by("label", "pk")),
        hours=True,
        key=_key("attestation"),
    )
    actions.confirm(attestation=asked, name="Noor Fictif", role="régisseuse générale")


def _key(name: str) -> Any:
    return uuid5(NAMESPACE_URL, f"demo-stage-{name}")


def _ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


def _over(listing: Internship, member: User, tutor: User) -> Placement:
    """Accepted as anybody is, then moved into the past: nobody applies to what is over."""
    sent = timezone.now() - timedelta(days=FIRST + 40)
    draft = applying.save_draft(
        by=member, internship=listing, motivation=WORDS, pieces=[], key=_key("candidature"),
        now=sent,
    )  # fmt: skip
    application = applying.send(application=draft, by=member, now=sent)
    answers.accept(application=application, by=tutor, now=sent + timedelta(days=3))
    listing.refresh_from_db()
    listing.starts_on, listing.ends_on, listing.apply_by = _ago(FIRST), _ago(LAST), _ago(FIRST + 20)
    listing.save()
    placement: Placement = Placement.objects.get(application=application)
    placement.starts_on, placement.ends_on = listing.starts_on, listing.ends_on
    placement.save(update_fields=["starts_on", "ends_on"])
    return placement


def _hours(placement: Placement) -> None:
    """Five days a week, from 9 to 17 with an hour's break."""
    for after in range(FIRST - LAST + 1):
        day = _ago(FIRST - after)
        if day.weekday() < 5:
            span = Span(day=day, start=time(9), end=time(17), pause=60)
            key = _key(f"heures-{after}")
            save_hours(placement=placement, by=placement.person, span=span, note="", key=key)
