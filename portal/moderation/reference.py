"""The rights of the teams of staff, brought up to date by `load_reference`."""

from django.contrib.auth.models import Group, Permission

from portal.moderation import registry
from portal.moderation.enums import OnAuthor, OnTarget, Team
from portal.moderation.grounds import Ground
from portal.moderation.models import ReplyTemplate

# Decisions to begin with; once there, they are the moderators' to edit.
TEMPLATES: list[dict[str, object]] = [
    {
        "slug": "rien",
        "name": "Classer\u00a0: rien de contraire aux règles",
        "ground": Ground.NOTHING,
        "reply": "Merci d’avoir pris le temps d’écrire\u00a0: chaque signalement est lu.",
    },
    {
        "slug": "corriger",
        "name": "Demander une correction",
        "on_target": OnTarget.CHANGE,
        "ground": Ground.UNTRUE,
        "facts": "Certains renseignements de votre texte ne sont pas exacts.",
        "why": "Les personnes qui vous lisent s’y fient pour décider.",
    },
    {
        "slug": "argent",
        "name": "Masquer\u00a0: argent demandé",
        "on_target": OnTarget.HIDE,
        "ground": Ground.SCAM,
        "facts": "Votre texte demande de l’argent à des personnes qui candidatent.",
        "why": "Sur Premier Clap, personne ne paie pour candidater ni pour être mieux placé.",
    },
    {
        "slug": "poste",
        "name": "Masquer\u00a0: un poste sous le nom de stage",
        "on_target": OnTarget.HIDE,
        "ground": Ground.DISGUISED_WORK,
        "facts": "Les missions décrites sont celles d’un poste salarié.",
        "why": "Un stage se fait avec une convention et un tutorat, et ne remplace aucun emploi.",
    },
    {
        "slug": "insister",
        "name": "Avertir\u00a0: messages insistants",
        "on_author": OnAuthor.WARN,
        "ground": Ground.UNWANTED,
        "facts": "Vous avez écrit plusieurs fois à une personne qui ne le souhaitait pas.",
        "why": "Une absence de réponse est une réponse.",
    },
    {
        "slug": "haine",
        "name": "Masquer et suspendre 30 jours\u00a0: discrimination",
        "on_target": OnTarget.HIDE,
        "on_author": OnAuthor.SUSPEND,
        "days": 30,
        "ground": Ground.DISCRIMINATION,
        "facts": "Votre texte écarte ou rabaisse des personnes pour ce qu’elles sont.",
        "why": "La loi l’interdit, et ce site n’en veut pas.",
    },
    {
        "slug": "violence",
        "name": "Masquer et exclure\u00a0: violence, menaces",
        "on_target": OnTarget.HIDE,
        "on_author": OnAuthor.BAN,
        "ground": Ground.VIOLENCE,
        "facts": "Vos propos menacent une personne ou s’en prennent à elle.",
        "why": "La sécurité des membres passe avant tout le reste.",
    },
]


def load() -> str:
    """Create a group for each team, with exactly the rights registered; a line for the log."""
    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.select_related("content_type")
    }
    for team in Team:
        group, _ = Group.objects.get_or_create(name=team.value)
        group.permissions.set(known[right] for right in registry.rights(team) if right in known)
    for position, template in enumerate(TEMPLATES, start=1):
        ReplyTemplate.objects.get_or_create(
            slug=template["slug"], defaults={**template, "position": position}
        )
    return f"équipes\u00a0: {', '.join(team.value for team in Team)}"
