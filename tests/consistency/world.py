"""Content of every kind, and every page that shows it: what budgets and accessibility go through.

A page absent from PAGES is a page nobody looks at; `test_pages.py` compares the list with the
routes of the site.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.totp.internal.auth import yield_hotp_counters_from_time as counters
from django.core.management import call_command
from django.urls import reverse
from django.utils.timezone import localdate, now

from careers import open_figures
from careers.enums import AlertRhythm
from careers.listing import alerts
from careers.listing.criteria import Criteria
from careers.models import Internship, Organisation, Role
from portal.accounts.models import User
from portal.moderation.enums import State
from tests.consistency import applications, going, moderated, people, placements
from tests.factories import make_internship, make_moderator, make_organisation, make_user

LISTINGS = 12


@dataclass(frozen=True)
class World:
    """The reference content, a dozen listings of one organisation, and the people about them."""

    member: User
    moderator: User
    organisation: Organisation
    role: Role
    published: Internship
    draft: Internship
    waiting: Internship
    rejected: Internship
    full: Internship
    people: people.People
    applications: applications.Applications
    placements: placements.Placements
    going: going.Going
    moderated: moderated.Moderated


@dataclass(frozen=True)
class Page:
    """A page as one person opens it."""

    name: str
    address: Callable[[World], str]
    who: str = "visitor"
    status: int = 200

    def __str__(self) -> str:
        return self.name


def load_reference() -> None:
    call_command("load_reference", verbosity=0)


def build(*, listings: int = LISTINGS) -> World:
    load_reference()
    member, moderator = make_user(), make_moderator()
    secure(moderator)
    organisation = make_organisation(owner=member)
    role = Role.objects.get(slug="regisseur-general")

    def make(state: State) -> Internship:
        return make_internship(author=member, organisation=organisation, role=role, state=state)

    published = [make(State.APPROVED) for _ in range(listings)]
    alerts.save_search(by=member, asked=Criteria(words="régie"), rhythm=AlertRhythm.DAILY)
    applied = applications.build(member, organisation, published[0])
    open_figures.count(now=now())
    return World(
        member=member,
        moderator=moderator,
        organisation=organisation,
        role=role,
        published=published[0],
        draft=make(State.DRAFT),
        waiting=make(State.SUBMITTED),
        rejected=make(State.REJECTED),
        full=fill(make(State.APPROVED)),
        people=people.build(member, moderator),
        applications=applied,
        placements=placements.build(member, applied.accepted.placement),
        going=going.build(member),
        moderated=moderated.build(member, organisation, published[0]),
    )


def fill(internship: Internship) -> Internship:
    """Take all its places."""
    internship.places_taken = internship.places
    internship.save()
    return internship


def secure(user: User) -> str:
    """Give a second factor, without which staff go nowhere; returns its secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def code(secret: str) -> str:
    """The six figures that the person's telephone shows now."""
    around = list(counters())
    return format_hotp_value(hotp_value(secret, around[len(around) // 2]))


def at(name: str, *arguments: Any) -> Callable[[World], str]:
    return lambda world: reverse(name, args=arguments)


def route(source: str, target: str) -> Callable[[World], str]:
    return lambda _world: f"{reverse('careers:paths')}?de={source}&vers={target}"


def gallery(sheet: str) -> Callable[[World], str]:
    return lambda _world: f"/composants/?planche={sheet}"


def edit(choose: Callable[[World], Internship]) -> Callable[[World], str]:
    return lambda world: reverse("careers:internship_edit", args=[choose(world).pk])


def written(step: str) -> Callable[[World], str]:
    return lambda world: f"{edit(lambda w: w.draft)(world)}{step}/"


def review(choose: Callable[[World], Internship]) -> Callable[[World], str]:
    return lambda world: reverse("admin:careers_internship_change", args=[choose(world).pk])


def compare(*slugs: str) -> Callable[[World], str]:
    query = urlencode([("ecole", slug) for slug in slugs])
    return lambda world: f"{reverse('careers:school_compare')}?{query}"


PUBLIC = [
    Page("accueil", at("shell:home")),
    Page("métiers", at("careers:roles")),
    Page("métiers, recherche", lambda world: reverse("careers:roles") + "?q=location+manager"),
    Page("métiers, rien trouvé", lambda world: reverse("careers:roles") + "?q=introuvable"),
    Page("recherche", at("search:search")),
    Page("recherche, trouvée", lambda world: reverse("search:search") + "?q=regie"),
    Page("recherche, filtrée", lambda world: reverse("search:search") + "?q=stage&type=stage"),
    Page("recherche, une lettre", lambda world: reverse("search:search") + "?q=régiseur"),
    Page("recherche, rien trouvé", lambda world: reverse("search:search") + "?q=introuvable"),
    Page("tableau des métiers", at("careers:role_table")),
    Page("calculateur", at("careers:allowance")),
    Page(
        "calculateur, rempli",
        lambda world: (
            reverse("careers:allowance")
            + "?du=2026-11-02&au=2027-02-26&semaine=35&taux=5&loyer=450&transport=40&repas=200"
        ),
    ),
    Page(
        "calculateur, mal rempli",
        lambda world: reverse("careers:allowance") + "?du=2026-11-02&au=2026-02-26&semaine=90",
    ),
    Page("chiffres du stage", at("careers:legal_figures")),
    Page("données ouvertes", at("careers:open_data")),
    Page("fiche métier", lambda world: world.role.get_absolute_url()),
    Page("carte des parcours", at("careers:paths")),
    Page("trajet", route("assistant-de-production", "producteur")),
    Page("trajet, aucun", route("machiniste", "realisateur")),
    Page("trajet, départ seul", route("regisseur-general", "")),
    Page("trajet, arrivée seule", route("", "regisseur-general")),
    Page("trajet, même métier", route("scripte", "scripte")),
    Page("choisir par goût", at("careers:tastes")),
    Page(
        "choisir par goût, cochés",
        lambda world: reverse("careers:tastes") + "?gout=negocier&gout=dehors&gout=nuit",
    ),
    Page("compétences d’un métier", at("careers:checklist", "regisseur")),
    Page("stages", at("careers:internships")),
    Page("stages, filtrés", lambda world: reverse("careers:internships") + "?departement=regie"),
    Page("stages, rien trouvé", lambda world: reverse("careers:internships") + "?q=introuvable"),
    Page(
        "stages, autour d’une ville",
        lambda world: reverse("careers:internships") + "?pres=Lyon&km=50&q=regie&tri=limite",
    ),
    Page(
        "stages, ville à choisir",
        lambda world: reverse("careers:internships") + "?pres=saint+denis",
    ),
    Page("stage complet", lambda world: world.full.get_absolute_url()),
    Page("stage", lambda world: world.published.get_absolute_url()),
    Page("structure", lambda world: world.organisation.get_absolute_url()),
    Page(
        "signaler", lambda world: reverse("moderation:report", args=["stage", world.published.pk])
    ),
    Page("lexique", at("careers:glossary")),
    Page("lexique, filtré", lambda world: reverse("careers:glossary") + "?departement=son"),
    Page("lexique, rien trouvé", lambda world: reverse("careers:glossary") + "?q=introuvable"),
    Page("mot du lexique", at("careers:term", "depouillement")),
    Page("questions", at("careers:faq")),
    Page("questions, rien trouvé", lambda world: reverse("careers:faq") + "?q=introuvable"),
    Page("fiches", at("careers:sheets")),
    Page("fiche pratique", at("careers:sheet", "droits-stage")),
    Page("droits", at("careers:rights")),
    Page("financement", at("careers:funding")),
    Page("faut-il une école", at("careers:need_a_school")),
    Page(
        "faut-il une école, au bout",
        lambda world: reverse("careers:need_a_school") + "?envie=technique&niveau=bac",
    ),
    Page("questions avant de dire oui", at("careers:call_kit")),
    Page("507 heures", at("careers:hours_calculator")),
    Page(
        "507 heures, comptées",
        lambda world: (
            reverse("careers:hours_calculator")
            + "?0-starts_on=2026-03-02&0-ends_on=2026-03-06&0-hours=35&0-nature=annexe-8"
        ),
    ),
    Page("pas d’école", at("careers:no_school")),
    Page(
        "pas d’école, trois voies",
        lambda world: (
            reverse("careers:no_school")
            + "?age=16-17&inscription=nulle-part&lieu=pas-trouve&proposition=pas-encore"
            + "&duree=semestre"
        ),
    ),
    Page(
        "pas d’école, interdit",
        lambda world: (
            reverse("careers:no_school")
            + "?age=30-plus&inscription=emploi&lieu=societe&proposition=rien&duree=jours"
        ),
    ),
    Page("bénévolat, le test", at("careers:volunteering")),
    Page(
        "bénévolat, répondu",
        lambda world: (
            reverse("careers:volunteering")
            + "?structure=association&but=oui&horaires=imposes&consignes=guide&liberte=inconnu"
            + "&poste=oui&equipe=non&argent=frais&promesse=non&duree=court&assurance=association"
        ),
    ),
    Page("feuille de service", at("careers:sample_call_sheet")),
    Page(
        "feuille de service, répondue",
        lambda world: reverse("careers:sample_call_sheet") + "?lieu=base&heure=0830",
    ),
    Page("devis", at("careers:sample_budget")),
    Page(
        "devis, changé",
        lambda world: reverse("careers:sample_budget") + "?q-repas=44&erreur=repas",
    ),
    Page("modèles", at("careers:downloads")),
    Page("ressources", at("careers:library")),
    Page("écoles", at("careers:schools")),
    Page(
        "écoles, filtrées",
        lambda world: reverse("careers:schools") + "?departement=son&region=Occitanie&ecole=esra",
    ),
    Page("écoles, aucune", lambda world: reverse("careers:schools") + "?cout=gratuite&niveau=bts"),
    Page("école", at("careers:school", "la-femis")),
    Page("école privée", at("careers:school", "esra")),
    Page("comparer des écoles", at("careers:school_compare")),
    Page("quatre écoles et une de trop", compare("la-femis", "esra", "gobelins", "insas", "3is")),
    Page("aides", at("careers:aids")),
    Page("aides, aucune", lambda world: reverse("careers:aids") + "?qui=artiste&quand=ecriture"),
    Page("aide à échéance", at("careers:aid", "c2i")),
    Page("associations", at("careers:associations")),
    Page(
        "associations de la régie",
        lambda world: reverse("careers:associations") + "?departement=regie",
    ),
    Page("association", at("careers:association", "sntpct")),
    Page("association de tous", at("careers:association", "dive-plus")),
    Page("conditions", at("shell:terms")),
    Page("mentions légales", at("shell:legal")),
    Page("nous écrire", at("shell:contact_points")),
    Page("accessibilité", at("shell:accessibility")),
    Page("chiffres de la modération", at("moderation:figures")),
    Page(
        "chiffres d’une année",
        lambda world: reverse("moderation:figures_year", args=[localdate().year]),
    ),
    Page("confidentialité", at("shell:privacy")),
    Page("règles", at("shell:rules")),
    Page("une édition des règles", at("shell:rules_edition", "2026-11-28")),
    Page("engagement", at("shell:pledge")),
    Page("aide", at("shell:help")),
    Page("adresse de structure, trop tard", at("careers:verification_proof", "x"), status=410),
    Page("connexion", at("account_login")),
    Page("connexion par code", at("account_request_login_code")),
    Page("inscription", at("account_signup")),
    Page("trop jeune", at("too_young")),
    Page("mot de passe oublié", at("account_reset_password")),
    Page("compte suspendu", at("account_inactive")),
]
# A bench for designers: it shows everything three times over, light beside dark.
GALLERY = [
    Page("composants", at("backstage:gallery")),
    *(Page(f"composants, {sheet}", gallery(sheet)) for sheet in ("personnes", "rencontres", "loi")),
]
MEMBER = [
    Page("mon espace", at("shell:dashboard"), "member"),
    Page("recherche, membre", lambda world: reverse("search:search") + "?q=page", "member"),
    Page("compétences d’un métier, notées", at("careers:checklist", "regisseur"), "member"),
    Page("questions gardées", at("careers:call_kit"), "member"),
    Page("goûts gardés", at("careers:tastes"), "member"),
    Page("alertes", at("careers:alerts"), "member"),
    Page(
        "créer une alerte",
        lambda world: reverse("careers:alert_create") + "?region=Bretagne",
        "member",
    ),
    Page("créer une alerte, sans critère", at("careers:alert_create"), "member"),
    Page("publier un stage", at("careers:internship_create"), "member"),
    Page("brouillon", lambda world: world.draft.get_absolute_url(), "member"),
    Page("modifier", edit(lambda world: world.draft), "member"),
    *(
        Page(f"modifier, {step}", written(step), "member")
        for step in ("mission", "conditions", "accueil", "relire")
    ),
    Page("relire, incomplet", lambda world: written("relire")(world) + "?completer", "member"),
    Page("stages gardés", at("careers:kept"), "member"),
    Page("modifier, en ligne", edit(lambda world: world.published), "member"),
    Page("compléter", lambda world: edit(lambda w: w.draft)(world) + "?completer", "member"),
    Page("en relecture", lambda world: world.waiting.get_absolute_url(), "member"),
    Page("à corriger", lambda world: world.rejected.get_absolute_url(), "member"),
    Page("créer une structure", at("careers:organisation_create"), "member"),
    Page(
        "modifier la structure",
        lambda world: reverse("careers:organisation_edit", args=[world.organisation.slug]),
        "member",
    ),
    Page("carnet", at("careers:notebook"), "member"),
    Page(
        "revue de l’équipe",
        lambda world: reverse("careers:team_review", args=[world.organisation.slug]),
        "member",
    ),
    Page(
        "vérification de la structure",
        lambda world: reverse("careers:verification", args=[world.organisation.slug]),
        "member",
    ),
    Page("compte", at("member"), "member"),
    Page("adresses", at("account_email"), "member"),
    Page("déconnexion", at("account_logout"), "member"),
    Page("changer de mot de passe", at("account_change_password"), "member"),
    Page("appareils", at("usersessions_list"), "member"),
    Page("second facteur", at("mfa_index"), "member"),
    Page("confirmer que c’est soi", at("account_reauthenticate"), "member"),
]
MODERATOR = [
    Page("mon espace, modération", at("shell:dashboard"), "moderator"),
    Page(
        "file de relecture",
        lambda world: reverse("admin:careers_internship_changelist") + "?state__exact=submitted",
        "moderator",
    ),
    Page("relecture", review(lambda world: world.waiting), "moderator"),
    Page("relecture, déjà décidée", review(lambda world: world.rejected), "moderator"),
    Page("second facteur, modération", at("mfa_index"), "moderator"),
]
ERRORS = [
    Page("adresse inconnue", lambda world: "/nulle-part/", status=404),
    Page("stage disparu", lambda world: "/stages/0-disparu/", status=404),
    Page("demande illisible", lambda world: "/metiers/?q=%00", status=400),
]


def row_address(row: people.Row) -> Callable[[World], str]:
    return lambda world: people.address(row, world.people)


def of_people(rows: list[people.Row]) -> list[Page]:
    return [Page(row[0], row_address(row), row[3], row[4]) for row in rows]


PUBLIC += of_people(people.VISITOR)
MEMBER += of_people(people.MEMBER)
MODERATOR += of_people(people.MODERATOR)


def of_applications(rows: list[applications.Row]) -> list[Page]:
    def address(find: Any) -> Callable[[World], str]:
        return lambda world: find(world.applications)

    return [Page(name, address(find), who, status) for name, find, who, status in rows]


PUBLIC += of_applications(applications.VISITOR)
MEMBER += of_applications(applications.MEMBER)


def of_placements(rows: list[placements.Row]) -> list[Page]:
    def address(find: Any) -> Callable[[World], str]:
        return lambda world: find(world.placements)

    return [Page(name, address(find), who, status) for name, find, who, status in rows]


PUBLIC += of_placements(placements.VISITOR)
MEMBER += of_placements(placements.MEMBER)


def of_going(rows: list[going.Row]) -> list[Page]:
    def address(find: Any) -> Callable[[World], str]:
        return lambda world: find(world.going)

    return [Page(name, address(find), "member") for name, find in rows]


MEMBER += of_going(going.MEMBER)


def of_moderation(who: str) -> list[Page]:
    def address(find: Any) -> Callable[[World], str]:
        return lambda world: find(world.moderated)

    return [
        Page(name, address(find), who) for name, find, seen_by in moderated.ROWS if seen_by == who
    ]


PUBLIC += of_moderation("visitor")
MEMBER += of_moderation("member")
MODERATOR += of_moderation("moderator")
PAGES = [*PUBLIC, *GALLERY, *MEMBER, *MODERATOR, *ERRORS]
