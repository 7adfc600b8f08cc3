"""Floor 3: member profiles, portfolio, directory, visiting card, mentors and mentorships."""
