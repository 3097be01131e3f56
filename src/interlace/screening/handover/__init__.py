"""Handing a shift over: what is open, promised by whom, due when; signed by who gives and who takes."""
