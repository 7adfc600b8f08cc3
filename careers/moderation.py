"""What can be reported on this floor."""

from careers.models import Aid, Association, Internship, Organisation, School
from portal.moderation import registry
from portal.moderation.enums import Team

registry.register("stage", Internship, lambda user: Internship.objects.visible_to(user))
registry.register("structure", Organisation, lambda user: Organisation.objects.visible_to(user))
registry.register("ecole", School, lambda user: School.objects.listed())
registry.register("aide", Aid, lambda user: Aid.objects.listed())
registry.register("association", Association, lambda user: Association.objects.listed())
registry.grant(
    "careers.view_aid",
    "careers.view_association",
    "careers.view_internship",
    "careers.view_organisation",
    "careers.view_role",
    "careers.view_school",
    "careers.view_skill",
)
EDITED = (
    "aid", "association", "collaboration", "department", "role", "roleskill", "rolestep", "school",
    "skill", "taste",
)  # fmt: skip
registry.grant_writing(*(f"careers.{name}" for name in EDITED))
registry.grant_writing("careers.legalrule", "careers.legalvalue", team=Team.VALIDATOR)
registry.grant("careers.view_organisation", team=Team.VALIDATOR)
