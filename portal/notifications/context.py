"""What the header of each page may ask about the inbox."""

from functools import cache
from typing import Any

from django.db import connection
from django.http import HttpRequest

from portal.notifications.models import Notification
from portal.shell.written import Statement, number, written

# The header says "99+" from here on.
MOST = 100


def _unread(member: Any) -> Statement:
    return number(Notification.objects.visible_to(member).unread()[:MOST])


def unread(request: HttpRequest) -> dict[str, Any]:
    """`unread_notifications`: how many, MOST at most; counted once, where a template asks."""

    @cache
    def count() -> int:
        # Some refusals are answered before anybody is known.
        user = getattr(request, "user", None)
        if user is None or not user.is_authenticated:
            return 0
        with connection.cursor() as cursor:
            cursor.execute(*written(_unread, member=user))
            return int(cursor.fetchone()[0])

    # Templates call what they can call.
    return {"unread_notifications": count}
