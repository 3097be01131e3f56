"""Matching without a node: pairs scored and lists cleared of duplicates, from files of the caller alone."""

LEAST = 0.5
"""Probability from which two records are linked: likelier than not."""
