"""Floor 4: festivals, meetups with places and a waiting list, the personal agenda."""
