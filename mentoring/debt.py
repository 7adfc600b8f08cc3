"""Which pages of this floor exist for a stranger. Its texts are its members' own."""

from django.contrib.auth.models import AnonymousUser

from mentoring.models import Profile
from portal.moderation import debt

STRANGER = AnonymousUser()


def _member(handle: str) -> bool:
    return Profile.objects.visible_to(STRANGER).filter(handle=handle).exists()


debt.register_page("mentoring:member", _member)
