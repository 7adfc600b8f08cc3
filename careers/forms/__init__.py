from .internship import InternshipForm
from .organisation import OrganisationForm

__all__ = ["InternshipForm", "OrganisationForm"]
