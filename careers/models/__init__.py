from .aid import Aid
from .association import Association
from .department import Department
from .internship import Internship, InternshipQuerySet
from .legal import LegalRule, LegalValue
from .organisation import Organisation, OrganisationMember
from .progress import RoleFollow, SkillMark, TasteMark
from .question import Question
from .reference import ReferenceRecord
from .role import Collaboration, Role, RoleSkill, RoleStep
from .school import School
from .skill import Skill, SkillCategory
from .taste import Taste
from .term import Term
from .usefulness import Usefulness

__all__ = [
    "Aid",
    "Association",
    "Collaboration",
    "Department",
    "Internship",
    "InternshipQuerySet",
    "LegalRule",
    "LegalValue",
    "Organisation",
    "OrganisationMember",
    "Question",
    "ReferenceRecord",
    "Role",
    "RoleFollow",
    "RoleSkill",
    "RoleStep",
    "School",
    "Skill",
    "SkillCategory",
    "SkillMark",
    "Taste",
    "TasteMark",
    "Term",
    "Usefulness",
]
