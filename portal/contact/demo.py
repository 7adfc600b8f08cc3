"""Conversations of the demonstration. Everything in it is fictional and says so."""

from uuid import NAMESPACE_URL, uuid5

from portal.accounts.models import User
from portal.contact import actions
from portal.contact.models import ContactRequest

# Who asks, whom, about what, in which words; then the words of both in turn, if it was accepted.
TALKS: list[tuple[str, str, str, str, list[str]]] = [
    (
        "debut@example.org",
        "regie@example.org",
        "conseil",
        "Bonjour, je débute en régie et je pars sur un premier court dans deux semaines. Comment "
        "préparez-vous une journée avec trois décors et un seul camion\u202f?",
        [
            "Bonjour Lina. Le plus loin d’abord, l’appartement en réserve pour la pluie. Et une "
            "heure de battement que tout le monde ignore, sauf vous.",
            "Merci\u202f! Et pour les repas de l’équipe, vous réservez quand\u202f?",
        ],
    ),
    (
        "production@example.org",
        "debut@example.org",
        "projet",
        "Nous tournons un court métrage trois jours à Lyon (exemple fictif). Il nous manque une "
        "personne en renfort régie, défrayée. Seriez-vous libre\u202f?",
        [],
    ),
    (
        "debut@example.org",
        "camera@example.org",
        "retrouvailles",
        "Nous avons parlé optiques dans la file du festival de démonstration. J’ai relu mes notes, "
        "et il me reste une question sur les focales.",
        [],
    ),
]


def build() -> None:
    """Create what is missing; what a visitor changed stays as it is."""
    for asker, asked, purpose, text, answers in TALKS:
        key = uuid5(NAMESPACE_URL, f"demo:{asker}:{asked}:{purpose}")
        people = [User.objects.filter(email=email).first() for email in (asker, asked)]
        by, to = people
        if not (by and to) or ContactRequest.objects.filter(creation_key=key).exists():
            continue
        request = actions.send(
            by=by, to=to, purpose=purpose, text=text, key=key, reachable_checked=True
        )
        if not answers:
            continue
        thread = actions.accept(request=request, by=to)
        for number, words in enumerate(answers):
            author = by if number % 2 else to
            actions.post(thread=thread, by=author, text=words, key=uuid5(key, str(number)))
