"""Publication states, decisions with reasons, reports: for anything a member can write."""
