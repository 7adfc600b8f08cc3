"""The rights of the moderators' group, brought up to date by `load_reference`."""

from django.contrib.auth.models import Group, Permission

GROUP = "Modération"
# Named here and not in each app: who may decide is one list, read as a whole.
RIGHTS = {
    "moderation": ["add_decision", "view_decision", "view_report", "change_report"],
    "careers": ["view_internship", "view_organisation", "view_role", "view_skill"],
}


def load() -> str:
    """Create the group and give it exactly its rights; returns a line for the log."""
    group, _ = Group.objects.get_or_create(name=GROUP)
    wanted = [
        permission
        for app, codenames in RIGHTS.items()
        for permission in Permission.objects.filter(
            content_type__app_label=app, codename__in=codenames
        )
    ]
    group.permissions.set(wanted)
    return f"groupe « {GROUP} » : {len(wanted)} droits"
