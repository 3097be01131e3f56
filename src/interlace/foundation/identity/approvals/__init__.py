"""Acts of two persons: each of them signs the same exact difference, within a day, and nobody signs twice."""
