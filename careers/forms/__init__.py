from .internship import InternshipFilterForm, InternshipForm
from .organisation import OrganisationForm

__all__ = ["InternshipFilterForm", "InternshipForm", "OrganisationForm"]
