"""The components of the pages as template tags."""
