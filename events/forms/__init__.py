from .calendar import MeetupFilterForm
from .meetup import CancelForm, DetailsForm, MeetupForm
from .registration import RegistrationForm

__all__ = ["CancelForm", "DetailsForm", "MeetupFilterForm", "MeetupForm", "RegistrationForm"]
