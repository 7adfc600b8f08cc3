"""Words that make one look twice: found however written, left alone where they are fine."""

import pytest

from careers.legality.wording import find


def flags(text: str, kind: str = "stage") -> set[tuple[str, str]]:
    return {(one.flag, one.action) for one in find([("missions", text)], kind=kind)}


@pytest.mark.parametrize(
    ("text", "flag", "action"),
    [
        ("Stage bénévole de trois semaines.", "benevole", "block"),
        ("STAGE BENEVOLE", "benevole", "block"),
        ("Un poste entièrement bénévole, repas offerts.", "benevole", "block"),
        ("Nous recherchons un·e régisseur·euse bénévole.", "benevole", "block"),
        ("Vous travaillez à titre bénévole.", "benevole", "block"),
        ("C’est du bénévolat, mais très formateur.", "benevole", "block"),
        ("Il n’y a pas de budget pour vous payer.", "benevole", "block"),
        ("Pas de budget, beaucoup d’envie.", "benevole", "review"),
        ("Payé en visibilité.", "benevole", "review"),
        ("Le stage est non rémunéré.", "non-remunere-plus-2-mois", "review"),
        ("Stage non-gratifié", "non-remunere-plus-2-mois", "review"),
        ("Aucune gratification n’est prévue.", "non-remunere-plus-2-mois", "review"),
        ("Vous serez uniquement défrayé·e.", "non-remunere-plus-2-mois", "review"),
        ("Possible hors convention.", "sans-convention", "block"),
        ("Stage sans convention bienvenu", "sans-convention", "block"),
        ("Convention de stage non obligatoire.", "sans-convention", "block"),
        ("Pas besoin de convention !", "sans-convention", "block"),
        ("Avec ou sans convention, on s’arrange.", "sans-convention", "block"),
        ("Ouvert aux stages hors cursus.", "sans-convention", "block"),
        ("Nous fournissons la convention.", "convention-fournie", "review"),
        ("Convention payante d’un organisme tiers.", "convention-fournie", "review"),
        ("Stage de 8 mois à partir de septembre.", "plus-de-6-mois", "block"),
        ("Durée : douze mois", "plus-de-6-mois", "block"),
        ("En remplacement de notre assistante de production.", "remplacement", "block"),
        ("Vous remplacez la régisseuse adjointe.", "remplacement", "block"),
        ("Remplacement congé maternité.", "remplacement", "block"),
        ("En l’absence de la coordinatrice, vous répondez seul.", "remplacement", "block"),
        ("Pour faire face à un surcroît d’activité.", "remplacement", "block"),
        ("Emploi saisonnier au festival.", "remplacement", "block"),
        ("Renfort tournage de trois semaines.", "remplacement", "block"),
        ("Vous viendrez en renfort de la régie.", "remplacement", "block"),
        ("Pour renforcer l’équipe.", "remplacement", "review"),
        ("Vous travaillez en autonomie complète.", "autonomie-totale", "review"),
        ("Seul·e responsable du plateau.", "autonomie-totale", "review"),
        ("Un poste clé de la production.", "autonomie-totale", "review"),
        ("Vous avez au moins trois ans d’expérience.", "autonomie-totale", "review"),
        ("Une première expérience est exigée.", "autonomie-totale", "review"),
        ("Stagiaire régisseur général", "poste-conventionne", "review"),
        ("Stage de directrice de production", "poste-conventionne", "review"),
        ("Auxiliaire de régie pendant tout le tournage.", "poste-conventionne", "review"),
        ("Stage en auto-entrepreneur.", "micro-entrepreneur", "block"),
        ("Statut de micro-entrepreneuse exigé.", "micro-entrepreneur", "block"),
        ("Paiement sur facture.", "micro-entrepreneur", "block"),
        ("Nous cherchons une femme pour la régie.", "sexe", "block"),
        ("Recherche jeune homme dynamique", "sexe", "block"),
        ("Stage réservé aux filles.", "sexe", "block"),
        ("Hommes uniquement", "sexe", "block"),
        ("Profil féminin", "sexe", "block"),
        ("Idéal pour une jeune femme.", "sexe", "review"),
        ("Vous avez moins de 26 ans.", "age", "block"),
        ("Stagiaire entre 18 et 25 ans.", "age", "block"),
        ("Profil : 18-25 ans", "age", "block"),
        ("Candidats de 20 à 30 ans", "age", "block"),
        ("Stage, 25 ans max", "age", "block"),
        ("Limite d’âge : 28", "age", "block"),
        ("Vous êtes jeune et motivé·e.", "age", "block"),
        ("Cherchons jeunes stagiaires", "age", "block"),
        ("Jeune diplômé·e bienvenu·e", "age", "review"),
        ("Bonne présentation exigée.", "apparence-origine", "block"),
        ("Anglais langue maternelle.", "apparence-origine", "block"),
        ("CV avec photo.", "apparence-origine", "block"),
        ("Photo obligatoire", "apparence-origine", "block"),
        ("N’hésitez pas à joindre une photo.", "apparence-origine", "block"),
        ("De type européen.", "apparence-origine", "block"),
        ("Nationalité française exigée.", "apparence-origine", "block"),
        ("Vous êtes en parfaite santé.", "sante", "block"),
        ("Aucun problème de santé", "sante", "block"),
        ("Bonne condition physique.", "sante", "review"),
        ("Habiter à Paris impérativement.", "adresse", "review"),
        ("Domicilié·e en Île-de-France.", "adresse", "review"),
        ("Sans enfant de préférence.", "situation-famille", "block"),
        ("Célibataires bienvenus", "situation-famille", "block"),
        ("Disponible, sans contrainte familiale.", "situation-famille", "block"),
        ("Envoyez deux photos en maillot.", "casting-masque", "block"),
        ("Le rendez-vous a lieu à mon domicile.", "casting-masque", "block"),
        ("Frais de dossier : 50 €.", "paiement-candidat", "block"),
        ("Prévoir une caution.", "paiement-candidat", "block"),
        ("Formation à votre charge", "paiement-candidat", "block"),
        ("Travaux en hauteur sur nacelle.", "taches-dangereuses", "review"),
        ("Vous aiderez à la gestion des armes.", "taches-dangereuses", "review"),
        ("Environ 12 h par jour.", "heures", "review"),
        ("Homme de préférence", "sexe", "block"),
        ("On cherche quelqu’un de jeune.", "age", "block"),
        ("Recherche stagiaire, jeune, dynamique", "age", "block"),
        ("Âge : 18-25", "age", "block"),
        ("moins de 25ans", "age", "review"),
        ("Joindre photo", "apparence-origine", "block"),
        ("Un garçon costaud.", "apparence-origine", "review"),
        ("Pas de contraintes familiales", "situation-famille", "block"),
        ("Habitant la région parisienne", "adresse", "review"),
        ("Catholique pratiquant", "opinions", "block"),
        ("Pas de convention possible ? Aucun problème.", "sans-convention", "block"),
        ("Stage sans école possible", "sans-convention", "block"),
        ("Convention facile à obtenir", "convention-fournie", "review"),
        ("Pour pallier l’absence de la régisseuse.", "remplacement", "block"),
        ("Pendant les congés de notre assistante.", "remplacement", "block"),
        ("Job d’été sur un tournage", "remplacement", "block"),
        ("Vous serez seule en charge de la production.", "autonomie-totale", "review"),
        ("Expérience de 2 ans minimum", "autonomie-totale", "review"),
        ("Caution de 200 euros", "paiement-candidat", "block"),
        # Nothing nearby clears what is really said.
        ("Pas de salaire mais du bénévolat, donc en bénévolat.", "benevole", "review"),
        ("Ce n’est pas payé, c’est du bénévolat.", "benevole", "block"),
        ("Sans rémunération et en stage bénévole.", "benevole", "block"),
        ("Stage non seulement bénévole, mais formateur.", "benevole", "review"),
        ("Vous n’êtes pas payé·e.", "non-remunere-plus-2-mois", "review"),
        ("Notre festival cherche un stagiaire de 18 à 25 ans.", "age", "block"),
        ("Stage ouvert aux jeunes de 18 à 25 ans.", "age", "block"),
        ("Recherche une jeune femme pour assister les comédiens.", "sexe", "review"),
        ("Pour notre film, nous cherchons une femme.", "sexe", "block"),
        ("Ce tournage recherche un stagiaire sans enfant.", "situation-famille", "block"),
        ("La personne stagiaire remplacera l’assistant·e.", "remplacement", "block"),
        ("Vous avez plus de 20 ans.", "age", "block"),
        (
            "Pas de routine dans cette société de production où l’on aime le stage bénévole.",
            "benevole",
            "block",
        ),
    ],
)
def test_words_are_found(text: str, flag: str, action: str) -> None:
    assert (flag, action) in flags(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ce n’est pas du bénévolat : le stage est gratifié.",
        "Vous coordonnez les équipes de bénévoles du festival.",
        "Accueil des bénévoles, planning et badges.",
        "Une expérience bénévole en ciné-club est un plus.",
        "Sans condition d’âge, de sexe ou d’origine.",
        "Aucune limite d’âge.",
        "Pas de stage sans convention.",
        "Nous n’acceptons aucun stage hors cursus.",
        "La convention de stage est fournie par votre école.",
        "Le candidat fournit une convention de stage avant le premier jour.",
        "La convention collective du cinéma s’applique aux salariés.",
        "Le stage ne remplace pas un salarié.",
        "Le stagiaire ne tient jamais un poste permanent.",
        "Personne n’est en remplacement : toute l’équipe est là.",
        "Remplacement des batteries et des cartes entre deux prises.",
        "En l’absence de réponse sous deux semaines, relancez-nous.",
        "Coordination de la saison 2 d’une série.",
        "Préparation de la saison 2026-2027 du ciné-club.",
        "Film jeune public, sortie en février.",
        "Rejoignez une jeune équipe de quatre personnes.",
        "Notre équipe, jeune et dynamique, produit des courts.",
        "Ateliers pour des adolescents de 16 à 18 ans.",
        "Séances pour un public de 12 à 18 ans.",
        "Notre société produit depuis plus de 25 ans.",
        "Une maison de plus de 30 ans d’expérience.",
        "Un documentaire sur une jeune femme qui reprend la ferme.",
        "Le film raconte l’histoire d’un célibataire de moins de 30 ans.",
        "Recherche jeune homme pour le rôle de Malik, figuration payée.",
        "Lire les annonces de rôle d’interprète et préparer les essais.",
        "Nous cherchons un homme ou une femme, étudiant·e en production.",
        "Stage production (H/F), tous profils.",
        "Ni photo ni âge dans votre candidature.",
        "Photo de plateau : vous classez les images du jour.",
        "Envoyez trois photos de vos travaux.",
        "Bonne présentation des dossiers aux commissions.",
        "Le tournage se fait sans enfants.",
        "Auprès du régisseur général, vous préparez les feuilles de route.",
        "Stage montage, avec la cheffe monteuse.",
        "Aucune expérience exigée.",
        "Votre tutrice a plus de vingt ans de métier.",
        "Vous ne serez jamais en autonomie complète : quelqu’un est avec vous.",
        "Gérer la caution du matériel loué.",
        "Suivi des frais d’inscription aux festivals.",
        "Télétravail à domicile possible le vendredi.",
        "Vous n’avez pas besoin d’habiter à Paris.",
        "Aucun handicap n’est un obstacle : dites-nous ce qu’il faut.",
        "Poste ouvert aux personnes en situation de handicap.",
        "Le film obtient l’agrément et la nationalité française.",
        "Classer les factures et les notes de frais.",
        "Préparer les contrats des comédiennes et des figurants.",
        "Découvrir le travail d’une régie : repérages, transports, table régie.",
        "Vous apprenez à dépouiller un scénario, à tenir un plan de travail.",
        "Stage de deux mois, de mars à avril.",
        "Un tournage de huit semaines, dont deux avec vous.",
        "Les photos en pied des comédiens servent aux raccords.",
        "Nous ne vous laissons pas seul responsable d’un décor.",
        "Pas de convention, pas de stage.",
        "Vous aidez au choix de figurants de 18 à 60 ans.",
        "Le film : une jeune femme de 25 ans hérite d’une maison.",
        "Trouver le prix de remplacement d’un accessoire.",
        "Tournage d’un court métrage sur un homme célibataire.",
        "Notre fondatrice a une expérience de dix ans.",
        "La caution du matériel est de 300 €.",
        "Structure associative : trois salariées, quarante bénévoles pendant le festival.",
        "Vous suivez la livraison de la saison 3 de notre série.",
        "Le stage n’est pas un remplacement déguisé : l’équipe est au complet.",
        "Pas besoin de photo, pas besoin de dire votre âge.",
        "Nous accueillons tous les âges, reprises d’études comprises.",
        "Rencontre avec les élèves d’un lycée de 15 à 18 ans.",
        "Costumes : renforts, doublures, ourlets.",
    ],
)
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert flags(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "stage bénévole",
        "Stage Bénévole",
        "STAGE BENEVOLE",
        "stage be\u0301ne\u0301vole",
        "stage\u00a0bénévole",
        "stage\nbénévole",
        "stage béné\u00advole",
        "stage béné\u200bvole",
        "stages bénévoles",
        "stage  bénévole",
    ],
)
def test_no_way_of_writing_hides_it(text: str) -> None:
    assert ("benevole", "block") in flags(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Un poste très formateur.\nStage bénévole, repas offerts.", "Stage bénévole"),
        (
            "🎬 Nous œuvrons ici. Cherchons un·e régisseur·euse bénévole.",
            "Cherchons un·e régisseur·euse bénévole",
        ),
        ("Vous êtes autonome, seul(e) responsable du décor.", "seul(e) responsable"),
        ("« Statut de micro‑entrepreneur »", "Statut de micro‑entrepreneur"),
    ],
)
def test_words_are_shown_as_they_were_written(text: str, words: str) -> None:
    (found,) = find([("title", "Stage"), ("missions", text)], kind="stage")

    assert (found.field, found.words) == ("missions", words)
    assert text[found.start : found.end] == words


def test_found_words_follow_the_order_of_the_text() -> None:
    found = find([("missions", "Célibataire, 18-25 ans max, stage bénévole.")], kind="stage")

    assert [one.start for one in found] == sorted(one.start for one in found)
    assert {one.flag for one in found} == {"situation-famille", "benevole", "age"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ouvert aux 18-25 ans.", "service-civique"),
        ("Apprenti de moins de 30 ans.", "alternance"),
        ("En remplacement de notre assistante.", "cddu"),
        ("Pas besoin de convention : c’est un contrat.", "cddu"),
        ("Contrat de 12 mois, alternance.", "alternance"),
        ("Profil confirmé.", "cddu"),
    ],
)
def test_a_kind_has_its_own_law(text: str, kind: str) -> None:
    assert flags(text, kind) == set()


def test_a_long_text_is_read_quickly() -> None:
    text = ("Nous cherchons " + "un stage de régie et " * 400)[:5000]

    find([("missions", text), ("learning", "e " * 2500), ("title", "a" * 5000)], kind="stage")
