"""Invented worlds: the demo Golden Reed now, the generator with ground truth later. Nothing here is real."""
