"""Passkeys (WebAuthn): for signing in, and for signing the exact difference of an act of two persons."""
