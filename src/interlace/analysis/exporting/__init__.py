"""Charts as files: what may leave of one, under its handling sentence, in six forms."""
