from . import directories, internships, organisations, reading, roles  # noqa: F401
