from . import internships, organisations, roles  # noqa: F401
