"""Offers that set unlawful terms or criteria: each is found, and what is certain blocks."""

import pytest

from .wordings import flags

FRENCH = [
    # Sex, however it is written.
    ("Vous êtes un homme.", "sexe", "block"),
    ("VOUS ETES UNE FEMME", "sexe", "block"),
    ("Etudiantes uniquement", "sexe", "block"),
    ("Étudiantes en cinéma exclusivement.", "sexe", "block"),
    ("Stage réservé aux étudiantes.", "sexe", "block"),
    ("JH ou JF sérieux", "sexe", "block"),
    ("Cherche J.F. pour aider au bureau", "sexe", "block"),
    ("JF/JH dynamique pour la régie", "sexe", "block"),
    ("Stagiaire régie, H uniquement", "sexe", "block"),
    ("Stagiaire régie (F)", "sexe", "review"),
    ("Stagiaire de production (femme)", "sexe", "block"),
    ("Nous avons besoin d’une femme à la régie.", "sexe", "block"),
    ("Nous ne cherchons que des hommes.", "sexe", "block"),
    ("Nous cherchons\nune femme pour la régie.", "sexe", "block"),
    ("Femmes enceintes et mères de famille s'abstenir", "sexe", "block"),
    ("Pas de filles sur ce poste.", "sexe", "review"),
    ("Film sur la mer, femmes uniquement.", "sexe", "block"),
    ("Pour un documentaire sur la mer, nous cherchons une femme.", "sexe", "block"),
    ("Si vous êtes une femme, postulez.", "sexe", "review"),
    # Age.
    ("Profil : entre 18 et 25", "age", "block"),
    ("Équipe sympa, entre 18 et 25.", "age", "review"),
    ("Vous avez moins de vingt-six ans.", "age", "block"),
    ("VOUS AVEZ MOINS DE 26 ANS", "age", "block"),
    ("Vous avez la vingtaine.", "age", "block"),
    ("Seniors s’abstenir", "age", "block"),
    ("Plus de 30 ans s'abstenir", "age", "block"),
    ("Stagiaire, - de 25 ans", "age", "block"),
    ("Jeune stagiaire motivé", "age", "block"),
    ("Souhaitons jeune personne motivee", "age", "block"),
    ("Vous avez moins de 26 ans et aimez les personnages forts.", "age", "review"),
    ("Stage sur un film, 18-25 ans", "age", "block"),
    ("Avoir 18 ans révolus.", "age", "review"),
    # Origin, language, looks.
    ("Étrangers s’abstenir.", "apparence-origine", "block"),
    ("Francais de souche", "apparence-origine", "block"),
    ("Français uniquement", "apparence-origine", "review"),
    ("Ressortissants de l’UE", "apparence-origine", "review"),
    ("Pas d’étrangers.", "apparence-origine", "review"),
    ("LANGUE MATERNELLE : FRANCAIS", "apparence-origine", "block"),
    ("Vous parlez sans accent.", "apparence-origine", "review"),
    ("Vous êtes mince et souriante.", "apparence-origine", "block"),
    ("Sans tatouage ni piercing.", "apparence-origine", "review"),
    ("Apparence soignée", "apparence-origine", "block"),
    ("Envoyez-nous CV avec photo", "apparence-origine", "block"),
    # Beliefs.
    ("Musulmans s’abstenir", "opinions", "block"),
    ("Musulmans s'abstenir", "opinions", "block"),
    ("Chrétiens uniquement.", "opinions", "block"),
    ("Pas de voile au bureau.", "opinions", "block"),
    ("Vous êtes de confession catholique.", "opinions", "block"),
    ("Syndiqués s’abstenir", "opinions", "block"),
    # Where one lives.
    ("Habiter Paris impérativement", "adresse", "review"),
    ("Vous devez habiter Lyon.", "adresse", "review"),
    ("Impérativement résider dans le 93", "adresse", "review"),
    ("Vous êtes basé·e à Marseille.", "adresse", "review"),
    ("Parisiens uniquement", "adresse", "review"),
    # Family and health.
    ("Vous n’avez pas d’enfant.", "situation-famille", "block"),
    ("Libre, sans obligations familiales", "situation-famille", "block"),
    ("Personne non mariée", "situation-famille", "block"),
    ("Vous êtes célibataire", "situation-famille", "block"),
    ("Aucune contrainte familiale", "situation-famille", "block"),
    ("Ne pas être enceinte", "sante", "block"),
    ("Handicapés s’abstenir", "sante", "block"),
    ("Sans maladie chronique", "sante", "block"),
    ("EXCELLENTE SANTE EXIGEE", "sante", "block"),
    # Someone's post.
    ("Vous remplacerez Julie pendant son congé mat.", "remplacement", "block"),
    ("Conge mat de notre assistante", "remplacement", "block"),
    ("Vous remplacerez Julie.", "remplacement", "review"),
    ("Remplacement\nd’une salariée", "remplacement", "block"),
    ("Jusqu’au retour de congé maternité de Julie.", "remplacement", "block"),
    ("À la place d’un salarié parti en juin.", "remplacement", "block"),
    ("Suite au départ de notre assistante", "remplacement", "review"),
    ("Nous sommes en sous-effectif.", "remplacement", "review"),
    ("Stagiaire en renfort", "remplacement", "block"),
    ("EN RENFORT DE L'EQUIPE REGIE", "remplacement", "block"),
    ("Vous suppléez la coordinatrice.", "remplacement", "block"),
    ("Débutants s’abstenir", "autonomie-totale", "review"),
    # Unpaid, without a paper, for a price.
    ("Rémunération ? Non.", "non-remunere-plus-2-mois", "review"),
    ("Stage non rémunéré ? Oui, comme partout.", "non-remunere-plus-2-mois", "review"),
    ("STAGE NON REMUNERE", "non-remunere-plus-2-mois", "review"),
    ("Sans salaire ni défraiement", "non-remunere-plus-2-mois", "review"),
    ("Convention ? Non.", "sans-convention", "block"),
    ("Convention obligatoire ? Non, pas chez nous.", "sans-convention", "block"),
    ("Stage sans contrat", "sans-convention", "review"),
    ("STAGE SANS CONVENTION", "sans-convention", "block"),
    ("Vous travaillez bénévolement.", "benevole", "block"),
    ("Stage de 6 à 8 mois", "plus-de-6-mois", "block"),
    ("Stage de plus de six mois", "plus-de-6-mois", "block"),
    ("Caution demandée : 200 €", "paiement-candidat", "block"),
    ("Vous verserez 150 € à l’inscription.", "paiement-candidat", "block"),
    ("Adhésion obligatoire de 30 €", "paiement-candidat", "review"),
    ("FRAIS DE DOSSIER : 40 EUROS", "paiement-candidat", "block"),
    ("Vous nous facturez vos journées.", "micro-entrepreneur", "block"),
    # Quoted, they are left to a human eye.
    ("Stage « femmes uniquement »", "sexe", "review"),
]

ENGLISH = [
    ("Female only", "sexe", "block"),
    ("WOMEN ONLY", "sexe", "block"),
    ("Looking for a young man to help the crew.", "sexe", "block"),
    ("You must be a woman.", "sexe", "block"),
    ("Preferably male.", "sexe", "block"),
    ("Male intern wanted", "sexe", "block"),
    ("A female intern for the office.", "sexe", "review"),
    ("Candidates under 25", "age", "block"),
    ("Under 25", "age", "review"),
    ("You are under 30.", "age", "block"),
    ("Aged 18-25", "age", "block"),
    ("25 or younger", "age", "block"),
    ("We are looking for a young intern.", "age", "block"),
    ("Unpaid internship, no contract", "non-remunere-plus-2-mois", "review"),
    ("Unpaid internship, no contract", "sans-convention", "review"),
    ("You will not be paid.", "non-remunere-plus-2-mois", "review"),
    ("Expenses only", "non-remunere-plus-2-mois", "review"),
    ("No internship agreement needed", "sans-convention", "block"),
    ("Internship without an agreement", "sans-convention", "block"),
    ("You will replace our assistant on maternity leave", "remplacement", "block"),
    ("Maternity cover", "remplacement", "block"),
    ("Filling in for our coordinator.", "remplacement", "block"),
    ("You will replace Julie.", "remplacement", "review"),
    ("Summer job on set", "remplacement", "block"),
    ("Native speaker", "apparence-origine", "review"),
    ("English mother tongue", "apparence-origine", "block"),
    ("Photo required", "apparence-origine", "block"),
    ("EU citizens only", "apparence-origine", "block"),
    ("Must live in Paris", "adresse", "review"),
    ("Local candidates only", "adresse", "review"),
    ("A fee of 200 euros", "paiement-candidat", "review"),
    ("You pay a fee of 200 euros.", "paiement-candidat", "block"),
    ("Registration fee: 50 €", "paiement-candidat", "block"),
    ("Single, no children", "situation-famille", "block"),
    ("No family commitments", "situation-famille", "block"),
    ("In good health", "sante", "block"),
    ("Muslims need not apply", "opinions", "block"),
    ("A voluntary internship", "benevole", "block"),
    ("Paid in exposure", "benevole", "review"),
    ("8-month internship", "plus-de-6-mois", "block"),
    ("You will invoice us.", "micro-entrepreneur", "block"),
    ("At least three years of experience", "autonomie-totale", "review"),
    ("Send us a picture in a bikini", "casting-masque", "block"),
]


@pytest.mark.parametrize(("text", "flag", "action"), FRENCH)
def test_found_in_french(text: str, flag: str, action: str) -> None:
    assert (flag, action) in flags(text)


@pytest.mark.parametrize(("text", "flag", "action"), ENGLISH)
def test_found_in_english(text: str, flag: str, action: str) -> None:
    assert (flag, action) in flags(text)


@pytest.mark.parametrize(
    "text", [text for text, _flag, action in (*FRENCH, *ENGLISH) if action == "review"]
)
def test_what_is_only_likely_does_not_block_by_itself(text: str) -> None:
    assert "block" not in {action for _flag, action in flags(text)}
