"""Retention: rules, the review queue, decisions, certificates, and the ledger of deletions."""
