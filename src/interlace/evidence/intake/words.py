"""What the intake is called in the reader's language."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from interlace.core.extraction import CandidateType, Confidence
from interlace.evidence.reading.documents import Hindrance

KINDS: Mapping[str, Promise] = {
    CandidateType.PERSON: _("Person"),
    CandidateType.ORG: _("Company or body"),
    CandidateType.PLACE: _("Place"),
    CandidateType.ADDRESS: _("Address"),
    CandidateType.PHONE: _("Phone"),
    CandidateType.EMAIL: _("E-mail address"),
    CandidateType.HANDLE: _("User name"),
    CandidateType.DOMAIN: _("Domain"),
    CandidateType.BANK_ACCOUNT: _("Bank account"),
    CandidateType.IBAN: _("IBAN"),
    CandidateType.WALLET: _("Wallet"),
    CandidateType.PASSPORT: _("Passport"),
    CandidateType.PLATE: _("Number plate"),
    CandidateType.IMEI: _("IMEI"),
    CandidateType.DATE: _("Day"),
    CandidateType.AMOUNT: _("Sum"),
}
CONFIDENCES: Mapping[str, Promise] = {
    Confidence.SURE: _("Sure: a check digit holds, or the form can be nothing else"),
    Confidence.LIKELY: _("Likely: a word beside it says what it is"),
    Confidence.POSSIBLE: _("Possible: only its form or its surroundings speak for it"),
}
HINDRANCES: Mapping[str, Promise] = {
    Hindrance.SHEET_HIDDEN: _("A sheet is hidden and was left out."),
    Hindrance.PAGE_NOT_READ: _("A page could not be read."),
    Hindrance.OCR_MISSING: _("Scans are not read on this node: ask its operator to install tesseract-ocr."),
    Hindrance.OCR_LANGUAGE_MISSING: _("Scans in this script are not read on this node: ask its operator to install"),
    Hindrance.FILE_REFUSED: _("An attachment was not opened."),
    Hindrance.FILE_UNKNOWN: _("A part is of no kind that is read here."),
}
