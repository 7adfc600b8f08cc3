// Comfort only: the boxes of a checklist keep their state in this browser, an answer opens by its
// address.
