"""How often somebody may do something in a stretch of time, counted once for all processes of a node."""
