"""What a member's own page counts of the inbox, with everything else it counts."""

from typing import Any

from django.db.models import QuerySet

from portal.notifications.context import MOST
from portal.notifications.models import Notification
from portal.shell.home import on_counts


@on_counts
def counts(user: Any) -> dict[str, QuerySet[Any]]:
    """Under the name the header asks for: it need not count again."""
    return {"unread_notifications": Notification.objects.visible_to(user).unread()[:MOST]}
