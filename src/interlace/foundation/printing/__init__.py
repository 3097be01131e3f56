"""Papers that leave the system, as PDF and as DOCX, with fonts for every script that their words come in."""
