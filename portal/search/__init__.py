"""One search over everything that is published, with the same answers on SQLite and PostgreSQL."""
