"""The other sheets of the gallery: what the pages need on which people meet."""

from datetime import date, timedelta
from typing import Any

import segno
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.safestring import mark_safe

from portal.shell.views import gallery_law

SHEETS = {
    "personnes": "shell/gallery_people.html",
    "rencontres": "shell/gallery_meetings.html",
    "loi": "shell/gallery_law.html",
}
NAME = "Camille Martin"
LONG_NAME = "Maximilienne-Espérance de La Rochefoucauld-Montmorency"
LONG_ROLE = "Responsable adjoint·e de la coordination des repérages et autorisations"
ROLES = [
    ("Production", ["Producteur·rice", "Directeur·rice de production", "Administrateur·rice"]),
    ("Régie", ["Régisseur·euse général·e", "Régisseur·euse adjoint·e", LONG_ROLE]),
    ("Son", ["Chef·fe opérateur·rice du son", "Perchiste"]),
    ("Costumes, maquillage, coiffure", ["Habilleur·euse", "Maquilleur·euse"]),
]
FIRST_DAY = date(2027, 1, 1)
WEEKDAYS = ["lun", "mar", "mer", "jeu", "ven", "sam", "dim"]


class Stored(SimpleUploadedFile):
    """A file as if it had been sent before."""

    url = "#membre-formulaire"


class MemberForm(forms.Form):
    """The fields that the forms of members add to the usual ones."""

    roles = forms.MultipleChoiceField(
        label="Métiers visés",
        help_text="Cinq au plus.",
        choices=[
            (group, [(f"{group}-{number}", role) for number, role in enumerate(roles)])
            for group, roles in ROLES
        ],
        widget=forms.CheckboxSelectMultiple,
    )
    languages = forms.MultipleChoiceField(
        label="Langues",
        choices=[(code, code) for code in ("français", "anglais", "espagnol", "langue des signes")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    photo = forms.FileField(
        label="Photo", help_text="JPEG, PNG ou WebP, 5\u00a0Mo au plus.", required=False
    )
    start = forms.DateTimeField(
        label="Début",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    city = forms.CharField(label="Ville")
    city_visibility = forms.ChoiceField(
        label="Qui la voit",
        choices=[("public", "tout le monde"), ("members", "les membres"), ("nobody", "personne")],
    )


def _forms() -> list[tuple[str, forms.Form]]:
    filled = {
        "roles": ["Régie-1", "Régie-2"],
        "languages": ["français"],
        "photo": Stored(f"{'photo-de-plateau-' * 4}2027.jpg", b"x"),
        "start": "2027-01-29T19:00",
        "city": "Saint-Maur-des-Fossés",
    }
    refused = MemberForm({}, auto_id="refus_%s")
    refused.add_error("photo", "Ce fichier n’est pas une image que nous savons lire.")
    return [
        ("rempli", MemberForm(initial=filled, auto_id="plein_%s")),
        ("en erreur", refused),
    ]


def _items(day: date) -> list[dict[str, Any]]:
    festival = {"title": "Clermont-Ferrand", "url": "#mois", "department": "production"}
    meeting = {"title": "Café régie", "url": "#mois", "department": "regie"}
    items: dict[int, list[dict[str, Any]]] = {
        7: [{**meeting, "note": "19\u00a0h, Lyon 7e"}],
        15: [{**meeting, "title": LONG_NAME, "department": "", "cancelled": True}],
        22: [{**festival, "title": "Premiers Plans", "run": "start", "note": "jusqu’au 30"}],
        25: [{**festival, "title": "Premiers Plans", "run": "again"}],
        29: [
            {"run": "on", "department": "production"},
            {**festival, "run": "start", "department": "image", "note": "jusqu’au 6 février"},
            {**meeting, "note": "20\u00a0h"},
        ],
        30: [{"run": "on", "department": "production"}, {"run": "on", "department": "image"}],
        31: [{"run": "gap"}, {"run": "on", "department": "image"}],
    }
    running = [{"run": "on", "department": "production"}] if 22 < day.day < 29 else []
    return items.get(day.day, running)


def _month(first: date) -> dict[str, Any]:
    days = [first + timedelta(days=number) for number in range(31)]
    return {
        "start": first.isoweekday(),
        "days": [
            {
                "number": day.day,
                "label": f"{WEEKDAYS[day.weekday()]}. {day.day}",
                "iso": day.isoformat(),
                "today": day.day == 7,
                "items": _items(day),
            }
            for day in days
        ],
        "undated": [
            {"title": "Festival de Cannes", "url": "#mois", "note": "mai 2027"},
            {"title": LONG_NAME, "url": "", "note": ""},
        ],
    }


def context() -> dict[str, Any]:
    """Members with short and long names, a conversation, a month, a form."""
    code = segno.make("https://premier-clap.example/carte/8Jx2kQ7v", error="m")
    return {
        "name": NAME,
        "reports": gallery_law.REPORTS,
        "long": LONG_NAME,
        "themes": [("theme-light", "Jour"), ("theme-dark", "Nuit")],
        "code": mark_safe(code.svg_inline(border=4, omitsize=True)),  # noqa: S308
        "roles": [
            {"slug": "regie", "label": "Régisseur·euse adjoint·e", "url": "#personnes"},
            {"slug": "production", "label": LONG_ROLE, "url": ""},
        ],
        "wanted": [{"slug": "mise-en-scene", "label": "Premier·ère assistant·e", "url": ""}],
        "tags": [{"kind": "ok", "text": "Mentor"}, {"kind": "warn", "text": "Complet"}],
        "lines": ["Assistant·e régie · Lyon", "Permis B · anglais C1"],
        "long_lines": [LONG_ROLE, "Clermont-Ferrand", "Permis B, C1 · anglais C2"],
        "facts": [
            ("Langues", "français, anglais C1, langue des signes"),
            ("Permis", "B, C1"),
            ("Mobilité", LONG_ROLE),
        ],
        "availability": [
            ("Disponible", "du 4 janvier au 26 février 2027"),
            ("Basé·e à", "Lyon, et ailleurs si l’on me loge"),
        ],
        "progress": [
            {"label": "Métiers", "state": "done", "url": "#prises"},
            {"label": "Savoir-faire", "state": "current", "url": ""},
            {"label": "Où et quand", "state": "todo", "url": ""},
            {"label": "Deux faces", "state": "todo", "url": ""},
        ],
        "month": _month(FIRST_DAY),
        "empty_month": _month(FIRST_DAY)["days"][:0],
        "forms": _forms(),
    }
