"""Who is on duty: the rota of a bureau, its holidays, and how its officers are reached."""
