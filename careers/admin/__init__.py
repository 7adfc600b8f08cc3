from . import directories, internships, organisations, roles  # noqa: F401
