"""The top of the house: it knows every room, and nothing imports it."""
