"""The package that goes to court: exhibits with their story, signed, and shown in part where the rest stays closed."""
