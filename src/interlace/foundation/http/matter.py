"""The matter an officer works on: purpose and reference, chosen once and kept with the session."""

from dataclasses import dataclass

from django.http import HttpRequest

from interlace.foundation.identity.models import Officer

PURPOSE_KEY = "purpose"
REFERENCE_KEY = "reference"
REFERENCE_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Matter:
    """Without a purpose nothing may be asked or read."""

    purpose: str = ""
    reference: str = ""


def matter_of(request: HttpRequest) -> Matter:
    """What this session works for; an officer with one purpose alone need not choose it."""
    officer = request.user
    if not isinstance(officer, Officer):
        return Matter()
    purpose = request.session.get(PURPOSE_KEY, "")
    if purpose not in officer.purposes:
        purpose = officer.purposes[0] if len(officer.purposes) == 1 else ""
    return Matter(purpose=purpose, reference=request.session.get(REFERENCE_KEY, ""))


def choose_matter(request: HttpRequest, *, purpose: str, reference: str) -> bool:
    """Keep the choice for the session. False if the purpose is not one of the officer's."""
    officer = request.user
    if not isinstance(officer, Officer) or purpose not in officer.purposes:
        return False
    request.session[PURPOSE_KEY] = purpose
    request.session[REFERENCE_KEY] = reference.strip()[:REFERENCE_LENGTH]
    return True
