"""What can be reported on this floor."""

from careers.models import Internship, Organisation
from portal.moderation import registry

registry.register("stage", Internship, lambda user: Internship.objects.visible_to(user))
registry.register("structure", Organisation, lambda user: Organisation.objects.visible_to(user))
registry.grant(
    "careers.view_internship",
    "careers.view_organisation",
    "careers.view_role",
    "careers.view_skill",
)
