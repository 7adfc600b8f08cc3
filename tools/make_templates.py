"""Write the documents that newcomers download, static/modeles/: LibreOffice opens them.

Run it after a change here, and commit what it writes. The same bytes come out each time, on any
machine: fixed dates, files in order, no compression.
"""

import io
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from odf.element import Element

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools.odf_documents import Document, Table, Text  # noqa: E402

FOLDER = ROOT / "static" / "modeles"
CREDIT = "Modèle de Premier Clap, à remplir, à changer et à partager librement."
LONG_AGO = (2026, 11, 25, 0, 0, 0)


def call_sheet() -> Document:
    table = Table("Feuille de service", [3.2, 2.2, 2.2, 3.6, 1.8, 4.6])
    table.title("Feuille de service n°")
    table.pairs([("Production", "Film"), ("Date", "Jour … sur …"), ("Référent·e VHSS", "Tél.")])
    table.heading("La journée")
    table.pairs([("Prêt à tourner", "Fin prévue"), ("Repas (heure, lieu)", "Nombre de repas")])
    table.pairs([("Lever du soleil", "Coucher"), ("Ciel, températures", "Hôpital, distance")])
    table.heading("Les lieux")
    table.header(["", "Adresse", "", "Accès, stationnement", "", "Contact"])
    table.rows([["Base"], ["Décor 1"], ["Décor 2"]], width=6)
    table.heading("Ce que l’on tourne")
    table.header(["Séquence", "Int. / Ext.", "Jour / Nuit", "Décor", "Pages", "Rôles, résumé"])
    table.rows([[]] * 5, width=6)
    table.heading("Convocations, interprètes")
    table.header(["Rôle", "Départ", "HMC", "Nom", "PAT", "Remarques"])
    table.rows([[]] * 5, width=6)
    table.heading("Convocations, équipe")
    table.header(["Département", "Heure", "Nombre", "Lieu", "", "Remarques"])
    names = ["Mise en scène", "Régie", "Image", "Lumière, machinerie", "Son", "Décoration", "HMC"]
    table.rows([[name] for name in names], width=6)
    table.heading("Besoins du jour")
    for label in ("Accessoires", "Véhicules", "Effets", "Régie"):
        table.wide(label)
    table.heading("Sécurité")
    table.wide("Urgence", "15, 17, 18 ou 112 ; par SMS : 114")
    table.wide("Écoute", "Cellule Audiens, violences et harcèlement : 01 87 20 30 90")
    table.wide("Régie, production")
    table.heading("Demain")
    table.wide("Prévision")
    table.note("Feuille réservée à l’équipe : adresses et numéros ne se publient pas.")
    table.note(CREDIT)
    return Document([table])


POSTS: list[tuple[str, list[tuple[str, str, str]]]] = [
    ("1. Droits", [("Scénario", "forfait", ""), ("Musique", "forfait", "")]),
    (
        "2. Équipe technique",
        [
            ("Réalisation", "jours", "T"),
            ("1er assistanat à la réalisation", "jours", "T"),
            ("Direction de la photographie", "jours", "T"),
            ("Assistanat image", "jours", "T"),
            ("Son", "jours", "T"),
            ("Électricité, machinerie", "jours", "T"),
            ("Régie", "jours", "T"),
            ("Décoration, accessoires", "jours", "T"),
            ("Costumes, maquillage, coiffure", "jours", "T"),
            ("Montage", "jours", "T"),
        ],
    ),
    ("3. Interprétation", [("Rôle 1", "jours", "A"), ("Rôle 2", "jours", "A"),
                           ("Figuration", "jours", "A")]),
    ("4. Décors et costumes", [("Location de décors", "jours", ""), ("Accessoires", "forfait", ""),
                               ("Costumes", "forfait", "")]),
    ("5. Régie et transports", [("Repas : équipe et interprètes", "repas", ""),
                                ("Table régie", "jours", ""), ("Véhicules", "jours", ""),
                                ("Carburant, péages, trains", "forfait", ""),
                                ("Hébergement", "nuits", "")]),
    ("6. Moyens techniques", [("Caméra, optiques", "jours", ""), ("Lumière", "jours", ""),
                              ("Son", "jours", ""), ("Disques durs (deux copies)", "disques", "")]),
    ("7. Postproduction", [("Montage son, mixage", "forfait", ""), ("Étalonnage", "forfait", ""),
                           ("Sous-titres", "forfait", ""), ("Copie de projection", "forfait", "")]),
    ("8. Assurance et bureau", [("Assurance de tournage", "forfait", ""),
                                ("Frais de bureau, festivals", "forfait", "")]),
]  # fmt: skip


def budget() -> Document:
    table = Table("Devis", [6.4, 1.9, 1.9, 2.3, 2.5, 1.9, 3.6], landscape=False)
    table.title("Devis de court métrage")
    table.note("Remplissez les colonnes Quantité, Prix et Qui paie ; les totaux se font seuls.")
    table.note("Salaire : T pour l’équipe technique, A pour les artistes. Laissez vide sinon.")
    table.header(["Ligne", "Quantité", "Unité", "Prix", "Total", "Salaire", "Qui paie"])
    first = table.next_row
    posts = []
    for title, lines in POSTS:
        post = table.next_row
        last = post + len(lines)
        table.total(title, f"=SUM([.E{post + 1}:.E{last}])", column=5, width=7)
        posts.append(post)
        for label, unit, payroll in lines:
            row = table.next_row
            table.line([label, 0, unit, 0, f"=[.B{row}]*[.D{row}]", payroll, ""])
    last = table.next_row - 1
    table.heading("Charges et imprévus")
    table.note("Les taux sont un ordre de grandeur, à vérifier auprès d’un gestionnaire de paie.")
    rates = table.next_row
    for label, payroll, rate in (("technique", "T", 65), ("artistes", "A", 58)):
        row = table.next_row
        wages = f'SUMIF([.F{first}:.F{last}];"{payroll}";[.E{first}:.E{last}])'
        table.line(
            [f"Charges, {label} (taux en %)", rate, "%", "", f"={wages}*[.B{row}]/100", "", ""]
        )
    spent = "+".join(f"[.E{row}]" for row in [*posts, rates, rates + 1])
    row = table.next_row
    table.line(["Imprévus (taux en %)", 10, "%", "", f"=({spent})*[.B{row}]/100", "", ""])
    total = table.next_row
    table.total("Coût du film", f"={spent}+[.E{row}]", column=5, width=7)
    table.heading("Financement")
    found = table.next_row
    for label in ("Aide publique", "Apport de la société", "Financement participatif, net",
                  "Apports en industrie (prêts valorisés)", "Autres"):  # fmt: skip
        table.line([label, "", "", "", 0, "", ""])
    row = table.next_row
    table.total("Argent trouvé", f"=SUM([.E{found}:.E{row - 1}])", column=5, width=7)
    table.total("Reste (négatif : dépassement)", f"=[.E{row}]-[.E{total}]", column=5, width=7)
    table.note(CREDIT)
    return Document([table])


STEPS = [
    (20, "Scénario : version de tournage", "Réalisation"),
    (18, "Contrat de cession des droits signé", "Production"),
    (18, "Premier devis, plan de financement", "Production"),
    (16, "Dossiers d’aide déposés", "Production"),
    (12, "Dépouillement", "1er assistanat"),
    (10, "Recherche des décors, premières autorisations", "Régie"),
    (10, "Choix des interprètes", "Réalisation"),
    (8, "Chefs de poste engagés", "Production"),
    (6, "Repérages techniques", "Tous les chefs de poste"),
    (6, "Demandes d’occupation de la voie publique", "Régie"),
    (5, "Plan de travail, version 1", "1er assistanat"),
    (4, "Assurance signée", "Production"),
    (3, "Contrats de l’équipe et des interprètes", "Production"),
    (3, "Essais costumes, maquillage, caméra", "HMC, image"),
    (2, "Lecture à table, répétitions", "Réalisation"),
    (1, "Avis aux riverains affiché", "Régie"),
    (1, "Matériel vérifié chez le loueur", "Image, son, lumière"),
    (0, "Premier jour de tournage", "Tout le monde"),
    (-1, "Retour du matériel, décors remis en état", "Régie"),
    (-2, "Salaires, attestations, factures", "Production"),
    (-6, "Montage image fini", "Montage"),
    (-9, "Montage son, mixage, étalonnage", "Postproduction"),
    (-10, "Copie de projection, projection d’équipe", "Production"),
    (-12, "Premiers festivals, comptes rendus aux financeurs", "Production"),
]


def schedule() -> Document:
    table = Table("Rétroplanning", [2.4, 3.0, 9.0, 5.2, 2.2, 4.6], landscape=True)
    table.title("Rétroplanning")
    table.note("Écrivez la date du premier jour de tournage : toutes les autres en découlent.")
    start = table.next_row
    table.line(["Tournage", date(2027, 6, 7), "← premier jour", "", "", ""])
    table.header(["Semaines", "Date", "Étape", "Qui", "Fait", "Remarques"])
    for weeks, label, who in STEPS:
        row = table.next_row
        table.line([weeks, f"date:=[.$B${start}]-7*[.A{row}]", label, who, "", ""])
    table.note("Les délais sont ceux d’un court métrage tranquille : une aide publique, une mairie")
    table.note("ou une école peuvent en demander d’autres. Vérifiez les leurs d’abord.")
    table.note(CREDIT)
    return Document([table])


def breakdown() -> Document:
    columns = [
        ("Séq.", 1.3), ("Int./Ext.", 1.6), ("Jour/Nuit", 1.7), ("Décor", 3.0), ("Pages", 1.4),
        ("Ce qui se passe", 4.0), ("Rôles", 2.3), ("Figuration", 2.4), ("Accessoires", 2.6),
        ("HMC", 2.2), ("Véhicules, animaux", 2.2), ("Effets, cascades", 2.2), ("À demander", 2.4),
    ]  # fmt: skip
    table = Table("Dépouillement", [width for _label, width in columns], landscape=True)
    table.title("Dépouillement")
    table.note("Une ligne par séquence. Les pages se comptent en huitièmes : 1 3/8.")
    table.header([label for label, _width in columns])
    table.rows(
        [
            ["1", "INT.", "JOUR", "Appartement de Nora", "1 3/8", "Exemple : Nora relit la lettre.",
             "Nora", "", "lettre (x 3), tasse", "", "", "", "Qui a la clé ?"],
            *([[]] * 24),
        ],
        width=len(columns),
    )  # fmt: skip
    table.note(CREDIT)
    return Document([table])


def resume() -> Document:
    text = Text()
    text.title("Prénom Nom")
    text.line("Le poste que vous cherchez, dans les mots du métier : « auxiliaire de régie »")
    text.line("Ville et rayon d’action · permis B (oui / non) · téléphone · adresse e-mail")
    text.heading("Ce que je cherche")
    text.line("Une phrase : quel poste, quand, où. Ni âge, ni photo, ni situation familiale.")
    text.heading("Films et tournages")
    text.line(
        "Titre (court métrage, clip, film d’école…) — réalisation — votre poste — mois, année"
    )
    text.line("Ce dont vous aviez la charge, en une ligne : « table régie pour 22 personnes ».")
    text.line("Titre — réalisation — poste — mois, année")
    text.heading("Autres expériences qui prouvent quelque chose")
    text.line(
        "Restauration, animation, livraison, association : ce que cela montre (tenir un horaire,"
    )
    text.line("conduire de nuit, accueillir 200 personnes), avec les dates.")
    text.heading("Savoir-faire")
    text.line("Permis, habilitations avec leur date, logiciels, langues et leur niveau.")
    text.heading("Formation")
    text.line("Diplôme ou stage — établissement — année. Vide n’est pas un défaut.")
    text.heading("Deux personnes qui peuvent parler de moi")
    text.line("Prénom Nom, poste, film : avec leur accord.")
    text.note("Une page suffit. Enregistrez en PDF, nommez-le « nom-poste-mois.pdf ».")
    text.note(CREDIT)
    return Document([text])


FILES: dict[str, Callable[[], Document]] = {
    "feuille-de-service.ods": call_sheet,
    "devis-court-metrage.ods": budget,
    "retroplanning.ods": schedule,
    "depouillement.ods": breakdown,
    "cv.odt": resume,
}


def packed(document: Any) -> bytes:
    """The same archive whenever it is made: `mimetype` first, as the format asks."""
    loose = io.BytesIO()
    document.save(loose)
    with zipfile.ZipFile(loose) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(parts, key=lambda name: (name != "mimetype", name)):
            entry = zipfile.ZipInfo(name, LONG_AGO)
            entry.create_system = 3  # Unix, wherever it is made
            archive.writestr(entry, parts[name])
    return made.getvalue()


def make(name: str) -> bytes:
    """The bytes of one document."""
    # The library declares in each file whatever it has met since it was imported.
    Element.namespaces.clear()
    return packed(FILES[name]().build())


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        (FOLDER / name).write_bytes(make(name))
        print(name)


if __name__ == "__main__":
    main()
