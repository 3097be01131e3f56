"""Who is on the network: members, bureaus, who can be reached."""
