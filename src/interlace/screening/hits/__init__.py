"""Hits on their ladder: asked, answered, released, withdrawn."""
