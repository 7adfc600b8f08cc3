from .organisation import OrganisationForm
from .posting import InternshipForm

__all__ = ["InternshipForm", "OrganisationForm"]
