"""What one bureau works on, and what several bureaus work on together."""
