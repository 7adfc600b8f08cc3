"""What people type, and the first thing they must find: one table for both databases.

Each line is typed | kind and slug of the first answer. The names of the roles (titles in both
genders, English, aliases) are added from data/roles.json: `names_of_roles`.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import careers
from portal.search.analyser import folded_words
from portal.search.tokens import variants

TABLE = """
# Accents, capitals, gender, number
regisseur | metier:regisseur
RÉGISSEUR | metier:regisseur
régisseuses | metier:regisseur
Régisseur.euse | metier:regisseur
regisseuse generale | metier:regisseur-general
électricienne | metier:electricien-de-prise-de-vues
chef électriciennes | metier:chef-electricien
costumiere | metier:costumiere
directrices de production | metier:directeur-de-production
producteurs exécutifs | metier:producteur-executif
premiere assistante realisatrice | metier:premier-assistant-realisateur
étalonneuses | metier:etalonneur
auteure réalisatrice | metier:auteur-realisateur
créatrices de costume | metier:createur-de-costumes
maquilleuses | metier:maquilleur
attachées de presse | metier:attache-de-presse
monteuses | metier:monteur
monteuse | metier:monteur
perchistes | metier:perchman
# Ligatures, hyphens, elisions, initials
L’auxiliaire de régie | metier:auxiliaire-de-regie
auteur réalisateur | metier:auteur-realisateur
superviseur post-production | metier:superviseur-post-production
P.A. | metier:assistant-de-production
louis lumiere | ecole:ens-louis-lumiere
clermont ferrand | festival:clermont-ferrand
l'étalonnage | terme:etalonnage
# One letter wrong
régiseur | metier:regisseur
regisseru | metier:regisseur
rgisseur | metier:regisseur
régizseur | metier:regisseur
scénarsite | metier:scenariste
maquileuse | metier:maquilleur
prodcuteur délégué | metier:producteur
étaloneur | metier:etalonneur
machinisste | metier:machiniste
directeur de castting | metier:directeur-de-casting
dépouilement | terme:depouillement
# The words of a trade
monteur | metier:monteur
montage | metier:monteur
production | metier:assistant-de-production
# Unfinished
assistan | metier:assistant-de-production
perch | metier:perchman
étalonn | terme:etalonnage
scénar | metier:scenariste
directeur de la photo | metier:directeur-de-la-photographie
second assistant réal | metier:second-assistant-realisateur
clermont | festival:clermont-ferrand
# One, two or three letters
PA | metier:assistant-de-production
pa | metier:assistant-de-production
DP | metier:directeur-de-la-photographie
DOP | metier:directeur-de-la-photographie
dop | metier:directeur-de-la-photographie
AC | metier:assistant-camera
CM | terme:court-metrage
cnc | terme:cnc
AFR | association:afr
L1509 | metier:regisseur
# Synonyms
chef op son | metier:chef-operateur-du-son
ingé son | metier:chef-operateur-du-son
preneuse de son | metier:chef-operateur-du-son
chef électro | metier:chef-electricien
chef machino | metier:chef-machiniste
machino | metier:machiniste
cameraman | metier:cadreur
focus puller | metier:assistant-camera
script girl | metier:scripte
metteuse en scène | metier:realisateur
assistante de prod | metier:assistant-de-production
dir de prod | metier:directeur-de-production
chef déco | metier:chef-decorateur
réal | metier:realisateur
coloriste | metier:etalonneur
postprod | metier:superviseur-post-production
budget | terme:devis
callsheet | terme:feuille-de-service
CDDU | terme:cddu
intermittence | terme:intermittence
VHSS | terme:vhss
# English
location manager | metier:regisseur
boom operator | metier:perchman
script supervisor | metier:scripte
gaffer | metier:chef-electricien
best boy | metier:electricien-de-prise-de-vues
key grip | metier:chef-machiniste
casting director | metier:directeur-de-casting
line producer | metier:producteur-executif
call sheet | terme:feuille-de-service
clapperboard | terme:clap
editor | metier:monteur
school | page:careers:schools
schools | page:careers:schools
glossary | page:careers:glossary
template | page:careers:downloads
templates | page:careers:downloads
internship | page:careers:internships
call sheet template | page:careers:downloads
# Questions
comment devenir scripte ? | metier:scripte
c’est quoi un régisseur | metier:regisseur
qu’est-ce que le clap | terme:clap
faut-il une école | page:careers:need_a_school
# The rest of the library
clap | terme:clap
feuille de service | terme:feuille-de-service
raccord | terme:raccord
gratification | terme:gratification
la fémis | ecole:la-femis
femis | ecole:la-femis
insas | ecole:insas
ENS Louis-Lumière | ecole:ens-louis-lumiere
feuille de service vierge | page:careers:downloads
afar | association:afar
cannes | festival:cannes
festival de cannes | festival:cannes
premiers plans | festival:premiers-plans
bénévole | fiche:droits-benevole
"""


def rows() -> list[tuple[str, str]]:
    lines = [line for line in TABLE.splitlines() if line and not line.startswith("#")]
    return [
        (typed.strip(), found.strip()) for typed, _bar, found in (x.partition("|") for x in lines)
    ]


def names_of_roles() -> Iterator[tuple[str, list[str]]]:
    """Every name a role has, with the roles that have it."""
    data = Path(careers.__file__).parent / "data" / "roles.json"
    shared: dict[str, list[str]] = {}
    said: dict[str, str] = {}
    for role in json.loads(data.read_text())["roles"]:
        names = [role[name] for name in ("title_inclusive", "title_m", "title_f", "title_en")]
        for name in (*names, *role["alt_titles_fr"]):
            for variant in variants(name):
                key = folded_words(variant)
                said.setdefault(key, " ".join(variant.split()))
                if role["slug"] not in shared.setdefault(key, []):
                    shared[key].append(role["slug"])
    for key, slugs in shared.items():
        if key:
            yield said[key], slugs
