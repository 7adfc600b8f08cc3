from .appeals import AppealAdmin
from .cases import CaseAdmin
from .corrections import CorrectionAdmin
from .desk import ReplyTemplateAdmin
from .publications import PublicationAdmin, StateFilter
from .reports import DecisionAdmin, ReportAdmin

__all__ = [
    "AppealAdmin",
    "CaseAdmin",
    "CorrectionAdmin",
    "DecisionAdmin",
    "PublicationAdmin",
    "ReplyTemplateAdmin",
    "ReportAdmin",
    "StateFilter",
]
