"""The disclosure rule between code and database: labels, viewers, and what a transaction may touch."""
