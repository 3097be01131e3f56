"""From what an officer may read of a case to what its pages show."""
