from .agreement import Agreement, AgreementSignature
from .aid import Aid
from .answer_figures import AnswerFigures
from .application import Application, ApplicationQuerySet
from .application_note import ApplicationNote, FileReading
from .association import Association
from .attestation import Attestation, AttestationQuerySet, LearningEntry
from .call_tick import CallTick
from .department import Department
from .diary import HoursEntry
from .internship import Internship, InternshipQuerySet
from .invitation import OrganisationInvitation
from .journal import JournalEntry, JournalStep
from .kept import Favourite, Glance, HistoryRefusal
from .legal import LegalRule, LegalValue
from .notebook import Notebook, NotebookPage
from .open_figures import OpenFigures
from .opening import Opening, OpeningCount, OpeningLine, OpeningQuerySet
from .organisation import Organisation, OrganisationMember
from .placement import Placement, PlacementQuerySet
from .pool import PoolPlace
from .progress import RoleFollow, SkillMark, TasteMark
from .question import Question
from .reference import ReferenceRecord
from .role import Collaboration, Role, RoleSkill, RoleStep
from .saved_search import SavedSearch, ToldInternship
from .school import School
from .skill import Skill, SkillCategory
from .taste import Taste
from .term import Term
from .usefulness import Usefulness
from .verification import Verification
from .work import WorkPeriod

__all__ = [
    "Agreement",
    "AgreementSignature",
    "Aid",
    "AnswerFigures",
    "Application",
    "ApplicationNote",
    "ApplicationQuerySet",
    "Association",
    "Attestation",
    "AttestationQuerySet",
    "CallTick",
    "Collaboration",
    "Department",
    "Favourite",
    "FileReading",
    "Glance",
    "HistoryRefusal",
    "HoursEntry",
    "Internship",
    "InternshipQuerySet",
    "JournalEntry",
    "JournalStep",
    "LearningEntry",
    "LegalRule",
    "LegalValue",
    "Notebook",
    "NotebookPage",
    "OpenFigures",
    "Opening",
    "OpeningCount",
    "OpeningLine",
    "OpeningQuerySet",
    "Organisation",
    "OrganisationInvitation",
    "OrganisationMember",
    "Placement",
    "PlacementQuerySet",
    "PoolPlace",
    "Question",
    "ReferenceRecord",
    "Role",
    "RoleFollow",
    "RoleSkill",
    "RoleStep",
    "SavedSearch",
    "School",
    "Skill",
    "SkillCategory",
    "SkillMark",
    "Taste",
    "TasteMark",
    "Term",
    "ToldInternship",
    "Usefulness",
    "Verification",
    "WorkPeriod",
]
