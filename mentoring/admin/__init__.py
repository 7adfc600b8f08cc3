from . import cards, offers, profiles  # noqa: F401
