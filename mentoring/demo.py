"""The demonstration's members, mentors and mentorships. All fictional, and said so."""

from datetime import timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from careers.models import Application, Role, Skill
from mentoring import directory, mentor_actions, moderation_demo, profile_actions
from mentoring.enums import Licence, MemberKind, Mobility, Offering, Practice, Seeking, Visibility
from mentoring.mentor_enums import MentorTopic
from mentoring.models import (
    MentorGoal,
    MentorMeeting,
    MentorNote,
    MentorOffer,
    Mentorship,
    PortfolioItem,
    Profile,
)
from portal.accounts.models import User
from portal.contact import actions as contact
from portal.contact.models import ContactRequest
from portal.moderation.actions import decide
from portal.moderation.enums import Outcome

NOTE = "Personne fictive de la démonstration."

# Address, département and town, roles held, roles wanted, headline, level, the rest.
PAGES: list[tuple[str, str, str, list[str], list[str], str, str, dict[str, Any]]] = [
    (
        "debut@example.org", "48", "Mende", [], ["regisseur", "auxiliaire-de-regie"],
        "Je cherche un premier plateau, avec mon permis et mes lieux", Practice.STARTING,
        {
            "kind": MemberKind.NEWCOMER, "licences": [Licence.B, Licence.FIRST_AID],
            "languages": ["fr", "es", "lsf"], "mobility": Mobility.FRANCE,
            "looking_for": [Seeking.INTERNSHIP, Seeking.FIRST_SHOOT, Seeking.MENTOR],
            "looking_for_line": "Un stage de régie au printemps, conventionné par ma licence.",
            "offers": [Offering.LICENCE, Offering.REGION, Offering.LANGUAGES],
            "offers_line": "Le permis B, une base en Lozère et deux granges à tourner.",
            "experience": "Bénévole trois ans au ciné-club de Mende\nServeuse, deux saisons\n"
            "Deux courts métrages d’école, à la table régie",
            "skills": ["organisation", "permis-b"],
        },
    ),
    (
        "production@example.org", "13", "Marseille", ["producteur"], [],
        "Producteur, Les Films du contrechamp (démo)", Practice.CONFIRMED,
        {
            "kind": MemberKind.PROFESSIONAL, "languages": ["fr", "en"],
            "looking_for": [Seeking.INTERNS], "offers": [Offering.ADVICE],
            "page_visibility": Visibility.PUBLIC,
        },
    ),
    (
        "regie@example.org", "13", "Marseille", ["regisseur-general"], [],
        "Régisseuse générale, quinze ans de camions et de clés", Practice.CONFIRMED,
        {
            "kind": MemberKind.PROFESSIONAL, "licences": [Licence.B, Licence.C],
            "languages": ["fr", "ar"], "offers": [Offering.ADVICE],
            "offers_line": "Une heure par mois avec quelqu’un qui commence.",
        },
    ),
    (
        "assistante@example.org", "75", "Paris", ["assistant-de-production"],
        ["charge-de-production"], "Assistante de production, deux documentaires", Practice.SOME,
        {"languages": ["fr", "en"], "looking_for": [Seeking.JOB, Seeking.ADVICE]},
    ),
    (
        "chargee@example.org", "69", "Lyon", ["charge-de-production"], ["directeur-de-production"],
        "Chargée de production, séries et unitaires", Practice.CONFIRMED,
        {"kind": MemberKind.PROFESSIONAL, "languages": ["fr", "it"], "offers": [Offering.ADVICE]},
    ),
    (
        "directeur@example.org", "93", "Montreuil", ["directeur-de-production"], [],
        "Directeur de production, longs métrages", Practice.CONFIRMED,
        {"kind": MemberKind.PROFESSIONAL, "languages": ["fr", "en", "bm"]},
    ),
    (
        "adjoint@example.org", "29", "Brest", ["regisseur-adjoint"], ["regisseur-general"],
        "Régisseur adjoint, tournages en Bretagne", Practice.SOME,
        {"licences": [Licence.B, Licence.BOAT, Licence.CACES_LIFT], "languages": ["fr", "br"]},
    ),
    (
        "monteuse@example.org", "31", "Toulouse", ["monteur"], [],
        "Monteuse de documentaires", Practice.CONFIRMED,
        {"kind": MemberKind.PROFESSIONAL, "languages": ["fr", "oc"], "offers": [Offering.ADVICE]},
    ),
    (
        "scripte@example.org", "59", "Lille", ["scripte"], [], "Scripte, du court au long",
        Practice.CONFIRMED, {"kind": MemberKind.PROFESSIONAL, "languages": ["fr", "pl"]},
    ),
    (
        "camera@example.org", "67", "Strasbourg", [], ["assistant-camera"],
        "Diplômé en photo, je cherche à charger des magasins", Practice.STARTING,
        {"languages": ["fr", "de"], "looking_for": [Seeking.FIRST_SHOOT]},
    ),
    (
        "costumes@example.org", "44", "Nantes", ["costumiere"], ["createur-de-costumes"],
        "Costumière, CAP couture et théâtre amateur", Practice.SOME,
        {"languages": ["fr", "wo"], "offers": [Offering.SKILLS]},
    ),
    (
        "son@example.org", "33", "Bordeaux", ["perchman"], ["chef-operateur-du-son"],
        "Perchiste, bras solides", Practice.SOME, {"languages": ["fr", "pt"]},
    ),
    (
        "etudiante@example.org", "34", "Montpellier", [], ["monteur", "assistant-monteur"],
        "En licence, je monte des formats courts", Practice.STARTING,
        {"languages": ["fr", "en"], "looking_for": [Seeking.INTERNSHIP, Seeking.TEAM]},
    ),
    (
        "realisation@example.org", "974", "Saint-Denis", [], ["realisateur"],
        "Un premier court en écriture, une équipe à trouver", Practice.STARTING,
        {"languages": ["fr", "crp"], "looking_for": [Seeking.TEAM, Seeking.MENTOR]},
    ),
]  # fmt: skip

# Mentor, roles, pitch, formats, rhythm, places, whether from 15 on.
OFFERS: list[tuple[str, list[str], str, list[str], str, int, bool]] = [
    (
        "regie@example.org", ["regisseur-general", "regisseur-adjoint", "auxiliaire-de-regie"],
        f"{NOTE} J’ai commencé en portant des barrières, sans connaître personne. Je peux relire "
        "un CV, préparer un premier appel à une régie, raconter les journées qui ne vont pas et "
        "les refus d’avant.",
        ["message", "call", "review"], "une heure par mois", 2, True,
    ),
    (
        "chargee@example.org", ["charge-de-production", "assistant-de-production"],
        f"{NOTE} Devis, plannings, contrats\u00a0: on prend un vrai document et on le lit "
        "ensemble, ligne à ligne.",
        ["call", "review"], "deux appels par mois", 1, False,
    ),
    (
        "monteuse@example.org", ["monteur", "assistant-monteur"],
        f"{NOTE} On regarde votre montage, on parle de ce que vous avez coupé. Puis on cherche à "
        "qui l’envoyer.",
        ["message", "review"], "une relecture par mois", 2, False,
    ),
]  # fmt: skip


def build() -> None:
    """Create what is missing; what a visitor changed stays as it is."""
    people = {user.email: user for user in User.objects.filter(email__endswith="@example.org")}
    for row in PAGES:
        _page(people[row[0]], *row[1:])
    for offer in OFFERS:
        _offer(people[offer[0]], people["moderation@example.org"], *offer[1:])
    _mentorship(people["assistante@example.org"], people["chargee@example.org"])
    _waiting(people["debut@example.org"], people["regie@example.org"])
    _join(people["debut@example.org"])
    moderation_demo.build()


def _page(
    user: User,
    departement: str,
    city: str,
    held: list[str],
    wanted: list[str],
    headline: str,
    level: str,
    more: dict[str, Any],
) -> None:
    if Profile.objects.filter(user=user).exists():
        return
    profile = profile_actions.ensure(by=user)
    skills = more.pop("skills", [])
    values = {
        "headline": headline,
        "about": NOTE,
        "level": level,
        "departement": departement,
        "city": city,
        "available_from": timezone.localdate(),
        **more,
    }
    for name, value in values.items():
        setattr(profile, name, value)
    profile.save()
    profile.roles_held.set(Role.objects.filter(slug__in=held))
    profile.roles_wanted.set(Role.objects.filter(slug__in=wanted))
    profile.skills.set(Skill.objects.filter(slug__in=skills))
    directory.refresh(profile)
    if user.email == "debut@example.org":
        item = PortfolioItem(
            kind="link",
            title="Le Gué, court métrage d’école (démo)",
            my_role="Régie\u00a0: trois décors, douze repas, aucune voiture rayée",
            year=timezone.localdate().year - 1,
            link="https://example.org/le-gue",
        )
        profile_actions.add_item(by=user, item=item, key=uuid5(NAMESPACE_URL, "demo-le-gue"))


def _offer(
    mentor: User,
    moderator: User,
    roles: list[str],
    pitch: str,
    formats: list[str],
    rhythm: str,
    capacity: int,
    minors: bool,
) -> None:
    if MentorOffer.objects.filter(mentor=mentor).exists():
        return
    now = timezone.now()
    offer: MentorOffer = MentorOffer.objects.create(
        mentor=mentor,
        pitch=pitch,
        topics=[MentorTopic.TRADE, MentorTopic.APPLYING, MentorTopic.KEEP_GOING],
        rhythm=rhythm,
        capacity=capacity,
        welcomes_minors=minors,
        departement=mentor.profile.departement,
        charter_accepted_at=now,
        **{f"by_{name}": name in formats for name in ("message", "call", "review", "visit")},
    )
    offer.roles.set(Role.objects.filter(slug__in=roles))
    offer.submit()
    decide(offer, by=moderator, revision=offer.revision, outcome=Outcome.APPROVED)


def _mentorship(mentee: User, mentor: User) -> None:
    """One under way, with a goal reached, a note and a meeting to come."""
    if Mentorship.objects.filter(mentor=mentor).exists():
        return
    asked = _ask(mentee, mentor, "Savoir tenir un devis de court métrage avant l’été.")
    contact.accept(request=asked, by=mentor)
    mentorship = Mentorship.objects.get(mentor=mentor, mentee=mentee)
    now = timezone.now()
    log = {"mentorship": mentorship, "author": mentee}
    MentorGoal.objects.create(text="Lire un devis de fiction ligne à ligne", done_at=now, **log)
    MentorGoal.objects.create(text="Chiffrer la régie d’un court métrage", **log)
    MentorNote.objects.create(
        text="Vu ensemble\u00a0: les charges, la part de la régie. Élise m’envoie un modèle vide.",
        **log,
    )
    MentorMeeting.objects.create(
        starts_at=now.replace(hour=17, minute=30, second=0, microsecond=0) + timedelta(days=9),
        format="video",
        place="https://visio.example.org/demo",
        mentorship=mentorship,
        author=mentor,
    )


def _waiting(mentee: User, mentor: User) -> None:
    """One request that waits for the mentor's answer."""
    if not ContactRequest.objects.filter(sender=mentee, recipient=mentor).exists():
        _ask(mentee, mentor, "Être prise en stage régie au printemps, et ne pas m’y perdre.")


def _join(applicant: User) -> None:
    """What the applications of the demonstration carry of the portfolio."""
    numbers = list(PortfolioItem.objects.written_by(applicant).values_list("pk", flat=True))
    Application.objects.of(applicant).filter(pieces=[]).update(pieces=numbers)


def _ask(mentee: User, mentor: User, goal: str) -> ContactRequest:
    return mentor_actions.ask(
        by=mentee,
        offer=mentor.mentor_offer,
        goal=goal,
        why="Votre parcours commence comme le mien, loin des plateaux et sans réseau.",
        tried="Deux courts métrages d’école, douze candidatures, un entretien.",
        key=uuid5(NAMESPACE_URL, f"demo-{mentee.pk}-{mentor.pk}"),
    ).contact
