from .consent import Consent
from .daily_count import DailyCount
from .data_export import DataExport
from .user import User
from .vouch import Vouch

__all__ = ["Consent", "DailyCount", "DataExport", "User", "Vouch"]
