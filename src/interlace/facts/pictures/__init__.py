"""Photographs, fingerprint files and document scans of a subject, under the same labels as its facts."""
