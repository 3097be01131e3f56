"""Checks, hits and their ladder, standing checks, and the index they search."""
