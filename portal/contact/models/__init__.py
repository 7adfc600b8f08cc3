from .block import Block
from .request import TEXT_LENGTH as REQUEST_LENGTH
from .request import ContactRequest
from .thread import MESSAGE_LENGTH, Message, Participation, Thread

__all__ = [
    "MESSAGE_LENGTH",
    "REQUEST_LENGTH",
    "Block",
    "ContactRequest",
    "Message",
    "Participation",
    "Thread",
]
