"""Procedures as tables: states, moves, clocks."""
