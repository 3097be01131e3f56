"""Threads between bureaus: messages, their label check, their clock, and the register they leave."""
