"""What a member's own page shows of their contacts: numbers only."""

from typing import Any

from django.db.models import QuerySet

from portal.contact.models import ContactRequest, Participation
from portal.shell.home import on_counts


@on_counts
def counts(user: Any) -> dict[str, QuerySet[Any]]:
    visible = ContactRequest.objects.visible_to(user)
    open_ones = Participation.objects.filter(user=user.pk, left_at__isnull=True)
    return {
        "contact_requests": visible.open().filter(recipient=user),
        "contact_unread": open_ones.with_news(),
    }
