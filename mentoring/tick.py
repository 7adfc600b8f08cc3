"""What mentoring does each day."""

from datetime import datetime

from mentoring import absences
from mentoring.mentor_actions import remind_of_the_end


def run(*, now: datetime) -> str:
    """Remind of mentorships past their last day; returns a line for the log."""
    back = absences.catch_up(now=now)
    return f"{back} mentors de retour, {remind_of_the_end(now=now)} mentorats arrivés à leur fin"
