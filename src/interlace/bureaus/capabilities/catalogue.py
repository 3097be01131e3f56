"""What can be offered, as a table.

Source: what bureaus asked each other for in the founding texts (2025-11 to 2026-11) and in the procedures on crypto
assets, victims of trafficking and digital evidence; the list is the product's own. As of 2026-11-22.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class CapabilityKind:
    """One kind of help."""

    name: Promise
    needs_language: bool = False
    """Whether it says nothing without a language."""


KINDS: Mapping[str, CapabilityKind] = {
    "tracing_tron": CapabilityKind(_("Tracing on TRON")),
    "tracing_bitcoin": CapabilityKind(_("Tracing on Bitcoin")),
    "tracing_ethereum": CapabilityKind(_("Tracing on Ethereum and similar chains")),
    "exchange_contact": CapabilityKind(_("Contacts at exchanges")),
    "bank_contact": CapabilityKind(_("Contacts at banks for stopping payments")),
    "interpreters": CapabilityKind(_("Interpreters"), needs_language=True),
    "translation": CapabilityKind(_("Written translation"), needs_language=True),
    "shelter": CapabilityKind(_("Places in a shelter")),
    "victim_interview": CapabilityKind(_("Interviewers trained for victims and children")),
    "repatriation": CapabilityKind(_("Escort and return of victims")),
    "forensics_phone": CapabilityKind(_("Forensics of phones")),
    "forensics_computer": CapabilityKind(_("Forensics of computers and servers")),
    "forensics_vehicle": CapabilityKind(_("Forensics of vehicles")),
    "open_source": CapabilityKind(_("Research in open sources")),
    "face_comparison": CapabilityKind(_("Comparison of faces by examiners")),
    "fingerprints": CapabilityKind(_("Comparison of fingerprints")),
    "dna": CapabilityKind(_("Comparison of DNA")),
    "disaster_victims": CapabilityKind(_("Identification of disaster victims")),
    "financial_analysis": CapabilityKind(_("Financial analysis")),
    "surveillance": CapabilityKind(_("Cross-border surveillance")),
    "training": CapabilityKind(_("Training")),
}


def kind_name(code: str) -> str:
    """The words for a kind; a code of a later version is shown as it is."""
    return str(KINDS[code].name) if code in KINDS else code
