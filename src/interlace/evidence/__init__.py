"""Exhibits, their custody, and what files of others say."""
