"""Floor 2: role guides, skills, organisations and internships."""
