"""The site shell: home, navigation, errors, health, and the rules every page obeys."""
