"""Why something could not be done, in words for the person where they may know."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.contact.models import ContactRequest, Thread


class Unreachable(Exception):
    """The other person is not there for this one, whatever the reason: shown as a 404."""


class LimitReached(ValidationError):
    """Too many requests at once, or too soon after a refusal; it says until when."""


class AlreadyAsked(ValidationError):
    """The same request waits already: `request` is the one to show."""

    def __init__(self, request: ContactRequest) -> None:
        super().__init__(_("Votre demande attend déjà la réponse de cette personne."))
        self.request = request


class AlreadyTalking(ValidationError):
    """The two have a conversation: `thread` is where to write."""

    def __init__(self, thread: Thread) -> None:
        super().__init__(_("Vous avez déjà une conversation avec cette personne."))
        self.thread = thread


class NoLongerOpen(ValidationError):
    """The request was answered, withdrawn or has run out meanwhile."""

    def __init__(self) -> None:
        super().__init__(_("Cette demande n’attend plus de réponse."))


class Closed(ValidationError):
    """Nobody is there any more to read what would be written in this conversation."""

    def __init__(self) -> None:
        super().__init__(_("Cette conversation est close\u00a0: la personne n’est plus joignable."))
