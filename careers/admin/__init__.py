from . import (  # noqa: F401
    applications,
    directories,
    internships,
    legal,
    organisations,
    placements,
    reading,
    roles,
    verifications,
)
