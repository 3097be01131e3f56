"""Border mode: documents are scanned one after the other, and each gets one of a few answers."""
