"""Password rules (CNIL 2022-100, ASVS 5.0 6.2): long, not guessable, no forced renewal.

Everything is checked on this machine: Django carries the 20,000 and zxcvbn the 30,000 passwords
most often found in breaches; zxcvbn also recognises their variants (dates, repeats, keyboard
walks, letters as figures).
"""

from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from zxcvbn import zxcvbn

MINIMUM, MAXIMUM = 12, 256
# zxcvbn's lists are English: the words French people reach for first.
FRENCH_WORDS = [
    "motdepasse",
    "azerty",
    "azertyuiop",
    "bonjour",
    "soleil",
    "doudou",
    "chouchou",
    "loulou",
    "marseille",
    "cinema",
    "premier",
    "clap",
    "premierclap",
    "tournage",
    "amour",
    "coucou",
    "nicolas",
    "camille",
    "julien",
    "princesse",
    "france",
    "paris",
    "secret",
    "jetaime",
    "stage",
    "regie",
    "production",
]
# zxcvbn's cost grows much faster than the text (seconds at 64 signs chosen for it).
EXAMINED = 24


class LengthValidator:
    """Between 12 and 256 characters."""

    def validate(self, password: str, user: Any = None) -> None:
        if len(password) < MINIMUM:
            raise ValidationError(
                ngettext(
                    "Ce mot de passe est trop court : il compte %(length)s caractère, "
                    "il en faut au moins %(minimum)s.",
                    "Ce mot de passe est trop court : il compte %(length)s caractères, "
                    "il en faut au moins %(minimum)s.",
                    len(password),
                ),
                code="password_too_short",
                params={"length": len(password), "minimum": MINIMUM},
            )
        if len(password) > MAXIMUM:
            raise ValidationError(
                _("Ce mot de passe est trop long : %(maximum)s caractères au plus."),
                code="password_too_long",
                params={"maximum": MAXIMUM},
            )

    def get_help_text(self) -> str:
        return _(
            "Au moins %(minimum)s caractères : une phrase de quatre mots convient très bien."
        ) % {"minimum": MINIMUM}


class BreachedPasswordValidator(CommonPasswordValidator):
    """Refuse what is in the lists of stolen passwords, or one step away from them."""

    def validate(self, password: str, user: Any = None) -> None:
        if not MINIMUM <= len(password) <= MAXIMUM:
            return  # LengthValidator says so; one thing at a time
        own_words = [getattr(user, "display_name", ""), getattr(user, "email", "")]
        guessable = zxcvbn(
            password[:EXAMINED],
            user_inputs=[*FRENCH_WORDS, *(word for word in own_words if word)],
            max_length=EXAMINED,
        )
        if guessable["score"] < 3 or password.lower().strip() in self.passwords:
            raise ValidationError(
                _(
                    "Ce mot de passe figure parmi ceux qui circulent après des fuites, ou leur "
                    "ressemble trop. Choisissez plusieurs mots sans lien entre eux."
                ),
                code="password_breached",
            )

    def get_help_text(self) -> str:
        return _("Il ne doit pas figurer parmi les mots de passe déjà volés.")
