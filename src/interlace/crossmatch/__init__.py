"""Candidate links between the subjects of different originators, what people said about them, and their clusters."""
