"""Time stamps of others (RFC 3161) on the daily roots of the log: they say that it existed by then."""
