"""Who is who: members of the network, their bureaus and officers."""
