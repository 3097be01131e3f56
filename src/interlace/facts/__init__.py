"""Facts, the smallest things that can be shared, recalled or cited; their contributions and registers."""
