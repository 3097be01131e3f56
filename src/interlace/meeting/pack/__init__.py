"""What a bureau's folder says: cases, leads, people and things, and the rows that cannot be taken as they are."""
