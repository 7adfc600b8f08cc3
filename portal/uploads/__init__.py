"""Files that members send: cleaned on the way in, served only after a check on the way out."""
