from . import directories, internships, legal, organisations, reading, roles  # noqa: F401
