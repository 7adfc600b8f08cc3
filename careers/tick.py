"""What time does on this floor, each day."""

from datetime import datetime

from careers import application_tick


def run(*, now: datetime) -> str:
    """Once however often it is run; returns a line for the log."""
    return application_tick.run(now=now)
