"""The rights of the teams of staff, brought up to date by `load_reference`."""

from django.contrib.auth.models import Group, Permission

from portal.moderation import registry
from portal.moderation.enums import Team


def load() -> str:
    """Create a group for each team, with exactly the rights registered; a line for the log."""
    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.select_related("content_type")
    }
    for team in Team:
        group, _ = Group.objects.get_or_create(name=team.value)
        group.permissions.set(known[right] for right in registry.rights(team) if right in known)
    return f"équipes\u00a0: {', '.join(team.value for team in Team)}"
