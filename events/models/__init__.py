from .agenda import AgendaKey
from .edition import Edition
from .festival import Festival
from .meetup import Meetup, MeetupHost, MeetupQuerySet
from .registration import Registration

__all__ = [
    "AgendaKey",
    "Edition",
    "Festival",
    "Meetup",
    "MeetupHost",
    "MeetupQuerySet",
    "Registration",
]
