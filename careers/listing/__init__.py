"""The list of internships: what is asked of it, what it counts, in which order, how it is kept."""
