from .appeal import Appeal
from .auto_hide import AutoHide
from .case import HELD, Case, CaseNote, CaseReading
from .correction import Correction
from .decision import Decision
from .desk import ReplyTemplate, SavedView
from .measure import Measure
from .publication import AlreadyDecided, Publication, PublicationQuerySet
from .report import Report, ReportReading

__all__ = [
    "HELD",
    "AlreadyDecided",
    "Appeal",
    "AutoHide",
    "Case",
    "CaseNote",
    "CaseReading",
    "Correction",
    "Decision",
    "Measure",
    "Publication",
    "PublicationQuerySet",
    "ReplyTemplate",
    "Report",
    "ReportReading",
    "SavedView",
]
