"""Exhibits that go from KR to TH, for tests."""

from datetime import timedelta
from typing import Any

from tests.cases.filing import checked, opened
from tests.evidence.holding import sealed
from tests.screening.network import NOW, viewer

from interlace.cases.models import Case
from interlace.evidence.handing.actions import offer_to_bureau
from interlace.evidence.handing.rules import OfferTerms, TakingTerms
from interlace.evidence.models import BureauHandOver, Exhibit

HOUR = timedelta(hours=1)
LATER = NOW + timedelta(days=1)
REFERENCE = "TH-2026-0031"


def neutral_case() -> Case:
    """A case of KR of which something may go to others."""
    return checked(opened())


def ready(**others: Any) -> Exhibit:
    """A sealed exhibit of such a case."""
    return sealed(neutral_case(), **others)


def offer_terms(**others: Any) -> OfferTerms:
    """To TH, for a trial there."""
    said = {
        "recipient": "TH",
        "at": NOW,
        "place": "Incheon airport",
        "purpose": "trial in Bangkok",
        "authority": "MLA 2026/88",
        "seal": "KR-7",
    }
    return OfferTerms(**{**said, **others})


def offered(exhibit: Exhibit, **others: Any) -> BureauHandOver:
    """The exhibit offered to TH."""
    return offer_to_bureau(viewer("KR"), exhibit.id, offer_terms(**others), now=LATER)


def taking(**others: Any) -> TakingTerms:
    """Into the case of TH, at the moment at which it was given."""
    return TakingTerms(**{"at": NOW, "place": "Bangkok", "case": REFERENCE, "seal": "KR-7", **others})


def case_of_th() -> Case:
    """Where TH puts it."""
    return opened("TH", REFERENCE)
