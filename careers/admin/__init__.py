from . import applications, directories, internships, legal, organisations, reading, roles  # noqa: F401
