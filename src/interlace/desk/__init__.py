"""The desk: what bureaus write to each other, under one clock for both sides."""
