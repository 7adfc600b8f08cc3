from .consent import Consent
from .user import User

__all__ = ["Consent", "User"]
