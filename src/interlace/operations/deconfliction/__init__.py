"""Blind deconfliction: two bureaus that are after the same learn how to reach each other, and nothing besides."""
