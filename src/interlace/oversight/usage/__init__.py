"""How a bureau and its units use the node: one table for each month, and unusual ways of searching."""
