"""The rights of the moderators' group, brought up to date by `load_reference`."""

from django.contrib.auth.models import Group, Permission

from portal.moderation import registry

GROUP = "Modération"


def load() -> str:
    """Create the group and give it exactly the rights registered; returns a line for the log."""
    group, _ = Group.objects.get_or_create(name=GROUP)
    wanted = [
        permission
        for permission in Permission.objects.select_related("content_type")
        if f"{permission.content_type.app_label}.{permission.codename}" in registry.rights()
    ]
    group.permissions.set(wanted)
    return f"groupe « {GROUP} » : {len(wanted)} droits"
