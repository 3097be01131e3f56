"""A pack that an officer hands in: kept sealed, read by a job, looked at, and then stored or laid on a table."""
