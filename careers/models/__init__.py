from .department import Department
from .internship import Internship, InternshipQuerySet
from .legal import LegalRule, LegalValue
from .organisation import Organisation, OrganisationMember
from .reference import ReferenceRecord
from .role import Collaboration, Role, RoleSkill, RoleStep
from .skill import Skill, SkillCategory

__all__ = [
    "Collaboration",
    "Department",
    "Internship",
    "InternshipQuerySet",
    "LegalRule",
    "LegalValue",
    "Organisation",
    "OrganisationMember",
    "ReferenceRecord",
    "Role",
    "RoleSkill",
    "RoleStep",
    "Skill",
    "SkillCategory",
]
