"""Waking the right person: which clocks run out, who may know of it, and every attempt to reach them."""
