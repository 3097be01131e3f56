"""Legal holds: nothing of a case, or of one exhibit of it, is destroyed until a second officer lifts the hold."""
