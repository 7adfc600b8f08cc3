"""Who may write to whom: requests with a purpose and an expiry, threads, blocks."""
