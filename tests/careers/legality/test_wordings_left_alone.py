"""Lawful offers in the words of the trade: nothing in them may be found."""

import pytest

from .wordings import flags

FRENCH = [
    # A story told.
    "Documentaire sur le congé maternité.",
    "Le film parle d’une mère célibataire.",
    "Le court métrage évoque un stage bénévole.",
    "Une série sur les auto-entrepreneurs de la livraison.",
    "Le film raconte une école réservée aux filles.",
    "Documentaire sur des musulmans pratiquants de Lyon.",
    "Le film suit Marie, une jeune femme de 25 ans, célibataire et sans enfant.",
    "Une jeune femme de 22 ans est l’héroïne du film.",
    "Le film raconte le retour de Marie. Célibataire, elle a moins de 30 ans.",
    "Court métrage sur le remplacement d’un professeur malade.",
    "Fiction autour d’un étranger sans papiers, de type européen.",
    "Synopsis : un homme enceint, en parfaite santé, change de vie.",
    "Portrait d’une boxeuse de moins de 20 ans.",
    "Le documentaire dénonce les stages non rémunérés.",
    "Le film raconte l’histoire d’un\ncélibataire qui hérite d’une ferme.",
    # Titles and quotations.
    "Vous assistez la sortie du film « Femmes uniquement ».",
    "Le court métrage intitulé « Jeune femme, 25 ans max » est en préparation.",
    "« Hommes seulement » est le titre du film.",
    "Nous n’écrivons jamais « bonne présentation » dans une annonce.",
    # Questions answered.
    "Stage non rémunéré ? Non : 4,50 € l’heure.",
    "Des frais de dossier ? Jamais.",
    "Faut-il habiter à Paris ? Non.",
    "Une limite d’âge ? Non, bien sûr.",
    "Stage bénévole ? Bien sûr que non.",
    # Negations.
    "Aucuns frais de dossier.",
    "Aucun frais de dossier, aucune caution demandée.",
    "Ni caution ni frais d’inscription.",
    "Jamais de stage sans convention.",
    "Sans convention signée, le stage ne commence pas.",
    "Nous n’acceptons aucun\nstage hors cursus.",
    "Les stages bénévoles sont interdits.",
    "Le stage n’a pas vocation à remplacer un salarié.",
    "Vous ne remplacez personne.",
    "La photo n’est pas demandée.",
    "Les frais d’inscription sont pris en charge par la production.",
    "Vous n’êtes ni en renfort ni en remplacement.",
    "L’âge ? Peu importe.",
    # Words of the trade.
    "La lumière est en renfort du soleil.",
    "Un projecteur en renfort de la fenêtre.",
    "Renfort couture des costumes.",
    "Remplacement de la caméra en cas de panne.",
    "Caméra de remplacement et batteries chargées.",
    "Vous remplacez les gélatines et les ampoules.",
    "Atelier jeune public le mercredi.",
    "Nous aimons le jeune cinéma et les jeunes auteurs.",
    "Nous cherchons un homme-orchestre de la post-production.",
    "Assistante de production",
    "Stage auprès de l’assistante de production.",
    "Chef op homme ou femme.",
    "Recherche chef op homme ou femme",
    "Que vous soyez une femme ou un homme, écrivez-nous.",
    "Stagiaire image (H/F)",
    "Stagiaire image H-F",
    "Stagiaire régie F/H/X",
    "Les étudiants et étudiantes uniquement : une convention est obligatoire.",
    "Loges (femmes) et loges (hommes) : vous aidez à les préparer.",
    "Câbles mâles uniquement dans cette caisse.",
    "Balance des blancs uniquement en lumière du jour.",
    "Une image sans voile, une pellicule bien conservée.",
    "Film interdit aux moins de 16 ans.",
    "Tarif réduit pour les moins de 26 ans au ciné-club.",
    "Série pour les 18-25 ans, diffusée en ligne.",
    "Le décor est un appartement de célibataire.",
    "Pas d’enfants sur le plateau ce jour-là.",
    "Le film est en bonne santé financière.",
    "Ce stage est, de surcroît, gratifié.",
    "Notre régisseuse revient de congé maternité : l’équipe est au complet.",
    "Stage suivi d’un contrat de 12 mois possible.",
    "Le film, d’une durée de tournage de neuf mois, est en montage.",
    "Trajets non indemnisés le dimanche, navette prévue.",
    "Aucune indemnité de transport à avancer.",
    "On s’arrange pour les horaires de train.",
    "Le loueur est payé sur facture.",
    "Avec ou sans enfant, nous adaptons les horaires.",
    "Notre société est basée à Paris.",
    "Contact : JF Martin, directeur de production.",
    "Le camion a plus de vingt ans, il faut être patient.",
    "Entre 18 et 22 h, retour du matériel.",
    "Vous avez entre 18 et 25 plans à dérusher par jour.",
    "Visa d’exploitation des films français uniquement.",
    "Ce n’est pas Marie qui vous accueille, mais Paul.",
]

ENGLISH = [
    "A documentary about unpaid internships.",
    "The film tells the story of a young woman under 25.",
    "A short about maternity leave.",
    "The main character is a young man of 20.",
    "This is not an unpaid internship.",
    "No unpaid internships here.",
    "Unpaid internship? No: 4.50 € an hour.",
    "No application fee.",
    "No agreement, no internship.",
    "You do not have to be a native speaker.",
    "Replacing the batteries and the lens.",
    "You will replace the gels.",
    "The script girl and the best boy.",
    "Looking for a script supervisor, male or female.",
    "Men and women alike are welcome.",
    "Films under 25 minutes.",
    "A location fee of 200 euros, paid by the production.",
    "Submission fees for festivals.",
    "Our company is based in Paris.",
    "Health and safety training on the first day.",
    "Young audiences and school screenings.",
    "No children on set that day.",
    "Two volunteers help during the festival.",
    "Our editor is back from maternity leave.",
    "A two-month internship with an agreement.",
    "You are never on your own: someone is with you.",
    "Photo continuity and pictures of the set.",
]


@pytest.mark.parametrize("text", FRENCH)
def test_left_alone_in_french(text: str) -> None:
    assert flags(text) == set()


@pytest.mark.parametrize("text", ENGLISH)
def test_left_alone_in_english(text: str) -> None:
    assert flags(text) == set()


@pytest.mark.parametrize("text", [*FRENCH, *ENGLISH])
def test_left_alone_in_capitals_and_with_the_other_apostrophe(text: str) -> None:
    assert flags(text.replace("’", "'")) == set()
    assert flags(text.replace("\n", " ").upper()) == set()
