"""What bureaus learn by laying facts side by side: link charts."""
