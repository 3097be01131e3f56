"""Formats in which bureaus send what they know, each an adapter behind one interface."""
