"""Invented meeting packs with their truth: other names, values and words for every seed."""
