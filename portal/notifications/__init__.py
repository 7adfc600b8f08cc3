"""What the site tells its members. Mails wait in an outbox and leave through the worker."""
