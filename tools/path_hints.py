"""What the eye decides of the map of the careers; the rest is computed by layout_paths.py.

Lengths are in units of the drawing. A role that is not named here still finds a place.
"""

WIDTH = 1280
TOP = 40
FIRST_COLUMN = 178
# From each column to the next, and how far into that gap its vertical tracks are centred.
COLUMN_STEPS = [118, 120, 130, 142, 152, 168, 144]
GAP_CENTRES = {3: 74, 4: 72, 5: 86}

# Each department's lane from top to bottom, and in it the rows. Departments that exchange people
# are neighbours; inside a lane the straightest career has a row of its own.
ROWS = {
    "communication-distribution": [
        ["charge-de-communication-digitale", "distributeur"],
        ["attache-de-presse"],
    ],
    "casting": [["directeur-de-casting"]],
    "production": [
        ["charge-de-production", "producteur"],
        ["assistant-de-production", "directeur-de-production"],
        ["coordinateur-de-production"],
        ["administrateur-de-production", "producteur-executif"],
    ],
    "regie": [
        ["assistant-regisseur", "regisseur"],
        ["auxiliaire-de-regie", "regisseur-adjoint", "regisseur-general"],
    ],
    "mise-en-scene": [
        [
            "auxiliaire-de-realisation",
            "second-assistant-realisateur",
            "premier-assistant-realisateur",
            "realisateur",
        ],
        ["scripte", "auteur-realisateur"],
    ],
    "scenario": [["scenariste"]],
    "image": [["assistant-camera", "directeur-de-la-photographie"], ["cadreur"]],
    "lumiere-machinerie": [
        ["electricien-de-prise-de-vues", "chef-electricien"],
        ["machiniste", "chef-machiniste"],
    ],
    "postproduction": [
        ["monteur"],
        ["assistant-monteur", "superviseur-post-production"],
        ["etalonneur"],
    ],
    "son": [["perchman", "chef-operateur-du-son"]],
    "vfx-animation": [["graphiste-vfx", "superviseur-vfx"], ["motion-designer"]],
    "decoration": [["accessoiriste", "chef-decorateur"]],
    "costumes-maquillage": [["costumiere", "createur-de-costumes"], ["maquilleur"]],
}
# From the row before to this one, where its labels leave each other more room than it seems.
ROW_STEPS = {
    ("communication-distribution", 1): 36,
    ("production", 1): 54,
    ("production", 2): 38,
    ("production", 3): 46,
    ("regie", 1): 40,
    ("mise-en-scene", 1): 68,
    ("image", 1): 40,
    ("postproduction", 1): 40,
    ("postproduction", 2): 40,
    ("costumes-maquillage", 1): 32,
}
# Of equal standing, although the step between them goes one way only.
ONE_COLUMN = {("distributeur", "producteur")}

# Where a name stands beside its station, `below` unless said otherwise: above, right, left, and
# with start or end, which edge of the name is at the station; `clear` of a track through it.
SIDES = {
    "charge-de-communication-digitale": "left",
    "attache-de-presse": "left",
    "distributeur": "right",
    "directeur-de-casting": "left",
    "producteur": "right",
    "producteur-executif": "right",
    "charge-de-production": "above start",
    "directeur-de-production": "above",
    "assistant-de-production": "above start",
    "assistant-regisseur": "above end",
    "regisseur": "above start",
    "auxiliaire-de-regie": "below start clear",
    "regisseur-adjoint": "below start clear",
    "regisseur-general": "above",
    "auxiliaire-de-realisation": "below start",
    "realisateur": "above",
    "scripte": "left",
    "scenariste": "left",
    "assistant-camera": "left",
    "electricien-de-prise-de-vues": "above start",
    "chef-electricien": "above",
    "machiniste": "below start",
    "monteur": "above",
    "assistant-monteur": "above start",
    "perchman": "above start",
    "chef-operateur-du-son": "below end",
    "graphiste-vfx": "above start",
    "superviseur-vfx": "above end",
    "costumiere": "left",
    "createur-de-costumes": "right",
    "maquilleur": "left",
    "accessoiriste": "left",
    "chef-decorateur": "right",
}
# Where a name is cut, when the shortest lines are not the best ones; / marks each cut.
CUTS = {
    "charge-de-communication-digitale": "Chargé·e de communication/et marketing digital",
    "directeur-de-la-photographie": "Directeur·rice/de la photographie",
    "second-assistant-realisateur": "Second·e assistant·e/réalisateur·rice",
}
ONE_LINE = {
    "directeur-de-casting", "attache-de-presse", "charge-de-production",
    "assistant-de-production", "coordinateur-de-production", "assistant-regisseur",
    "auxiliaire-de-regie", "auxiliaire-de-realisation", "assistant-camera",
    "electricien-de-prise-de-vues", "assistant-monteur", "chef-operateur-du-son", "graphiste-vfx",
    "superviseur-vfx", "createur-de-costumes", "chef-decorateur", "machiniste", "chef-machiniste",
}  # fmt: skip

# A step that takes the empty height beside a role's row (and so much lower) on its way.
DETOURS = {
    ("premier-assistant-realisateur", "directeur-de-production"): ("regisseur", 0),
    ("premier-assistant-realisateur", "producteur-executif"): ("regisseur", 12),
}
# In the gap before the last heads of department, from left to right: who joins first.
TRACK_ORDER = {
    5: [
        ("scripte", "realisateur"),
        ("scenariste", "auteur-realisateur"),
        ("scenariste", "realisateur"),
        ("directeur-de-la-photographie", "realisateur"),
        ("monteur", "realisateur"),
        ("superviseur-vfx", "realisateur"),
        ("superviseur-post-production", "directeur-de-production"),
        ("regisseur-general", "directeur-de-production"),
        ("premier-assistant-realisateur", "directeur-de-production"),
    ]
}
