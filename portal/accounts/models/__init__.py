from .consent import Consent
from .data_export import DataExport
from .user import User

__all__ = ["Consent", "DataExport", "User"]
