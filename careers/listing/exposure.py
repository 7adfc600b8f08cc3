"""The order in which internships are shown by default: the quiet ones rise.

Each one starts from the moment it was published, and steps back three days for each application
that each of its places has received. Nothing else counts, nothing is bought, and the order does not
depend on who looks. The moment it arrives at is stored: nothing is rewritten as time goes by.
"""

from datetime import datetime

STEP_DAYS = 3
STEP = STEP_DAYS * 24 * 3600


def exposure(*, published_at: datetime, applications: int, places: int) -> int:
    """The rank of an internship, in seconds since 1970; the largest comes first."""
    return int(published_at.timestamp()) - STEP * applications // max(places, 1)
