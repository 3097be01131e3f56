"""What came of an operation: counted once, from lines that are only ever added, and the sheet for everybody."""
