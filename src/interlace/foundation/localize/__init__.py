"""Words, names, numbers and moments as the reader's language writes them."""
