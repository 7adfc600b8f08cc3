"""What this floor tells its members by mail."""

from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from portal.moderation.enums import Outcome
from portal.notifications.mails import send_mail


def tell_decision(internship: Any, decision: Any) -> None:
    """Tell whoever wrote a listing that it is published, or what to mend."""
    author = internship.author
    if author is None or not author.is_active:
        return
    approved = decision.outcome == Outcome.APPROVED
    with translation.override(author.language):
        subject = _("Votre annonce est publiée") if approved else _("Votre annonce est à corriger")
    send_mail(
        "internship_approved" if approved else "internship_rejected",
        to=author,
        subject=subject,
        internship=internship,
        decision=decision,
    )
