"""What bureaus offer each other: tracing, interpreters, shelter, forensics; each to those whom its bureau chose."""
