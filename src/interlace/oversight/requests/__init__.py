"""Requests of people about their own data: received, blocked meanwhile, put to owners, answered by letter."""
