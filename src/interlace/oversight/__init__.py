"""Lawful keeping: what is due, what is held, what was deleted, and what people ask about their own data."""
