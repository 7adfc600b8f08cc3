"""Every component in every state, on one page: what a change of design is judged by."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.shell.routes import Policy, route
from portal.shell.views import gallery_people

DEPARTMENTS = [
    ("production", "Production"),
    ("regie", "Régie"),
    ("mise-en-scene", "Mise en scène"),
    ("scenario", "Scénario"),
    ("image", "Image"),
    ("lumiere-machinerie", "Électricité et machinerie"),
    ("son", "Son"),
    ("decoration", "Décoration"),
    ("costumes-maquillage", "Costumes, maquillage, coiffure"),
    ("casting", "Distribution des rôles"),
    ("postproduction", "Montage et postproduction"),
    ("vfx-animation", "Effets visuels et animation"),
    ("communication-distribution", "Communication et distribution"),
]
LONG = "Responsable adjoint·e de la coordination des repérages et autorisations de tournages"
CHOICES = [("", "—"), ("1", "Long métrage"), ("2", "Court métrage"), ("3", "Série")]


class SampleForm(forms.Form):
    """Every kind of field, required and optional, with and without help."""

    title = forms.CharField(label="Intitulé du stage", max_length=80)
    city = forms.CharField(
        label="Ville", required=False, help_text="Celle du tournage, pas celle du siège."
    )
    email = forms.EmailField(label="Adresse e-mail")
    start = forms.DateField(
        label="Début", widget=forms.DateInput(attrs={"type": "date"}), required=False
    )
    weeks = forms.IntegerField(label="Durée en semaines", min_value=1, max_value=26)
    kind = forms.ChoiceField(label="Type de projet", choices=CHOICES)
    text = forms.CharField(
        label="Ce que la personne apprendra",
        max_length=400,
        help_text="Trois ou quatre phrases.",
        widget=forms.Textarea(attrs={"rows": 5, "data-clap-count": ""}),
    )
    level = forms.ChoiceField(
        label="Pour qui\u00a0?",
        choices=[("a", "Élèves de terminale"), ("b", "Étudiant·es"), ("c", LONG)],
        widget=forms.RadioSelect,
        help_text="Un seul choix.",
    )
    tools = forms.MultipleChoiceField(
        label="Conditions",
        choices=[("x", "Logement proposé"), ("y", "Permis B nécessaire")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    document = forms.FileField(label="Convention", required=False)
    accept = forms.BooleanField(
        label="J’ai lu ce que la loi demande pour accueillir un stagiaire.",
        error_messages={"required": "Cochez cette case pour envoyer l’annonce."},
    )
    digest = forms.BooleanField(label="Recevoir un résumé chaque lundi.", required=False)


def _forms() -> list[tuple[str, forms.Form]]:
    filled = {
        "title": LONG,
        "city": "Saint-Maur-des-Fossés",
        "email": "camille@example.org",
        "start": "2027-02-01",
        "weeks": "8",
        "kind": "1",
        "text": "Préparer les décors, accueillir l’équipe, tenir le camion.",
        "level": "b",
        "tools": ["x"],
        "accept": "on",
    }
    wrong = {**filled, "title": "", "email": "camille@", "weeks": "40", "kind": "", "level": ""}
    wrong.pop("accept")
    refused = SampleForm(wrong, auto_id="erreur_%s")
    refused.add_error(None, "Une annonce du même titre attend déjà sa relecture.")
    return [
        ("vide", SampleForm(auto_id="vide_%s")),
        ("rempli", SampleForm(initial=filled, auto_id="rempli_%s")),
        ("en erreur", refused),
    ]


@route(Policy.PUBLIC)
def gallery(request: HttpRequest) -> HttpResponse:
    """Show each component with short, long and missing values, light beside dark."""
    sheet = gallery_people.SHEETS.get(request.GET.get("planche", ""))
    if sheet:
        return render(request, sheet, gallery_people.context())
    departments = [{"slug": slug, "label": label} for slug, label in DEPARTMENTS]
    context: dict[str, Any] = {
        "departments": departments,
        "long": LONG,
        "forms": _forms(),
        "themes": [("theme-light", "Jour"), ("theme-dark", "Nuit")],
        "kinds": ["info", "success", "warning", "error"],
        "levels": ["verified", "mixed", "general_knowledge", "not_found"],
        "rows": [
            ("Code ROME", "L1304"),
            ("Entrée", "stage, auxiliaire de régie"),
            ("Plateformes et séries", LONG),
            ("Permis", "—"),
        ],
        "tags": [{"kind": "ok", "text": "Relu"}, {"kind": "warn", "text": "Ferme bientôt"}],
        "stations": [
            {"label": "Auxiliaire", "url": "#ligne", "note": "0–1 an", "current": False},
            {"label": "Régisseur·euse adjoint·e", "url": "", "note": "2–4 ans", "current": True},
            {"label": "Régisseur·euse général·e", "url": "#ligne", "note": "", "current": False},
            {"label": LONG, "url": "#ligne", "note": "8 ans et plus", "current": False},
        ],
        "day": [
            {"time": "5\u00a0h\u00a040", "text": "Ouverture du décor et des loges."},
            {"time": "6\u00a0h\u00a015", "text": "Café pour cinquante personnes, et un thé."},
            {"time": "7\u00a0h", "text": "La rue est fermée, l’arrêté municipal est affiché."},
        ],
        "progress": [
            {"label": "Brouillon", "state": "done"},
            {"label": "Relecture", "state": "current"},
            {"label": "Publié", "state": "todo"},
        ],
        "crumbs": [
            {"label": "Métiers", "url": "#fil"},
            {"label": "Régie", "url": "#fil"},
            {"label": LONG, "url": ""},
        ],
        "groups": [
            {
                "legend": "Département",
                "name": "departement",
                "kind": "checkbox",
                "options": [
                    {"value": "regie", "label": "Régie", "count": 23, "checked": True},
                    {"value": "son", "label": "Son", "count": 0, "checked": False},
                    {"value": "c", "label": "Costumes, maquillage, coiffure", "count": 4},
                ],
            },
            {
                "legend": "Durée",
                "name": "duree",
                "kind": "radio",
                "options": [
                    {"value": "2", "label": "2 mois ou moins", "count": None, "checked": True},
                    {"value": "6", "label": "3 à 6 mois", "count": None, "checked": False},
                ],
            },
        ],
    }
    return render(request, "shell/gallery.html", context)
