"""The minutes of a meeting, as one bureau may read it: what they say, and how they are written as PDF and DOCX."""
