"""Questions to the holders, and their answers."""
