"""One sheet, one question and a few terms, as the project's writers make them."""

from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

from careers.models import Question, Term

SHEET = """---
title: Le premier jour d'un auxiliaire de régie
theme: debuter
kind: premier-jour
summary: "Ce qu'on prend, qui on appelle : une page."
author: L'équipe de Premier Clap
published: 2026-11-25
checked_on: 2026-11-25
sources:
  - label: Usage du métier
  - {label: Charte de l'AFR, date: 2025, url: "https://example.org/charte"}
confidence: general_knowledge
roles: [auxiliaire-de-regie]
order: 2
---
## Dans le sac

- [ ] Une lampe et des piles
- [ ] Un bloc : la *feuille de service* change {à vérifier}
- Rien d'autre

## Qui appeler

Le [régisseur](/metiers/regisseur-general/) ou le [17](tel:17). Voir [[autre-fiche]] et
[[inconnu|ce mot]].
"""
OTHER = SHEET.replace("Le premier jour d'un auxiliaire de régie", "Une autre fiche").replace(
    "order: 2", "order: 1"
)


def make_term(slug: str = "depouillement", **fields: Any) -> Term:
    return Term.objects.create(
        **{
            "slug": slug,
            "label": slug,
            "definition": f"Ce que veut dire {slug}.",
            "confidence": "general_knowledge",
            "checked_on": date(2026, 11, 25),
            **fields,
        }
    )


def make_question(slug: str = "faut-il-le-permis", **fields: Any) -> Question:
    return Question.objects.create(
        **{
            "slug": slug,
            "question": "Faut-il le permis\u202f?",
            "answer": "Presque toujours **en régie**.",
            "theme": "debuter",
            "confidence": "general_knowledge",
            "checked_on": date(2026, 11, 25),
            **fields,
        }
    )


FIRST_DAY = SHEET + "".join(
    f"\n## Partie {number}\n\n"
    + "- [ ] Une chose à prendre, et pourquoi elle sert ce jour-là\n" * 8
    for number in range(1, 6)
)


def leads_somewhere(address: str) -> bool:
    """Whether an address of the site has a view behind it."""
    path = urlsplit(address).path
    try:
        resolve(path)
    except Resolver404:
        return False
    return True
