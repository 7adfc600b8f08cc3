"""Django's backend for PostgreSQL, which refuses at once while the server is away."""
