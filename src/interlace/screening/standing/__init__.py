"""Questions that stay open: a later fact raises a hit on both sides."""
