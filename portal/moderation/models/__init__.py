from .decision import Decision
from .publication import AlreadyDecided, Publication, PublicationQuerySet
from .report import Report, ReportReading

__all__ = [
    "AlreadyDecided",
    "Decision",
    "Publication",
    "PublicationQuerySet",
    "Report",
    "ReportReading",
]
