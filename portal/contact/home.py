"""What a member's own page shows of their contacts."""

from typing import Any

from django.http import HttpRequest

from portal.contact.models import ContactRequest, Participation
from portal.shell.home import on_dashboard


@on_dashboard
def dashboard(request: HttpRequest) -> dict[str, Any]:
    user: Any = request.user
    visible = ContactRequest.objects.visible_to(user)
    open_ones = Participation.objects.filter(user=user.pk, left_at__isnull=True)
    return {
        "contact_requests": visible.open().filter(recipient=user).count(),
        "contact_unread": open_ones.with_news().count(),
    }
