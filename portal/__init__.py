"""Floor 1: settings, the site shell and what every other floor stands on."""
