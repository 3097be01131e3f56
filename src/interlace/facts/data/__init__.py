"""Tables of the trade, each with its source and date in the first lines."""
