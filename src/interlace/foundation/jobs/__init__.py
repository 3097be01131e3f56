"""Long work: its state, progress and end, for the officer who started it."""
