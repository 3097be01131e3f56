"""How well values and names are found in labelled texts."""
