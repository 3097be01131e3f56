"""How a typed value is understood, in a sentence. A hint suggests, it never corrects."""

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from interlace.core.dates import PartialDate, parse_date
from interlace.core.identifiers import Identifier, IdentifierKind, near_misses
from interlace.facts.problems import words_for
from interlace.foundation.localize.formats import day_text
from interlace.foundation.localize.shown import Notice
from interlace.foundation.localize.words import country_name
from interlace.screening.asking import Reading, likeliest_reading


def reading_sentence(value: str, *, kind: str = "") -> str:
    """What the value is read as, and what there is to know about it."""
    if not value.strip():
        return ""
    reading = likeliest_reading(value, kind=kind)
    if reading.identifier is None:
        return _name_sentence(reading)
    remarks = [words_for(warning).what for warning in reading.identifier.warnings]
    return " ".join([_identifier_sentence(reading.identifier), *remarks])


def reading_warnings(value: str, *, kind: str = "") -> tuple[Notice, ...]:
    """Why the value may not be what it was meant as: a phone with a digit too few, a wallet with a wrong checksum."""
    if not value.strip() or likeliest_reading(value, kind=kind).identifier is not None:
        return ()
    misses = (words_for(problem) for problem in near_misses(value)[:1])
    return tuple(Notice(lead=words.what, text=words.fix, tone="warn", mark="info") for words in misses)


def _identifier_sentence(found: Identifier) -> str:
    country = country_name(found.detail.get("country", ""))
    digits = sum(sign.isdigit() for sign in found.normal)
    match found.kind:
        case IdentifierKind.PHONE if country:
            said = ngettext(
                "Read as a phone of {country}, {count} digit.", "Read as a phone of {country}, {count} digits.", digits
            )
            return said.format(country=country, count=digits)
        case IdentifierKind.WALLET:
            ledger = found.detail.get("ledger", "").capitalize()
            return _("Read as a wallet address of {ledger}.").format(ledger=ledger)
        case IdentifierKind.IBAN if country:
            return _("Read as an IBAN of {country}; its check digits fit.").format(country=country)
        case _:
            return _plain_sentence(found.kind)


def _plain_sentence(kind: IdentifierKind) -> str:
    words = {
        IdentifierKind.PHONE: _("Read as a phone."),
        IdentifierKind.ACCOUNT: _("Read as an account number."),
        IdentifierKind.DOCUMENT: _("Read as a document number."),
        IdentifierKind.EMAIL: _("Read as an e-mail address."),
        IdentifierKind.DOMAIN: _("Read as a domain."),
        IdentifierKind.URL: _("Read as a web address."),
        IdentifierKind.HANDLE: _("Read as an online name."),
        IdentifierKind.PLATE: _("Read as a number plate."),
    }
    return words.get(kind, _("Read as a number."))


def _name_sentence(reading: Reading) -> str:
    if reading.kind not in {"person", "company"}:
        return _("It does not look like that; it is asked as it stands.")
    born = parse_date(reading.born) if reading.born else None
    if not isinstance(born, PartialDate):
        return _("Read as a name.")
    day = born.as_date()
    date = day_text(day, language=get_language() or "en") if day is not None else born.isoformat()
    return _("Read as a name and the birth date {date}.").format(date=date)
