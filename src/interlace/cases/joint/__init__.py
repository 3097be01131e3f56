"""Joint cases: what several bureaus work on together, each seeing what labels allow."""
