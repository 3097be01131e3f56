"""Those found on site: looked after, listened to after rest, and never read by whoever works on the criminal case."""
