"""Floor 4: festivals, meetups and introductions. Nothing is built on it yet."""
