"""Exhibits that go to another bureau: offered, taken over by both names, refused, withdrawn, and sent home."""
