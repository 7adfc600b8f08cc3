"""Floor 3: member profiles, the directory and mentorships. Nothing is built on it yet."""
