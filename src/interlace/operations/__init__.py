"""What bureaus decide and do together: which targets are ready, the plan, the day, those found, and the count."""
