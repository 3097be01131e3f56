"""Cross-border police cooperation in which every bureau keeps control of its own facts."""

__version__ = "0.1.0"
