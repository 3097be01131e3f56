"""The operational meeting: what bureaus bring, where their cases meet, what was agreed."""
